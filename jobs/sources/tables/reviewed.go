package tables

import (
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// identify adds the identifiers of a table to the people whom it names.
func (b *book) identify(list []table) {
	for _, t := range list {
		b.each(t, func(r row) {
			scheme := r.one("scheme", models.Schemes[:]...)
			of, ok := b.holder[models.Identifier{Scheme: "parlinfo", Value: r.need("parlinfo_id")}]
			if !ok {
				r.fault(Unknown, "parlinfo_id", "must be a person of the register")
			}
			if id := (models.Identifier{Scheme: scheme, Value: r.need("value")}); !*r.bad {
				b.addIdentifier(r, of, id)
			}
		})
	}
}

func (b *book) addIdentifier(r row, of models.PersonID, id models.Identifier) {
	p := b.people.byKey[string(of)]
	other, taken := b.holder[id]
	switch {
	case taken && other != of:
		r.fault(Conflict, "value", "is the identifier of another person")
	case taken:
		// The register has it already.
	case b.hasScheme(of, id.Scheme):
		r.fault(Conflict, "value", "the person has another identifier of this scheme")
	default:
		p.Identifiers = withIdentifier(p.Identifiers, id)
		also(&p.Cited, "", r.citation())
		b.people.put(p)
		b.holder[id] = of
	}
}

// names reads how names divide that do not divide before the last word.
func (b *book) names(list []table) {
	for _, t := range list {
		b.each(t, func(r row) {
			n := models.PersonName{Given: r.text("given"), Family: r.need("family")}
			id := models.Identifier{Scheme: r.one("scheme", models.Schemes[:]...), Value: r.need("value")}
			if !*r.bad {
				b.givenName[id] = n
			}
		})
	}
}

// causes are those that a table may assert.
var causes = []string{
	string(models.CauseResigned), string(models.CauseExpelled), string(models.CauseSuspended), string(models.CauseReadmit),
	string(models.CauseJoined), string(models.CauseDissolved), string(models.CauseMerged), string(models.CauseRenamed),
}

// event reads what a document says of a change besides its labels. The day
// must be one on which a spell of the person begins.
func (b *book) event(r row) {
	on := r.needDay("on")
	cause := r.one("cause", causes...)
	var announced temporal.Instant
	if s := r.text("announced_at"); s != "" {
		at, err := temporal.ParseInstant(s)
		if err != nil {
			r.fault(BadValue, "announced_at", "must be an instant like 2023-03-23T01:36:00Z")
		}
		announced = at
	}
	person, ok := b.holder[models.Identifier{Scheme: r.text("scheme"), Value: r.text("value")}]
	if !ok {
		r.fault(Unknown, "value", "must be a person of the register")
	}
	if *r.bad {
		return
	}
	begins := func(a models.AffiliationID) bool { return b.spans.byKey[string(a)].From == on }
	if !slices.ContainsFunc(b.spansOf[person], begins) {
		r.fault(Conflict, "on", "must be a day on which something changes for this person")
		return
	}
	b.putEvent(models.Event{Person: person, On: on, Cause: models.Cause(cause), AnnouncedAt: announced, Cited: r.cited(true)})
}
