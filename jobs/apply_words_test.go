package jobs

import (
	"fmt"
	"slices"
	"strings"

	"caucus/models"
	. "caucus/models/modeltest"
)

// spells tells what is held of somebody on an axis since the newest election:
// "org_liberal 2021-09-20..2023-03-22; org_independent 2023-03-23.. provisional since 2023-03-22".
func (d *desk) spells(name string, axis models.Axis) string {
	id, _ := d.who(name)
	h := Hold(d.copy(), Commons, 1<<30)
	var list []string
	for _, a := range h.spans[axisOf{id, axis}] {
		if a.To != 0 && a.To <= h.Parliament.Election {
			continue
		}
		text := valueText(a.Value) + " " + a.From.String() + ".." + a.To.String()
		if a.State == models.Provisional {
			text += " provisional"
		}
		if a.Window != nil {
			text += " since " + a.Window.From.String()
		}
		list = append(list, text)
	}
	return strings.ReplaceAll(strings.Join(list, "; "), "org_", "")
}

func valueText(v models.Value) string {
	if v.Status == models.HasOrganization {
		return string(v.Organization)
	}
	return string(v.Status)
}

// beside tells what is reported of somebody.
func (d *desk) beside(name string) string {
	id, _ := d.who(name)
	var list []string
	for _, a := range d.facts.Affiliations {
		if a.State == models.Reported && a.Person == id {
			list = append(list, valueText(a.Value)+" "+a.From.String())
		}
	}
	slices.Sort(list)
	return strings.ReplaceAll(strings.Join(list, "; "), "org_", "")
}

// seats tells the tenures in a riding of the newest parliament.
func (d *desk) seats(riding string) string {
	h := Hold(d.copy(), Commons, 1<<30)
	var list []string
	for _, t := range h.seats[models.RidingID(models.DeriveID("rid", riding))] {
		text := fmt.Sprintf("%s %s..%s", h.people[t.Person].Name.Full, t.From, t.To)
		if t.EndCause != "" {
			text += " " + string(t.EndCause)
		}
		if t.State == models.Provisional {
			text += " provisional"
		}
		if t.EndWindow != nil {
			text += " since " + t.EndWindow.From.String()
		}
		list = append(list, text)
	}
	return strings.Join(list, "; ")
}

// waiting tells what of a source waits.
func (d *desk) waiting(source models.SourceID) string {
	var list []string
	for _, p := range d.queue {
		if p.Settled != 0 || p.Source != source {
			continue
		}
		text := string(p.Kind) + " " + string(p.About)
		if p.About != models.AboutSeat && p.About != "" {
			text += " " + valueText(p.Value)
		}
		list = append(list, strings.Join(strings.Fields(text+" "+p.Day.String()), " "))
	}
	slices.Sort(list)
	return strings.ReplaceAll(strings.Join(list, "; "), "org_", "")
}

// settled tells what became of what had waited.
func (d *desk) settled(kind models.ProposalKind) string {
	var list []string
	for _, p := range d.queue {
		if p.Settled != 0 && p.Kind == kind {
			list = append(list, string(p.Settlement))
		}
	}
	return strings.Join(list, " ")
}
