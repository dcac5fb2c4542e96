package handlers

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"caucus/handlers/problem"
	"caucus/models"
)

// The most that a body of POST /resolve holds: bytes, and items.
const (
	maxBody  = 1 << 20
	maxItems = 1000
)

// resolve tells the affiliations of many people on their days at once. It is a
// question like the others, whose filter is the body.
func (a *api) resolve(c *gin.Context) {
	body, err := readBody(c)
	if err == nil {
		err = a.reply(c, func(s *scope, p *params) (reply, error) { return s.resolve(p, body), nil }, eachTime, common)
	}
	if err != nil {
		a.fail(c, err)
	}
}

// readBody reads a body of JSON. One that is too long is not read further than
// to know that.
func readBody(c *gin.Context) ([]byte, error) {
	kind, with, err := mime.ParseMediaType(c.Request.Header.Get("Content-Type"))
	charset, coded := with["charset"], c.Request.Header.Get("Content-Encoding")
	if err != nil || kind != "application/json" || charset != "" && !strings.EqualFold(charset, "utf-8") ||
		coded != "" && !strings.EqualFold(coded, "identity") {
		return nil, problem.ErrMediaType
	}
	if c.Request.ContentLength > maxBody {
		return nil, problem.ErrTooLarge
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxBody))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return nil, problem.ErrTooLarge
	case err != nil:
		f := &models.InvalidError{}
		f.Add("body", "", "a body that arrives whole")
		return nil, fmt.Errorf("read the body: %w: %w", f, err)
	}
	return body, nil
}

func (s *scope) resolve(p *params, body []byte) reply {
	items := s.readItems(p, body)
	answer := func(i int) models.Resolved { return s.directory().Resolve(s.house.ID, items[i]) }
	return reply{json: func(w *page) {
		w.b = slices.Grow(w.b, len(items)*resolvedSize)
		w.object()
		w.key("items")
		w.array()
		for i := range items {
			r := answer(i)
			w.resolved(&r)
		}
		w.endArray()
		w.meta()
	}, csv: func(sh *sheet) {
		list := make([]models.Resolved, len(items))
		for i := range items {
			list[i] = answer(i)
		}
		table(sh, resolvedColumns, list)
	}}
}

// resolvedSize is about what the answer to an item takes, in bytes.
const resolvedSize = 1 << 10

func (w *page) resolved(r *models.Resolved) {
	w.object()
	w.key("person")
	if r.Person == "" {
		w.null()
	} else {
		w.personRef(r.Person)
	}
	w.key("on")
	w.day(r.On)
	w.key("axis")
	w.text(string(r.Axis))
	w.key("status")
	w.text(string(r.Status))
	w.key("value")
	if r.Status == models.IsResolved || r.Status == models.IsUnknown {
		w.value(r.Value(), r.On)
	} else {
		w.null()
	}
	w.spanOf(r.Span)
	w.key("uncertain")
	w.uncertain(&r.Standing)
	w.key("citations")
	if r.Span == nil {
		w.citations(nil)
	} else {
		w.citations(r.Span.Citations)
	}
	w.key("why")
	w.textOrNull(r.Why)
	w.key("candidates")
	w.array()
	for _, id := range r.Candidates {
		w.personRef(id)
	}
	w.endArray()
	w.endObject()
}

// spanOf writes over which days the value holds, and how firmly it is held.
func (w *page) spanOf(s *models.Span) {
	w.key("span")
	if s == nil {
		w.null()
		return
	}
	w.object()
	w.key("id")
	w.text(string(s.ID))
	w.period(s.Period)
	w.key("state")
	w.text(string(s.State))
	w.key("basis")
	w.text(string(s.Basis))
	w.endObject()
}
