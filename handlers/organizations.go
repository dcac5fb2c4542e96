package handlers

import (
	"strconv"
	"strings"

	"caucus/models"
)

// organizationList is a list of the organizations that can stand on an axis,
// and what is called so in addresses, answers and problems.
type organizationList struct {
	axis         models.Axis
	name, cursor string
	one          string // as a problem says it
}

var (
	caucusList = organizationList{models.Caucus, "caucuses", "o", "a caucus of the register: its id (org_…)"}
	partyList  = organizationList{models.Party, "parties", "y", "a party of the register: its id (org_…)"}
)

// list lists organizations in the reviewed order, each with its members on the
// day.
func (l organizationList) list(s *scope, p *params) (reply, error) {
	q := models.OrganizationsQuery{
		House: s.house.ID, Axis: l.axis, On: s.on,
		Text:    p.words("q"),
		Sitting: p.flag("sitting"),
		Limit:   p.limit(),
		After:   placeAt(p, l.cursor, parseOrganizationKey),
	}
	return reply{json: func(w *page) {
		found := s.OrganizationsOn(q)
		w.object()
		w.key(l.name)
		w.array()
		for i := range found.Organizations {
			w.object()
			w.organizationMembers(&found.Organizations[i])
			w.endObject()
		}
		w.endArray()
		w.nextLink(l.page(found.Next))
		w.meta()
	}, csv: func(sh *sheet) {
		found := s.OrganizationsOn(q)
		table(sh, organizationColumns, found.Organizations)
		sh.next = l.page(found.Next)
	}}, nil
}

func (l organizationList) page(k models.OrganizationKey) string {
	if k == (models.OrganizationKey{}) {
		return ""
	}
	return encodeCursor(l.cursor, strconv.Itoa(k.Order)+"\n"+string(k.ID))
}

func parseOrganizationKey(key string) (models.OrganizationKey, error) {
	order, id, _ := strings.Cut(key, "\n")
	n, err := strconv.Atoi(order)
	return models.OrganizationKey{Order: n, ID: models.OrganizationID(id)}, err
}

// tell tells all that the register holds of one organization.
func (l organizationList) tell(s *scope, p *params) (reply, error) {
	id := models.OrganizationID(p.id)
	one, err := s.OrganizationOn(s.house.ID, l.axis, id, s.on)
	if err = p.unfound("id", l.one, err); err != nil {
		return reply{}, err
	}
	return reply{json: func(w *page) {
		w.object()
		w.organizationMembers(&one)
		w.key("names")
		w.array()
		for i := range one.Names {
			w.organizationNames(&one.Names[i])
		}
		w.endArray()
		w.key("successions")
		w.successions(s.SuccessionsOf(id))
		w.key("axis")
		w.text(string(l.axis))
		w.key("members")
		w.listedAll(s.MembersOf(s.house.ID, l.axis, id, s.on))
		w.key("history")
		w.seatCounts(s.SeatHistory(s.house.ID, l.axis, models.Of(id)))
		w.key("citations")
		w.citations(one.Citations)
		w.meta()
	}}, nil
}

// organizationMembers writes the members that every organization has.
func (w *page) organizationMembers(o *models.OrganizationRecord) {
	w.raw(strings.TrimSuffix(strings.TrimPrefix(w.organizationOn(o.ID, w.on), "{"), "}"))
	w.period(o.Period)
	w.key("sitting")
	w.bool(o.Sitting())
	w.key("seats")
	w.object()
	for i, axis := range models.Axes {
		w.key(string(axis))
		w.number(o.Seats[i])
	}
	w.endObject()
}

func (w *page) organizationNames(n *models.OrganizationNames) {
	w.object()
	w.key("name")
	w.name(n.Full)
	w.key("short")
	w.name(n.Short)
	w.key("abbreviation")
	w.name(n.Abbreviation)
	w.period(n.Period)
	w.endObject()
}

func (w *page) successions(list []models.Succession) {
	w.array()
	for i := range list {
		one := &list[i]
		w.object()
		w.key("kind")
		w.text(string(one.Type))
		w.key("on")
		w.day(one.On)
		w.key("from")
		w.raw(w.organizationOn(one.From, one.On-1))
		w.key("to")
		w.raw(w.organizationOn(one.To, one.On))
		w.key("citations")
		w.citations(one.Citations)
		w.endObject()
	}
	w.endArray()
}

func (w *page) seatCounts(list []models.SeatCount) {
	w.array()
	for i := range list {
		w.object()
		w.key("on")
		w.day(list[i].From)
		w.key("to")
		w.day(list[i].To)
		w.key("last_day")
		w.day(list[i].LastDay())
		w.key("seats")
		w.number(list[i].Seats)
		w.endObject()
	}
	w.endArray()
}
