package handlers

import (
	"errors"
	"fmt"
	"strconv"

	"caucus/models"
)

const ridingsCursor = "r"

// ridings lists ridings by name, each with who holds its seats on the day.
func ridings(s *scope, p *params) (reply, error) {
	q := models.RidingsQuery{
		House: s.house.ID, On: s.on,
		Text:       p.words("q"),
		Province:   p.province("province"),
		Parliament: s.parliament(p),
		Order:      s.representationOrder(p),
		Existing:   p.flag("existing"),
		Limit:      p.limit(),
		After:      p.cursor(ridingsCursor),
	}
	p.faults.Faults = append(p.faults.Faults, q.Contradictions(s.Register)...)
	return reply{json: func(w *page) {
		found := s.directory().RidingsOn(q)
		w.object()
		w.key("ridings")
		w.array()
		for i := range found.Ridings {
			w.object()
			w.ridingMembers(&found.Ridings[i])
			w.endObject()
		}
		w.endArray()
		w.nextLink(encodePlace(ridingsCursor, found.Next))
		w.meta()
	}, csv: func(sh *sheet) {
		found := s.directory().RidingsOn(q)
		table(sh, ridingListColumns, found.Ridings)
		sh.next = encodePlace(ridingsCursor, found.Next)
	}}, nil
}

// representationOrder reads the year of a representation order.
func (s *scope) representationOrder(p *params) int {
	if !p.was("order") {
		return 0
	}
	var years []string
	for _, year := range s.RepresentationOrders(s.house.ID) {
		years = append(years, strconv.Itoa(year))
	}
	n, _ := strconv.Atoi(oneOf(p, "order", years...)) // zero if it is none of them
	return n
}

// riding tells all that the register holds of one riding.
func riding(s *scope, p *params) (reply, error) {
	id, err := s.FindRiding(s.house.ID, p.id, s.on)
	if err = p.unfound("id", "a riding of the register: "+models.RidingForms, err); err != nil {
		return reply{}, err
	}
	s.path = "/api/v1/ridings/" + string(id)
	return reply{json: func(w *page) {
		one, _ := s.RidingOn(id, s.on)
		w.object()
		w.ridingMembers(&one)
		w.key("names")
		w.array()
		for i := range one.Names {
			w.ridingName(&one.Names[i])
		}
		w.endArray()
		w.key("history")
		w.tenuresHeld(s.TenuresFor(id))
		w.meta()
	}}, nil
}

// unfound turns why something was not found into a fault of the question, or,
// if there is no such thing, into an error that says what was looked for.
func (p *params) unfound(field, want string, err error) error {
	var bad *models.InvalidError
	switch {
	case errors.As(err, &bad):
		p.faults.Faults = append(p.faults.Faults, bad.Faults...)
		return nil
	case err != nil:
		f := &models.InvalidError{}
		f.Add(field, p.id, want)
		return fmt.Errorf("%w: %w", err, f)
	}
	return nil
}

// ridingMembers writes the members that every riding has.
func (w *page) ridingMembers(d *models.RidingRecord) {
	name, next := d.NameOn(w.on)
	w.key("id")
	w.text(string(d.ID))
	w.key("name")
	w.name(name)
	w.key("province")
	w.textOrNull(d.Province)
	w.key("order")
	w.numberOrNull(d.Order)
	w.key("identifiers")
	w.identifiers(d.Identifiers)
	w.key("existing")
	w.bool(d.Exists())
	w.key("seats")
	w.number(d.Seats)
	w.key("vacant")
	if vacant, told := d.Vacant(); told {
		w.number(vacant)
	} else {
		w.null()
	}
	w.key("uncertain")
	if next == nil {
		w.null()
	} else {
		w.array()
		w.renaming(next)
		w.endArray()
	}
	w.key("members")
	w.listedAll(d.Members)
}

func (w *page) ridingName(n *models.RidingName) {
	w.object()
	w.key("name")
	w.name(n.Name)
	w.period(n.Period)
	w.key("observed_between")
	if n.Window == nil {
		w.null()
	} else {
		w.between(*n.Window, n.From)
	}
	w.endObject()
}

// listedAll writes people as lists show them.
func (w *page) listedAll(ids []models.PersonID) {
	w.array()
	for _, id := range ids {
		w.listed(id)
	}
	w.endArray()
}

// tenuresHeld writes tenures, each with the place of the seat and who held it.
func (w *page) tenuresHeld(list []models.Tenure) {
	w.array()
	for i := range list {
		w.object()
		w.tenureMembers(&list[i])
		w.key("place")
		w.number(list[i].Place)
		w.key("person")
		w.personRef(list[i].Person)
		w.endObject()
	}
	w.endArray()
}
