package handlers

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"caucus/models"
	"caucus/models/temporal"
)

const (
	maxFaults = 100 // of a body that are told one by one
	maxText   = 200 // bytes of a text in it
)

const (
	wantItems = "an array of 1 to 1000 items"
	wantText  = "a text of 1 to 200 bytes"
)

// bodyReader takes a body apart that is known to be JSON, and notes what is
// wrong with it. Like the parameters it goes on after a fault, so that all are
// told at once.
type bodyReader struct {
	s      *scope
	p      *params
	d      *json.Decoder
	faults int
}

// readItems reads the items of a body.
func (s *scope) readItems(p *params, body []byte) []models.ResolveItem {
	if !utf8.Valid(body) {
		p.fault("body", "", "JSON in UTF-8")
		return nil
	}
	var whole json.RawMessage
	if err := json.Unmarshal(body, &whole); err != nil {
		p.fault("body", "", "JSON: "+err.Error()+at(err))
		return nil
	}
	r := &bodyReader{s: s, p: p, d: json.NewDecoder(bytes.NewReader(body))}
	r.d.UseNumber()
	items := r.items()
	if more := r.faults - maxFaults; more > 0 {
		p.fault("items", "", "to be right: "+strconv.Itoa(more)+" more faults are not listed here")
	}
	return items
}

// at tells where a syntax error is.
func at(err error) string {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return ", at byte " + strconv.FormatInt(syntax.Offset, 10)
	}
	return ""
}

func (r *bodyReader) fault(field, value, want string) {
	if r.faults++; r.faults <= maxFaults {
		r.p.fault(field, value, want)
	}
}

// next is the next token. There is one: the syntax was checked.
func (r *bodyReader) next() json.Token {
	t, _ := r.d.Token()
	return t
}

// skip passes over the rest of a value that began with a token, however deep it
// is, and returns how it looks.
func (r *bodyReader) skip(t json.Token) string {
	open, ok := t.(json.Delim)
	switch {
	case t == nil:
		return "null"
	case !ok:
		return fmt.Sprint(t) // a text, a number, true or false
	}
	for depth := 1; depth > 0; {
		switch r.next() {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	if open == '{' {
		return "{…}"
	}
	return "[…]"
}

// object reads an object. Member reads the value of a member that was not there
// before, or returns false if it knows none of that name.
func (r *bodyReader) object(where string, member func(name string) bool) {
	if t := r.next(); t != json.Delim('{') {
		r.fault(orBody(where), r.skip(t), "an object")
		return
	}
	if where != "" {
		where += "."
	}
	seen := map[string]bool{}
	for r.d.More() {
		name, _ := r.next().(string)
		switch again := seen[name]; {
		case again:
			r.fault(where+name, r.skip(r.next()), "to be given once")
		case !member(name):
			r.fault(where+name, r.skip(r.next()), "to be left out: there is no such member")
		}
		seen[name] = true
	}
	r.next()
}

func orBody(where string) string {
	if where == "" {
		return "body"
	}
	return where
}

// items reads the whole body.
func (r *bodyReader) items() (items []models.ResolveItem) {
	given := false
	r.object("", func(name string) bool {
		if name != "items" {
			return false
		}
		given = true
		if t := r.next(); t != json.Delim('[') {
			r.fault("items", r.skip(t), wantItems)
			return true
		}
		n := 0
		for ; r.d.More(); n++ {
			if n < maxItems {
				items = append(items, r.item("items["+strconv.Itoa(n)+"]"))
			} else {
				r.skip(r.next())
			}
		}
		r.next()
		if n < 1 || n > maxItems {
			r.fault("items", strconv.Itoa(n)+" items", wantItems)
		}
		return true
	})
	if !given && r.faults == 0 {
		r.fault("items", "", wantItems)
	}
	return items
}

// item reads one item.
func (r *bodyReader) item(where string) models.ResolveItem {
	item := models.ResolveItem{On: r.s.on, Axis: models.Designation}
	given := map[string]bool{}
	whole := r.faults
	r.object(where, func(name string) bool {
		field := where + "." + name
		switch name {
		case "person":
			item.Person = r.text(field, func(s string) (string, bool) { return personForms, models.IsReference(s) })
		case "name":
			item.Name = r.text(field, nil)
		case "riding":
			item.Riding = r.text(field, nil)
		case "on":
			r.text(field, func(s string) (want string, ok bool) { item.On, want = r.day(s); return want, want == "" })
		case "axis":
			item.Axis = models.Axis(r.text(field, func(s string) (string, bool) {
				return "one of " + joined(models.Axes[:]), slices.Contains(models.Axes[:], models.Axis(s))
			}))
		default:
			return false
		}
		given[name] = true
		return true
	})
	switch byName := given["name"] || given["riding"]; {
	case given["person"] && byName:
		r.fault(where, "", "either person, or name and riding")
	case byName && !(given["name"] && given["riding"]):
		r.fault(where, "", "name and riding together")
	case !given["person"] && !byName && r.faults == whole:
		r.fault(where, "", "person, or name and riding")
	}
	return item
}

// text reads a text, which must also be what check wants, if that is given.
func (r *bodyReader) text(field string, check func(string) (want string, ok bool)) string {
	t := r.next()
	s, ok := t.(string)
	switch {
	case !ok:
		r.fault(field, r.skip(t), wantText)
		return ""
	case s == "" || len(s) > maxText:
		r.fault(field, s, wantText)
		return ""
	case check == nil:
		return s
	}
	if want, ok := check(s); !ok {
		r.fault(field, s, want)
		return ""
	}
	return s
}

// day reads a day, or returns what would have been right.
func (r *bodyReader) day(s string) (d temporal.Day, want string) {
	d, err := temporal.ParseDay(s)
	if since, today := r.s.house.Since, r.s.today; err != nil || d < since || d > today {
		return 0, "a day YYYY-MM-DD from " + since.String() + " to " + today.String() + ", which is today in " + r.s.house.TimeZone
	}
	return d, ""
}
