// Package problem turns errors into the documents that callers see: RFC 9457,
// application/problem+json. One table says which error is which status;
// whatever is not in it is a fault of ours, of which nothing is shown.
package problem

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"unicode/utf8"

	"caucus/models"
)

// ContentType is the media type of a problem document.
const ContentType = "application/problem+json"

// Errors of the protocol, beside those of the domain.
var (
	ErrNoRoute   = errors.New("no such route")
	ErrMethod    = errors.New("method not allowed")
	ErrTooLarge  = errors.New("body too large")
	ErrMediaType = errors.New("media type not taken")
)

// The most bytes that a document repeats of what was sent, so that a long
// question has no long problem. What is longer ends in "…".
const (
	maxInstance = 500
	maxValue    = 200
)

// Problem is a problem document. Title is the phrase of the status, Detail a
// sentence for whoever reads it, Instance the question that was asked, cut if it
// is long.
type Problem struct {
	Type     string  `json:"type"`
	Title    string  `json:"title"`
	Status   int     `json:"status"`
	Detail   string  `json:"detail"`
	Instance string  `json:"instance"`
	Errors   []Fault `json:"errors"`

	retry int // seconds after which to try again; 0 if that is no use
}

// Fault is one thing that is wrong with a question.
type Fault struct {
	Field string `json:"field"` // the parameter, as it was sent, cut if it is long
	Value string `json:"value"` // what was sent, cut if it is long
	Want  string `json:"want"`  // what would be right
}

// table is the one place that says which error is which status. The first row
// that an error matches counts.
var table = []struct {
	is     func(error) bool
	status int
	retry  int
	detail string
}{
	{is(ErrNoRoute), http.StatusNotFound, 0, "There is nothing at this address. / lists the routes."},
	{is(ErrMethod), http.StatusMethodNotAllowed, 0, "This address does not take that method; the Allow header lists those that it takes."},
	{is(ErrTooLarge), http.StatusRequestEntityTooLarge, 0, "The body is longer than this address takes, which is 1 MiB."},
	{is(ErrMediaType), http.StatusUnsupportedMediaType, 0, "This address takes a body of application/json in UTF-8, without Content-Encoding."},
	{is(models.ErrNotFound), http.StatusNotFound, 0, "The register does not have what was asked for."},
	{isInvalid, http.StatusBadRequest, 0, "The question cannot be answered as it stands; errors lists all that is wrong with it."},
	{is(models.ErrConflict), http.StatusConflict, 0, "What this rests on has changed meanwhile."},
	{is(models.ErrUnavailable), http.StatusServiceUnavailable, 5, "The answer cannot be given at the moment. Please try again soon."},
	{is(context.Canceled), http.StatusServiceUnavailable, 5, "The question was withdrawn before it was answered."},
	{is(context.DeadlineExceeded), http.StatusServiceUnavailable, 5, "The answer took too long. Please try again soon."},
}

func is(target error) func(error) bool {
	return func(err error) bool { return errors.Is(err, target) }
}

func isInvalid(err error) bool {
	var e *models.InvalidError
	return errors.As(err, &e)
}

// Of is the document for an error. Of an error outside the table it shows
// nothing.
func Of(err error) Problem {
	p := Problem{Status: http.StatusInternalServerError, Detail: "Something went wrong here. It has been noted."}
	known := false
	for _, row := range table {
		if row.is(err) {
			p.Status, p.Detail, p.retry, known = row.status, row.detail, row.retry, true
			break
		}
	}
	p.Type, p.Title, p.Errors = "about:blank", http.StatusText(p.Status), []Fault{}
	var e *models.InvalidError
	if known && errors.As(err, &e) {
		for _, f := range e.Faults {
			p.Errors = append(p.Errors, Fault{Field: cut(f.Field, maxValue), Value: cut(f.Value, maxValue), Want: f.Want})
		}
	}
	return p
}

// Write answers a request with the document for an error, and returns the
// status. Nothing must have been written before.
func Write(w http.ResponseWriter, r *http.Request, err error) int {
	p := Of(err)
	p.Instance = instance(r.URL)
	body := p.encode()
	h := w.Header()
	h.Set("Content-Type", ContentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "no-store")
	if p.retry > 0 {
		h.Set("Retry-After", strconv.Itoa(p.retry))
	}
	w.WriteHeader(p.Status)
	if r.Method == http.MethodHead {
		body = nil // written all the same: a router must see that there is an answer
	}
	_, _ = w.Write(body) // if it fails the caller has gone; there is nobody to tell
	return p.Status
}

// instance is the question that was asked.
func instance(u *url.URL) string {
	text := u.EscapedPath()
	if u.RawQuery != "" {
		text += "?" + u.RawQuery
	}
	return cut(text, maxInstance)
}

// cut shortens a text to at most so many bytes and "…", and cuts no character in
// two.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	end := most
	for end > most-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}

// encode writes the document. Texts that are not UTF-8 are shown with the
// replacement character, so that it is valid JSON whatever was sent.
func (p Problem) encode() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(p) // texts and numbers only: it cannot go wrong
	return b.Bytes()
}
