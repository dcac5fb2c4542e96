package handlers

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"caucus/models"
)

// The routes of the log tell what this register did itself. They are bounded by
// the revision that is asked for; a day only filters, and only if it is given.

const (
	revisedCursor     = "v"
	correctionsCursor = "w"
)

// inLog prepares a question about the log. It is not ok if the log is not to be
// asked: because of a fault, or of the returned error.
func (a *api) inLog(s *scope, p *params) (ok bool, err error) {
	if !p.was("on") {
		s.on = 0
	}
	if len(p.faults.Faults) > 0 {
		return false, nil
	}
	if a.Revisions == nil {
		return false, fmt.Errorf("no log of revisions: %w", models.ErrUnavailable)
	}
	return true, nil
}

// logReply is a page of a list of the log. What it says may change with the texts
// of the revisions behind it.
func logReply[R any](name string, list []R, next string, columns []column[R], write func(*page, *R), by func(*R) models.Revision) reply {
	made := make([]models.Revision, len(list))
	for i := range list {
		made[i] = by(&list[i])
	}
	r := pageReply(name, list, next, columns, write, (*page).meta)
	r.also = texts(made)
	return r
}

// unlogged tells why the log has no answer. A revision that the register shows
// and the log does not have is on its way to the database that is read.
func unlogged(err error) error {
	if errors.Is(err, models.ErrNotFound) {
		return fmt.Errorf("%w: the log is behind the register: %s", models.ErrUnavailable, err.Error())
	}
	return err
}

// factKind reads a kind of fact.
func factKind(p *params) models.Kind { return oneOf(p, "kind", models.Kinds[:]...) }

// actor reads who made revisions, in whole.
func actor(p *params) string {
	const most = 200
	text, ok := p.take("actor")
	if !ok {
		return ""
	}
	if len(text) > most || strings.ContainsFunc(text, unicode.IsControl) {
		p.fault("actor", text, "the whole name of whoever made revisions, at most 200 bytes")
		return ""
	}
	p.keep("actor", text)
	return text
}

// refKey is a place in the order of kinds and keys, as cursors hold it.
func refKey(r models.Ref) string { return string(r.Kind) + "\n" + r.Key }

func parseRef(text string) (models.Ref, error) {
	kind, key, ok := strings.Cut(text, "\n")
	r := models.Ref{Kind: models.Kind(kind), Key: key}
	if !ok || !slices.Contains(models.Kinds[:], r.Kind) || !utf8.ValidString(key) || strings.ContainsFunc(key, unicode.IsControl) {
		return models.Ref{}, errNoPlace
	}
	return r, nil
}

// correctionPlace is a place in the order of corrections.
type correctionPlace struct {
	revision int
	models.Ref
}

func parseCorrection(text string) (correctionPlace, error) {
	number, ref, ok := strings.Cut(text, "\n")
	n, err := strconv.Atoi(number)
	if !ok || err != nil || n < 1 {
		return correctionPlace{}, errNoPlace
	}
	r, err := parseRef(ref)
	return correctionPlace{n, r}, err
}

// loggedPerson writes whom a fact is about, by an id alone if the register of
// the revision no longer has the person.
func (w *page) loggedPerson(id models.PersonID) {
	if _, ok := w.Person(id); ok {
		w.personRef(id)
		return
	}
	if id == "" {
		w.null()
		return
	}
	w.object()
	w.key("id")
	w.text(string(id))
	w.key("name")
	w.null()
	w.key("identifiers")
	w.identifiers(nil)
	w.endObject()
}

// fact writes a fact as it is stored, and null for none.
func (w *writer) fact(canonical string) {
	if canonical == "" {
		w.null()
		return
	}
	w.raw(canonical)
}

// texts are what of revisions can change under a question: who made them and
// why, which may be withdrawn.
func texts(of []models.Revision) string {
	var b strings.Builder
	for _, r := range of {
		fmt.Fprintf(&b, "%d\n%s\n%s\n", r.Number, r.Actor, r.Reason)
	}
	return b.String()
}
