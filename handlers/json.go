package handlers

import (
	"strconv"
	"unicode/utf8"

	"caucus/models/temporal"
)

// writer appends JSON to a buffer. It puts the commas itself: what it wrote last
// tells whether one is due.
type writer struct{ b []byte }

// next writes the comma that is due before another member or element.
func (w *writer) next() {
	if n := len(w.b); n > 0 {
		switch w.b[n-1] {
		case '{', '[', ':':
		default:
			w.b = append(w.b, ',')
		}
	}
}

func (w *writer) raw(json string) {
	w.next()
	w.b = append(w.b, json...)
}

// put appends JSON that fits where it stands, commas and all: names of members
// and what lies between them, where every answer has them in this order.
func (w *writer) put(json string) { w.b = append(w.b, json...) }

// word appends a text of ours, such as an id, that needs no escapes.
func (w *writer) word(s string) {
	w.b = append(w.b, '"')
	w.b = append(w.b, s...)
	w.b = append(w.b, '"')
}

func (w *writer) object()    { w.raw("{") }
func (w *writer) endObject() { w.b = append(w.b, '}') }
func (w *writer) array()     { w.raw("[") }
func (w *writer) endArray()  { w.b = append(w.b, ']') }
func (w *writer) null()      { w.raw("null") }

// key begins a member. Names are our own and need no escapes.
func (w *writer) key(name string) {
	w.next()
	w.word(name)
	w.b = append(w.b, ':')
}

func (w *writer) text(s string) {
	w.next()
	w.b = appendString(w.b, s)
}

func (w *writer) number(n int) {
	w.next()
	w.b = strconv.AppendInt(w.b, int64(n), 10)
}

func (w *writer) bool(v bool) {
	w.next()
	w.b = strconv.AppendBool(w.b, v)
}

// day writes a day, and null for none.
func (w *writer) day(d temporal.Day) {
	if d.IsZero() {
		w.null()
		return
	}
	w.next()
	w.b = append(w.b, '"')
	w.b = d.AppendTo(w.b)
	w.b = append(w.b, '"')
}

// textOrNull writes a text, and null for none.
func (w *writer) textOrNull(s string) {
	if s == "" {
		w.null()
		return
	}
	w.text(s)
}

// numberOrNull writes a number, and null for zero where that means "not known".
func (w *writer) numberOrNull(n int) {
	if n == 0 {
		w.null()
		return
	}
	w.number(n)
}

const hexDigits = "0123456789abcdef"

// plain marks the bytes that stand for themselves in a JSON string.
var plain = func() (t [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()

// appendString appends s as a JSON string. Bytes that are not UTF-8 become the
// replacement character.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case plain[c]:
			i++
		case c < utf8.RuneSelf:
			b = appendEscaped(append(b, s[done:i]...), c)
			i++
			done = i
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				b = append(append(b, s[done:i]...), `\ufffd`...)
				done = i + 1
			}
			i += size
		}
	}
	return append(append(b, s[done:]...), '"')
}

func appendEscaped(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}
