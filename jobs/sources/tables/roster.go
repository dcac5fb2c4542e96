package tables

import (
	"caucus/models"
	"caucus/models/temporal"
)

// witness compares the House as the register now has it with a roster, seat by
// seat. Where they agree the roster is cited too; where not, it is reported.
func (b *book) witness(t table) {
	on, err := temporal.ParseDay(dayInName.FindString(t.name))
	if err != nil {
		return // reported when the table was read
	}
	listed := map[models.TenureID]bool{}
	for _, r := range t.rows {
		if ten, ok := b.witnessed(r, on); ok {
			listed[ten.ID] = true
		}
	}
	for _, key := range b.tenures.order {
		if ten := b.tenures.byKey[key]; ten.House == house && ten.Contains(on) && !listed[ten.ID] {
			b.report.Findings = append(b.report.Findings, Finding{Kind: Disagreement, File: t.name, Column: "name",
				Value: b.people.byKey[string(ten.Person)].Name.Full, Detail: "sits on that day by the tables and is not listed"})
		}
	}
}

// witnessed compares one row and returns the tenure that it is about.
func (b *book) witnessed(r row, on temporal.Day) (models.Tenure, bool) {
	start := r.needDay("seat_start_date")
	o, known := b.label(r, "caucus_short_name")
	person, ok := b.holder[models.Identifier{Scheme: "ourcommons", Value: r.need("ourcommons_person_id")}]
	if !ok {
		r.fault(Unknown, "ourcommons_person_id", "must be a person of the register")
	}
	if *r.bad || !known {
		return models.Tenure{}, false
	}
	t, sits := b.tenureAt(person, on)
	if !sits {
		r.find(Disagreement, "name", "is listed and does not sit on that day by the tables")
		return t, false
	}
	label, _ := b.spanAt(person, models.Designation, on)
	riding := b.ridings.byKey[string(t.Riding)]
	agrees := b.compare(r, "name", b.isCalled(person, r.text("name")), "the register says "+b.people.byKey[string(person)].Name.Full)
	agrees = b.compare(r, "constituency", hasName(riding, r.text("constituency")), "the tables say "+riding.Names[0].En) && agrees
	agrees = b.compare(r, "province", models.FindProvince(r.text("province")) == riding.Province, "the tables say "+riding.Province) && agrees
	agrees = b.compare(r, "seat_start_date", start == t.From, "the tables say "+t.From.String()) && agrees
	listed := b.compare(r, "caucus_short_name", label.Value.Is(o.ID), "the tables say "+string(label.Value.Organization))
	if agrees {
		also(&t.Cited, "", r.citation())
		b.putTenure(t)
	}
	if listed {
		also(&label.Cited, "", r.citation())
		b.putSpan(label)
	}
	return t, true
}

func (b *book) compare(r row, column string, same bool, detail string) bool {
	if !same {
		r.find(Disagreement, column, detail)
	}
	return same
}

// tenureAt is the tenure that a person holds on a day.
func (b *book) tenureAt(p models.PersonID, on temporal.Day) (models.Tenure, bool) {
	for _, id := range b.sat[p] {
		if t := b.tenures.byKey[string(id)]; t.House == house && t.Contains(on) {
			return t, true
		}
	}
	return models.Tenure{}, false
}
