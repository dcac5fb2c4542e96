package ourcommonsmember

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// writing is a record in the making, and what is wrong on the way.
type writing struct {
	faults []models.RecordFault
}

func (w *writing) fault(locator, detail string) {
	w.faults = append(w.faults, models.RecordFault{Locator: locator, Detail: detail})
}

// heldSeat is a seat with what else its role says.
type heldSeat struct {
	models.SaidSeat
	locator string
	name    models.PersonName
	label   string // of today, where the seat lasts
}

// record makes of a profile what it says. Without an id and without a name it
// is nobody's.
func (w *writing) record(p *profile, id string) (models.Record, bool) {
	rec := models.Record{Locator: personOf(id)}
	if idForm.MatchString(id) {
		rec.Identifiers = []models.Identifier{{Scheme: scheme, Value: id}}
	}
	seats := w.seats(p.Seats)
	won := w.won(p.Candidate)
	for i := range seats {
		rec.Name = seats[i].name // the last one is the newest, and names change
		seats[i].ElectedAs = won.party(&seats[i].SaidSeat)
		rec.Seats = append(rec.Seats, seats[i].SaidSeat)
	}
	rec.Labels = w.labels(p.Labels, seats)
	if len(rec.Seats)+len(rec.Labels) == 0 {
		return rec, false
	}
	if rec.Identifiers == nil && rec.Name.Family == "" {
		w.fault(rec.Locator, "neither an id nor a name: nobody knows whose profile this is")
		return rec, false
	}
	return rec, true
}

// seats are those that can be read, the earliest first. Two at a time are held
// by nobody, and neither is taken.
func (w *writing) seats(roles []role) []heldSeat {
	var list []heldSeat
	for i := range roles {
		r := roles[i].reader()
		s := heldSeat{locator: fmt.Sprintf("MemberOfParliamentRole %d", i+1)}
		s.name = models.PersonName{Given: r.name("PersonOfficialFirstName"), Family: r.name("PersonOfficialLastName")}
		s.name.Full = strings.TrimSpace(s.name.Given + " " + s.name.Family)
		s.Riding, s.Province = r.name("ConstituencyName"), r.text("ConstituencyProvinceTerritoryName")
		s.Period, s.label = r.period(), r.text("CaucusShortName")
		if len(r.wrong) > 0 {
			w.fault(s.locator, strings.Join(r.wrong, "; "))
			continue
		}
		list = append(list, s)
	}
	slices.SortStableFunc(list, func(a, b heldSeat) int { return a.Period.Compare(b.Period) })
	return w.oneAtATime(list)
}

// oneAtATime lets every day have one seat. A seat that ends on the day on which
// the next begins, as at an election, ends the day before.
func (w *writing) oneAtATime(list []heldSeat) (kept []heldSeat) {
	bad := make([]bool, len(list))
	last := 0 // of those before, the one that ends last
	for i := 1; i < len(list); i++ {
		a, b := &list[last], &list[i]
		switch {
		case !a.Period.Overlaps(b.Period):
		case a.SaidSeat == b.SaidSeat && a.label == b.label && a.name == b.name:
			bad[i] = true
			w.fault(b.locator, "the same as "+a.locator)
		case a.Period.LastDay() == b.Period.From && a.Period.From < b.Period.From:
			a.Period.To = b.Period.From
		default:
			bad[last], bad[i] = true, true
			w.fault(b.locator, "another seat at the time of "+a.locator+"; neither is taken")
		}
		if temporal.LaterEnd(a.Period.To, b.Period.To) == b.Period.To {
			last = i
		}
	}
	for i, s := range list {
		if !bad[i] {
			kept = append(kept, s)
		}
	}
	return kept
}

// candidacy is an election that was won.
type candidacy struct {
	day    temporal.Day
	riding string // folded; empty if it is not said
	party  string
}

type candidacies []candidacy

// won are the elections that the member won.
func (w *writing) won(roles []role) candidacies {
	var list candidacies
	for i := range roles {
		r := roles[i].reader()
		if !isVictory(r.text("ResolvedElectionResultTypeName")) {
			continue
		}
		c := candidacy{party: r.text("PoliticalPartyName"), riding: models.Fold(r.text("ConstituencyName")), day: r.day("ElectionEndDate")}
		if len(r.wrong) > 0 {
			w.fault(fmt.Sprintf("ElectionCandidateRole %d", i+1), strings.Join(r.wrong, "; "))
			continue
		}
		list = append(list, c)
	}
	return list
}

// party is the one on the ballot of the election on the first day of a seat;
// empty if the profile has none, or several.
func (list candidacies) party(s *models.SaidSeat) string {
	party := ""
	for _, c := range list {
		if c.day != s.Period.From || c.riding != "" && c.riding != models.Fold(s.Riding) {
			continue
		}
		if party != "" && party != c.party {
			return ""
		}
		party = cmp.Or(c.party, party)
	}
	return party
}

// victories are the words of a result that mean a seat, in both languages:
// "Re-Elected", "Elected by acclamation", "Réélue", "Élu(e)".
var victories = []string{"elected", "reelected", "acclaimed", "acclamation", "elu", "elue", "reelu", "reelue"}

// isVictory reports whether a result of an election is a seat.
func isVictory(result string) bool {
	words := strings.Fields(models.Fold(result))
	return !slices.Contains(words, "not") && !slices.Contains(words, "non") &&
		slices.ContainsFunc(words, func(s string) bool { return slices.Contains(victories, s) })
}
