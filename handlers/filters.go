package handlers

import (
	"errors"
	"strings"

	"caucus/models"
)

// The most that a page holds, and what it holds unless asked.
const (
	maxLimit     = 1000
	defaultLimit = 100
)

func (p *params) limit() int {
	n := p.number("limit", 1, maxLimit, 0)
	if n == 0 {
		return defaultLimit
	}
	text, _ := p.take("limit")
	p.keep("limit", text)
	return n
}

// words reads words of a name.
func (p *params) words(name string) string {
	const most = 200
	text, ok := p.take(name)
	if !ok {
		return ""
	}
	if len(text) > most || models.Fold(text) == "" {
		p.fault(name, text, "words of a name: at least one letter or digit, at most 200 bytes")
		return ""
	}
	p.keep(name, text)
	return text
}

// value reads a value of an axis: none, unknown, or an organization by its id
// or a name. The permalink has the id, since names may come to mean another.
func (s *scope) value(p *params, name string) *models.Value {
	text, ok := p.take(name)
	if !ok {
		return nil
	}
	v, want := s.findValue(text)
	if want != "" {
		p.fault(name, text, want)
		return nil
	}
	if v.Status == models.HasOrganization {
		text = string(v.Organization)
	}
	p.keep(name, text)
	return &v
}

// findValue returns a value, or what would have been right.
func (s *scope) findValue(text string) (v models.Value, want string) {
	switch models.Status(text) {
	case models.HasNone:
		return models.None, ""
	case models.Unknown:
		return models.UnknownValue, ""
	}
	if _, ok := s.organizations[models.OrganizationID(text)]; ok {
		return models.Of(models.OrganizationID(text)), ""
	}
	switch ids := s.directory().Organizations(text, s.on); len(ids) {
	case 0:
		return v, "none, unknown, or an organization of the register: its id (org_…), name, short name or abbreviation"
	case 1:
		return models.Of(ids[0]), ""
	default:
		return v, "an id, since the name is that of " + joined(ids)
	}
}

// riding reads a riding: its id or a name.
func (s *scope) riding(p *params, name string) models.RidingID {
	text, ok := p.take(name)
	if !ok {
		return ""
	}
	ids := []models.RidingID{models.RidingID(text)}
	if _, ok := s.Riding(ids[0]); !ok {
		ids = s.directory().Ridings(s.house.ID, text, s.on)
	}
	switch len(ids) {
	case 0:
		p.fault(name, text, "a riding of the register: its id (rid_…) or whole name")
	case 1:
		p.keep(name, string(ids[0]))
		return ids[0]
	default:
		p.fault(name, text, "an id, since the name is that of "+joined(ids))
	}
	return ""
}

// province reads a province or territory: its postal code or a name.
func (p *params) province(name string) string {
	text, ok := p.take(name)
	if !ok {
		return ""
	}
	code := models.FindProvince(text)
	if code == "" {
		p.fault(name, text, "a province or territory: one of "+joined(models.ProvinceCodes())+", or its name")
		return ""
	}
	p.keep(name, code)
	return code
}

// parliament reads the number of a parliament that the register has.
func (s *scope) parliament(p *params) int {
	all := s.Parliaments(s.house.ID)
	if len(all) == 0 {
		return p.number("parliament", 1, 0, 0)
	}
	n := p.number("parliament", all[0].Number, all[len(all)-1].Number, 0)
	if n == 0 {
		return 0
	}
	text, _ := p.take("parliament")
	if _, ok := s.Parliament(s.house.ID, n); !ok {
		p.fault("parliament", text, "the number of a parliament of the register")
		return 0
	}
	p.keep("parliament", text)
	return n
}

// person reads whom a change must be of.
func (s *scope) person(p *params, name string) models.PersonID {
	text, ok := p.take(name)
	if !ok {
		return ""
	}
	id, err := s.FindPerson(text)
	if err != nil {
		p.fault(name, text, wantPerson(err))
		return ""
	}
	p.keep(name, string(id))
	return id
}

// wantPerson is what a reference to a person should have been.
func wantPerson(err error) string {
	if errors.Is(err, models.ErrNotFound) {
		return "somebody in the register: " + personForms
	}
	return personForms
}

var personForms = "per_… or one of " + strings.Join(models.Schemes[:], ":…, ") + ":…"
