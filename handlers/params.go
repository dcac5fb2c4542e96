package handlers

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"caucus/models"
	"caucus/models/temporal"
)

// maxQuery bounds the query of a question, and with it the problem that can be
// told of one. Every filter at once fits four times.
const maxQuery = 4096

// common are the parameters of every question.
var common = []string{"on", "known_at", "revision"}

// params are the parameters of a question. Reading one marks what is wrong with
// it and goes on, so that all faults are told at once.
type params struct {
	id        string // of the path; empty if it has none
	now       bool   // the question is about now, whatever it is asked of
	sent      []pair
	known     []string
	faults    models.InvalidError
	canonical []byte // the filters as the permalink writes them, each behind "&"
}

type pair struct{ name, value string }

// begin reads a query that may hold the known parameters, each once.
func (p *params) begin(query string, known []string, now bool) {
	*p = params{known: known, now: now, sent: p.sent[:0], canonical: p.canonical[:0]}
	if len(query) > maxQuery {
		p.fault("query", query, "at most "+strconv.Itoa(maxQuery)+" characters")
		return
	}
	for part := range strings.SplitSeq(query, "&") {
		if part != "" {
			p.read(part)
		}
	}
}

func (p *params) read(part string) {
	rawName, rawValue, _ := strings.Cut(part, "=")
	name, ok := decode(rawName)
	if !ok || !slices.Contains(p.known, name) {
		p.fault(name, rawValue, p.wanted(name))
		return
	}
	value, ok := decode(rawValue)
	switch {
	case p.was(name):
		p.fault(name, value, "to be given once")
	case !ok:
		p.fault(name, rawValue, "UTF-8, percent-encoded")
	case value == "":
		p.fault(name, value, "a value, or to be left out")
	default:
		p.sent = append(p.sent, pair{name, value})
	}
}

// wanted is what should have stood in the place of a parameter that is none of
// this question.
func (p *params) wanted(name string) string {
	switch {
	case p.now && slices.Contains(common, name):
		return "to be left out: this is told of now alone; what held on another day, or was held to be true, other routes tell"
	case len(p.known) == 0:
		return "to be left out: there are no parameters here"
	}
	return "one of " + strings.Join(p.known, ", ")
}

// decode undoes percent-encoding. It is not ok if the result is not UTF-8; then
// the text is returned as it was sent.
func decode(s string) (string, bool) {
	text, err := url.QueryUnescape(s)
	if err != nil || !utf8.ValidString(text) {
		return s, false
	}
	return text, true
}

func (p *params) was(name string) bool {
	return slices.ContainsFunc(p.sent, func(x pair) bool { return x.name == name })
}

// fault notes what is wrong, once.
func (p *params) fault(name, value, want string) {
	f := models.Fault{Field: name, Value: value, Want: want}
	if !slices.Contains(p.faults.Faults, f) {
		p.faults.Faults = append(p.faults.Faults, f)
	}
}

// take returns a parameter as it was sent.
func (p *params) take(name string) (string, bool) {
	for _, x := range p.sent {
		if x.name == name {
			return x.value, true
		}
	}
	return "", false
}

// keep puts a filter into the permalink.
func (p *params) keep(name, value string) {
	p.canonical = append(p.canonical, '&')
	p.canonical = append(p.canonical, name...)
	p.canonical = append(p.canonical, '=')
	p.canonical = append(p.canonical, url.QueryEscape(value)...)
}

// day reads a day from first to last; zero if it was not given.
func (p *params) day(name string, first, last temporal.Day, why string) temporal.Day {
	text, ok := p.take(name)
	if !ok {
		return 0
	}
	d, err := temporal.ParseDay(text)
	if err != nil || d < first || d > last {
		p.fault(name, text, "a day YYYY-MM-DD from "+first.String()+" to "+last.String()+why)
		return 0
	}
	return d
}

// number reads a whole number from least to most.
func (p *params) number(name string, least, most, absent int) int {
	text, ok := p.take(name)
	if !ok {
		return absent
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most || strconv.Itoa(n) != text {
		p.fault(name, text, "a whole number from "+strconv.Itoa(least)+" to "+strconv.Itoa(most))
		return absent
	}
	return n
}

// instant reads an instant that is not later than now.
func (p *params) instant(name string, now temporal.Instant) (temporal.Instant, bool) {
	text, ok := p.take(name)
	if !ok {
		return 0, false
	}
	at, err := temporal.ParseInstant(text)
	if err != nil || at > now {
		p.fault(name, text, "an instant written like 2023-03-23T01:36:00Z that is not in the future")
		return 0, false
	}
	return at, true
}

// flag reads true or false; nil if it was not given.
func (p *params) flag(name string) *bool {
	switch oneOf(p, name, "true", "false") {
	case "true":
		v := true
		return &v
	case "false":
		return new(bool)
	}
	return nil
}

// yes reads a flag that is off unless it is given.
func (p *params) yes(name string) bool {
	v := p.flag(name)
	return v != nil && *v
}

// oneOf reads one of the texts; empty if it was not given.
func oneOf[T ~string](p *params, name string, list ...T) T {
	text, ok := p.take(name)
	if !ok {
		return ""
	}
	if !slices.Contains(list, T(text)) {
		p.fault(name, text, "one of "+joined(list))
		return ""
	}
	p.keep(name, text)
	return T(text)
}

func joined[T ~string](list []T) string {
	texts := make([]string, len(list))
	for i, x := range list {
		texts[i] = string(x)
	}
	return strings.Join(texts, ", ")
}
