package parlinfo

import (
	"caucus/models"
	"caucus/models/temporal"
)

// causes are the reasons for the end of a role that say why somebody left a
// caucus. Other reasons (resignation, retirement, death) are about the seat.
var causes = map[string]models.Cause{
	"Left the caucus":       models.CauseResigned,
	"Suspended from caucus": models.CauseSuspended,
}

// endsFor reports whether a role ends because of a change on a day: on the day
// before, or on the day itself where the source still counts it.
func endsFor(r label, change temporal.Day) bool {
	return r.Period.To == change || r.Period.LastDay() == change
}

// causeFacts takes over what the source says of why a caucus was left: the
// reason for which a role in that caucus ended on the day before. A reason on
// any other day is of no change and is left alone.
func (d *deriver) causeFacts(m *member, caucuses []span, roles []label) {
	for i := 1; i < len(caucuses); i++ {
		before, after := caucuses[i-1], caucuses[i]
		if !before.Meets(after.Period) || before.value.Status != models.HasOrganization || after.value.IsUnknown() {
			continue
		}
		for _, r := range roles {
			cause, said := causes[r.EndReason]
			if !said || !endsFor(r, after.From) || implied(r.org, r.org.CaucusValue) != before.value {
				continue
			}
			d.facts.Events = append(d.facts.Events, models.Event{
				ID: models.NewEventID(m.person, after.From.String()), Person: m.person, On: after.From, Cause: cause,
				Cited: models.Cited{State: models.Confirmed, Citations: []models.Citation{d.cite(r.claim)}},
			})
			break
		}
	}
	for i := 1; i < len(caucuses); i++ {
		d.returnFact(m, caucuses[i-1], caucuses[i], roles)
	}
}

// returnFact takes over that somebody was readmitted, where the note on a role
// in the same caucus names the day.
func (d *deriver) returnFact(m *member, before, after span, roles []label) {
	if !before.Meets(after.Period) || before.value != models.None {
		return
	}
	for _, r := range roles {
		if r.Returned == after.From && implied(r.org, r.org.CaucusValue) == after.value {
			d.facts.Events = append(d.facts.Events, models.Event{
				ID: models.NewEventID(m.person, after.From.String()), Person: m.person, On: after.From, Cause: models.CauseReadmit,
				Cited: models.Cited{State: models.Confirmed, Citations: []models.Citation{d.cite(r.claim)}},
			})
			return
		}
	}
}
