package handlers

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"caucus/models"
	"caucus/models/temporal"
)

// Some questions are about this moment: what sources say, what waits for a
// decision, how it went to ask. Their answers are no part of the record, so that
// they have neither day, revision nor tag, and nobody may keep them.

// writeNow writes an answer that is about now.
func writeNow(c *gin.Context, w *page, r reply, asCSV bool) {
	h := c.Writer.Header()
	h["Cache-Control"] = notStored
	if !asCSV {
		r.json(w)
		writeJSON(c, w.b)
		return
	}
	s := &sheet{page: w}
	r.csv(s)
	if s.next != "" {
		h["Link"] = []string{"<" + w.link(s.next) + `>; rel="next"`}
	}
	h["Content-Disposition"] = []string{`attachment; filename="` + s.fileName() + `"`}
	writeBody(c, contentCSV, w.b)
}

// metaNow writes what an answer about now is about, and ends the document.
func (w *page) metaNow() {
	w.key("meta")
	w.object()
	w.key("at")
	w.instant(w.now)
	w.key("revision")
	w.number(w.revision)
	w.key("known_at")
	w.instant(w.RecordedAt(w.revision))
	w.key("links")
	w.object()
	w.key("self")
	w.text(w.self)
	w.endObject()
	w.endObject()
	w.endObject()
}

// nowReply is a page of a list that is about now.
func nowReply[R any](name string, list []R, next string, columns []column[R], write func(*page, *R)) reply {
	return pageReply(name, list, next, columns, write, (*page).metaNow)
}

// pageReply is a page of a list, as JSON and as CSV.
func pageReply[R any](name string, list []R, next string, columns []column[R], write func(*page, *R), meta func(*page)) reply {
	return reply{json: func(w *page) {
		w.object()
		w.key(name)
		w.array()
		for i := range list {
			write(w, &list[i])
		}
		w.endArray()
		w.nextLink(next)
		meta(w)
	}, csv: func(sh *sheet) {
		table(sh, columns, list)
		sh.next = next
	}}
}

// freshness is what to ask of sources, claims and runs. It is not to be asked if
// there is a fault in the question.
func (a *api) freshness(p *params) (Freshness, error) {
	if len(p.faults.Faults) > 0 {
		return nil, nil
	}
	if a.Freshness != nil {
		if f := a.Freshness(); f != nil {
			return f, nil
		}
	}
	return nil, fmt.Errorf("nothing is known of how fresh the register is: %w", models.ErrUnavailable)
}

// health is what is known of the jobs of this process.
func (a *api) health() models.Health {
	if a.Health == nil {
		return models.Health{}
	}
	return a.Health()
}

// age is how long ago something was, in whole seconds; at least 0, since the
// clocks of two machines differ.
func (s *scope) age(of temporal.Instant) int { return ageOn(s.now, of) }

func ageOn(now, of temporal.Instant) int { return max(0, int((now-of)/1e6)) }

// ageOrNull writes how long ago something was, and null for never.
func (w *page) ageOrNull(of temporal.Instant) {
	if of == 0 {
		w.null()
		return
	}
	w.number(w.age(of))
}

// source reads the id of a source: of the register, or one that jobs can ask.
func (a *api) source(s *scope, p *params, name string) models.SourceID {
	text, ok := p.take(name)
	if !ok {
		return ""
	}
	known := a.sourceIDs(s)
	if !slices.Contains(known, models.SourceID(text)) {
		p.fault(name, text, "a source: one of "+joined(known))
		return ""
	}
	p.keep(name, text)
	return models.SourceID(text)
}

// anybody reads whom a claim is about: somebody of the register, or a newcomer
// whom only sources know yet.
func (s *scope) anybody(p *params, name string) models.PersonID {
	if text, _ := p.take(name); isID("per_", text) {
		p.keep(name, text)
		return models.PersonID(text)
	}
	return s.person(p, name)
}

// isID reports whether a text is written like an id with a prefix.
func isID(prefix, text string) bool {
	rest, ok := strings.CutPrefix(text, prefix)
	return ok && len(rest) == models.IDLength && !strings.ContainsFunc(rest, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z')
	})
}

// numberPlace reads a cursor that is the number of a row.
func numberPlace(p *params, list string) int {
	return placeAt(p, list, func(key string) (int, error) {
		n, err := strconv.Atoi(key)
		if err != nil || strconv.Itoa(n) != key || n < 1 || n > math.MaxInt32 {
			return 0, errNoPlace
		}
		return n, nil
	})
}

// document tells where a document is: from the register, or if no belief cites
// it yet, from what was kept of it.
func (a *api) document(ctx context.Context, s *scope, f Freshness, id models.SnapshotID) (models.Snapshot, error) {
	if known, ok := s.Snapshot(id); ok || id == "" {
		return known, nil
	}
	return a.documents.get(ctx, f, id)
}
