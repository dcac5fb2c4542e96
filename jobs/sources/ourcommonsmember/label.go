package ourcommonsmember

import (
	"fmt"
	"slices"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// heldLabel is a label with where it stands.
type heldLabel struct {
	models.SaidLabel
	locator string
}

// labels are those with their days, the earliest first. A seat that lasts has
// today's label too, without a day: it counts if no role says it, and if one
// says another then nobody knows which is true, and no label is taken.
func (w *writing) labels(roles []role, seats []heldSeat) (list []models.SaidLabel) {
	dated := w.inTurn(w.dated(roles))
	today, seat := "", ""
	for _, s := range seats {
		if s.Period.Open() {
			today, seat = s.label, s.locator
		}
	}
	for _, l := range dated {
		list = append(list, l.SaidLabel)
		if !l.Period.Open() || today == "" {
			continue
		}
		if models.Fold(l.Label) != models.Fold(today) {
			w.fault(l.locator, fmt.Sprintf("the label is %s, and in %s it is %s; none is taken", quote(l.Label), seat, quote(today)))
			return nil
		}
		today = ""
	}
	if today != "" {
		list = append(list, models.SaidLabel{Axis: models.Designation, Label: today})
	}
	return list
}

// dated reads the roles of labels.
func (w *writing) dated(roles []role) (list []heldLabel) {
	for i := range roles {
		r := roles[i].reader()
		l := heldLabel{locator: fmt.Sprintf("CaucusMemberRole %d", i+1)}
		l.SaidLabel = models.SaidLabel{Axis: models.Designation, Label: r.name("CaucusShortName"), Period: r.period()}
		if len(r.wrong) > 0 {
			w.fault(l.locator, strings.Join(r.wrong, "; "))
			continue
		}
		list = append(list, l)
	}
	slices.SortStableFunc(list, func(a, b heldLabel) int { return a.Period.Compare(b.Period) })
	return list
}

// inTurn lets every day have one label. A day on which one ends and the next
// begins is the next one's, as a change holds on its day. Two that share more
// days contradict each other, and neither is taken.
func (w *writing) inTurn(list []heldLabel) []heldLabel {
	var kept []heldLabel
	for _, b := range list {
		if len(kept) == 0 {
			kept = append(kept, b)
			continue
		}
		a := &kept[len(kept)-1]
		switch {
		case !a.Period.Overlaps(b.Period):
			kept = append(kept, b)
		case models.Fold(a.Label) == models.Fold(b.Label):
			a.Period.To = temporal.LaterEnd(a.Period.To, b.Period.To)
		case a.Period.LastDay() == b.Period.From && a.Period != b.Period:
			a.Period.To = b.Period.From
			kept = append(kept, b)
		default:
			w.fault(b.locator, "another label at the time of "+a.locator+"; neither is taken")
			a.Label, a.Period.To = "", temporal.LaterEnd(a.Period.To, b.Period.To)
		}
	}
	return slices.DeleteFunc(kept, func(l heldLabel) bool { return l.Label == "" || !l.Period.Valid() })
}
