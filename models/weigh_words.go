package models

import (
	"fmt"

	"caucus/models/temporal"
)

// why says in one sentence why a claim is believed or not.
func (r *Register) why(c *Claim, w *Weighed) string {
	switch w.State {
	case ClaimGone:
		return "The source no longer says so."
	case ClaimBelieved:
		return fmt.Sprintf("The register holds the same, and that is %s.", w.firmness())
	case ClaimRejected:
		return "It was decided that this is not to be believed for as long as the source goes on saying so."
	case ClaimBehind:
		return fmt.Sprintf("The register held this too; now it holds %s, which this source does not say yet.", r.heldInWords(w))
	case ClaimContradicts:
		return fmt.Sprintf("The register holds %s, and this source does not prevail over what that rests on.", r.heldInWords(w))
	}
	if _, ok := r.Person(c.Person); !ok {
		return "The register does not know this person yet."
	}
	if c.SecondSeen == 0 {
		return "It was seen once: it counts when it is served again at least an hour later, or when another source says the same."
	}
	return "The register holds nothing there yet."
}

func (w *Weighed) firmness() State {
	if w.Tenure != nil {
		return w.Tenure.State
	}
	return w.Span.State
}

// heldInWords tells what is held in the place of a claim, and since when.
func (r *Register) heldInWords(w *Weighed) string {
	if t := w.Tenure; t != nil {
		riding, _ := r.Riding(t.Riding)
		name, _ := riding.NameOn(t.From)
		return "the seat for " + name.En + " " + daysInWords(t.Period)
	}
	return r.valueInWords(w.Span) + " " + daysInWords(w.Span.Period)
}

func (r *Register) valueInWords(s *Span) string {
	if s.Value.Status != HasOrganization {
		return string(s.Value.Status)
	}
	o, _ := r.Organization(s.Value.Organization)
	return o.NamesOn(s.From).Short.En
}

// daysInWords tells a period by its first and last day.
func daysInWords(p temporal.Period) string {
	if p.Open() {
		return "since " + inWords(p.From).En
	}
	return "from " + inWords(p.From).En + " to " + inWords(p.LastDay()).En
}
