package main

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// byteCorruption damages a document as it is served.
type byteCorruption func(s *scene, doc []byte) []byte

var byteCorruptions = map[string]byteCorruption{
	"truncated":       func(s *scene, doc []byte) []byte { return doc[:s.IntN(len(doc)+1)] },
	"beginning_lost":  func(s *scene, doc []byte) []byte { return doc[s.IntN(len(doc)+1):] },
	"bytes_flipped":   bytesFlipped,
	"digits_changed":  digitsChanged,
	"field_renamed":   fieldRenamed,
	"fields_swapped":  fieldsSwapped,
	"fields_removed":  fieldsRemoved,
	"encoding_broken": encodingBroken,
	"lines_moved":     linesMoved,
	"html_page": func(s *scene, doc []byte) []byte {
		page := "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Server error</h1>"
		if s.IntN(2) == 0 {
			return []byte(page + "</body></html>")
		}
		return append([]byte(page), doc...)
	},
	"empty": func(s *scene, _ []byte) []byte {
		return []byte([]string{"", " ", "\r\n\r\n", "\ufeff", "[]", "{}", "null",
			"<ArrayOfMemberOfParliament></ArrayOfMemberOfParliament>", "<Profile></Profile>"}[s.IntN(9)])
	},
	"other_kind":   func(s *scene, _ []byte) []byte { return bytes.Clone(s.alien[s.IntN(len(s.alien))]) },
	"served_twice": func(s *scene, doc []byte) []byte { return append(bytes.Clone(doc), doc[s.IntN(len(doc)+1):]...) },
}

func bytesFlipped(s *scene, doc []byte) []byte {
	doc = bytes.Clone(doc)
	n := 1 + s.IntN(3)
	if s.IntN(3) == 0 {
		n = 1 + s.IntN(60)
	}
	for range n {
		if len(doc) == 0 {
			break
		}
		at := s.IntN(len(doc))
		switch s.IntN(3) {
		case 0:
			doc[at] ^= 1 << s.IntN(8)
		case 1:
			doc[at] = byte(s.IntN(256))
		default:
			doc[at] = byte(' ' + s.IntN(95))
		}
	}
	return doc
}

var digit = regexp.MustCompile(`[0-9]`)

// digitsChanged writes other digits: the rest stays readable.
func digitsChanged(s *scene, doc []byte) []byte {
	share := []int{1000, 200, 20}[s.IntN(3)]
	return digit.ReplaceAllFunc(doc, func(d []byte) []byte {
		if s.IntN(share) == 0 {
			return []byte{byte('0' + s.IntN(10))}
		}
		return d
	})
}

// renames writes other names for the fields of a document.
func (s *scene) renames(doc []byte, change func(name string) string) []byte {
	if s.kind.name == "house_csv" {
		header, rest, _ := bytes.Cut(doc, []byte("\r\n"))
		columns := strings.Split(strings.TrimPrefix(string(header), "\ufeff"), ",")
		for i := range columns {
			columns[i] = change(columns[i])
		}
		return append([]byte("\ufeff"+strings.Join(columns, ",")+"\r\n"), rest...)
	}
	pattern := `(</?)([A-Za-z]+)([ >])`
	if strings.HasPrefix(s.kind.name, "parlinfo") {
		pattern = `(")([A-Za-z]+)(":)`
	}
	return regexp.MustCompile(pattern).ReplaceAllFunc(doc, func(m []byte) []byte {
		parts := regexp.MustCompile(pattern).FindSubmatch(m)
		return []byte(string(parts[1]) + change(string(parts[2])) + string(parts[3]))
	})
}

// field draws one.
func (s *scene) field() string { return s.kind.fields[s.IntN(len(s.kind.fields))] }

// fieldRenamed calls a field otherwise, everywhere: as no other is called, or
// as another is.
func fieldRenamed(s *scene, doc []byte) []byte {
	from, to := s.field(), []string{"Something", s.field(), strings.ToLower(s.field())}[s.IntN(3)]
	return s.renames(doc, func(name string) string {
		if name == from {
			return to
		}
		return name
	})
}

// fieldsSwapped exchanges the names of two or three fields: columns in another
// order under the old header.
func fieldsSwapped(s *scene, doc []byte) []byte {
	a, b, c := s.field(), s.field(), s.field()
	return s.renames(doc, func(name string) string {
		switch name {
		case a:
			return b
		case b:
			return c
		case c:
			return a
		}
		return name
	})
}

// fieldsRemoved leaves out the contents of a field in some rows or in all.
func fieldsRemoved(s *scene, doc []byte) []byte {
	share := 1 + s.IntN(2)*s.IntN(200)
	drop := func(m []byte) []byte {
		if s.IntN(share) == 0 {
			return nil
		}
		return m
	}
	name := regexp.QuoteMeta(s.field())
	switch {
	case s.kind.name == "house_csv":
		return s.columnRemoved(doc, share)
	case strings.HasPrefix(s.kind.name, "parlinfo"):
		return regexp.MustCompile(`"`+name+`":("[^"]*"|[a-z0-9]+),`).ReplaceAllFunc(doc, drop)
	}
	return regexp.MustCompile(`(?s)<`+name+`>.*?</`+name+`>`).ReplaceAllFunc(doc, drop)
}

func (s *scene) columnRemoved(doc []byte, share int) []byte {
	at := s.IntN(len(s.kind.fields))
	lines := strings.Split(string(doc), "\r\n")
	for i, line := range lines {
		cells := strings.Split(line, ",")
		if at < len(cells) && (s.IntN(share) == 0) {
			lines[i] = strings.Join(append(cells[:at:at], cells[at+1:]...), ",")
		}
	}
	return []byte(strings.Join(lines, "\r\n"))
}

func encodingBroken(s *scene, doc []byte) []byte {
	switch s.IntN(5) {
	case 0: // Latin 1 under the name of UTF-8
		out, err := charmap.ISO8859_1.NewEncoder().Bytes(bytes.TrimPrefix(bytes.ReplaceAll(doc, []byte("—"), []byte("-")), []byte("\ufeff")))
		if err != nil {
			return doc[:len(doc)/2]
		}
		return out
	case 1: // UTF-8 read as Latin 1 and written again
		return []byte(latin(doc))
	case 2: // UTF-16
		var out []byte
		for _, u := range utf16.Encode([]rune(string(doc))) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out
	case 3: // question marks for what is not ASCII
		return regexp.MustCompile(`[^\x00-\x7f]`).ReplaceAll(doc, []byte("?"))
	}
	doc = bytes.Clone(doc)
	for range 1 + s.IntN(20) {
		doc[s.IntN(len(doc))] = []byte{0, 0xff, 0xc3, 0x80}[s.IntN(4)]
	}
	return doc
}

func latin(doc []byte) string {
	r := make([]rune, len(doc))
	for i, b := range doc {
		r[i] = rune(b)
	}
	return string(r)
}

// linesMoved cuts a piece out, and perhaps puts it back elsewhere, or twice.
func linesMoved(s *scene, doc []byte) []byte {
	lines := bytes.SplitAfter(doc, []byte("\n"))
	if len(lines) < 4 { // all on one line
		lines = bytes.SplitAfter(doc, []byte("},"))
	}
	from := s.IntN(len(lines))
	to := min(len(lines), from+1+s.IntN(30))
	rest := append(append([][]byte{}, lines[:from]...), lines[to:]...)
	for range s.IntN(3) {
		at := s.IntN(len(rest) + 1)
		rest = append(append(append([][]byte{}, rest[:at]...), lines[from:to]...), rest[at:]...)
	}
	return bytes.Join(rest, nil)
}
