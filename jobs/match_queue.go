package jobs

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"caucus/models"
)

// stop leaves the row to an editor. The first reason stands.
func (r *row) stop(kind models.ProposalKind, why string) {
	if r.problem == nil {
		r.problem = &models.Proposal{Kind: kind, Detail: why}
	}
}

// about notes the matter of a problem that has none yet.
func (r *row) about(matter models.Matter) { r.problem.About = cmp.Or(r.problem.About, matter) }

// queue makes a proposal of every row from which nothing follows, and of every
// riding that is not known.
func (m *matcher) queue() {
	for _, r := range m.rows {
		switch {
		case r.problem != nil:
			r.problem.Detail = sentence(r.problem.Detail + "; the row is left out")
			m.propose(r, *r.problem, r.riding())
			m.out.LeftOut = append(m.out.LeftOut, named(r.rec))
		case r.person != "":
			for _, s := range r.seats {
				if s.riding == nil {
					m.propose(r, s.unknown(), s.Riding)
				}
			}
		}
	}
	slices.SortFunc(m.out.Unmatched, func(a, b models.Proposal) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Snapshot, b.Snapshot), cmp.Compare(a.Locator, b.Locator))
	})
	same := func(a, b models.Proposal) bool { return a.ID == b.ID }
	m.out.Unmatched = slices.CompactFunc(m.out.Unmatched, same)
}

func (s *said) unknown() models.Proposal {
	return models.Proposal{Kind: models.UnknownRiding, About: models.AboutSeat, Detail: sentence(s.why + "; the seat is left out")}
}

// propose queues what is said of a row, under whom it names and for which
// riding: "Han Dong, Don Valley North".
func (m *matcher) propose(r *row, p models.Proposal, riding string) {
	p.Source, p.Snapshot, p.Locator, p.Subject = r.doc.Source, r.doc.Snapshot, r.rec.Locator, fullName(r.rec.Name)
	if riding != "" {
		p.Subject += ", " + riding
	}
	if m.people[r.person] != nil {
		p.Person = r.person
	}
	p.ID = models.NewProposalID(&p)
	m.out.Unmatched = append(m.out.Unmatched, p)
}

// riding is the last that the row names, in the parliament that counts if it
// can be.
func (r *row) riding() string {
	if n := len(r.seats); n > 0 {
		return r.seats[n-1].Riding
	}
	if n := len(r.rec.Seats); n > 0 {
		return r.rec.Seats[n-1].Riding
	}
	return ""
}

func fullName(n models.PersonName) string {
	return cmp.Or(n.Full, strings.TrimSpace(n.Given+" "+n.Family))
}

// sentence gives a text a capital and a full stop.
func sentence(text string) string {
	runes := []rune(text)
	runes[0] = unicode.ToUpper(runes[0])
	return string(runes) + "."
}
