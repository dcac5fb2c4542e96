package parlinfo

import (
	"fmt"
	"regexp"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// RoleKind tells the three kinds of role apart that the register reads.
type RoleKind string

const (
	Seat        RoleKind = "Constituency Member"
	PartyLabel  RoleKind = "Party Member"
	CaucusPlace RoleKind = "Caucus Member"
)

// Document is what one document says of one person. It keeps nothing else of
// that person.
type Document struct {
	File     string       // name of the document as handed over
	Title    string       // of its snapshot
	URL      string       // the publisher's address of it
	SHA256   string       // of the bytes as handed over
	Captured temporal.Day // when the copy was made; zero if its name does not tell

	Person      int // PersonId
	HousePerson int // HOCPersonId; 0 in lists, tables and for many newer members
	Name        models.PersonName
	Formal      string // formal given name, for search; often empty

	Died     bool         // in office
	Death    temporal.Day // read only where Died; never part of a fact
	Roles    []Role
	Won      []Candidacy
	complete int // 2 a profile, 1 a table, 0 a list: which of two copies of one day says more
}

// Role is one dated role of a person.
type Role struct {
	ID           int // PersonRoleId; 0 in lists
	Kind         RoleKind
	Period       temporal.Period // half-open; invalid where the source has the end before the start
	Approximate  bool            // the start
	EndApprox    bool
	Organization int // OrganizationId: a party, or for seats a constituency
	Name         models.Name
	Province     string       // of a constituency, in English
	Crossed      bool         // HasCrossedTheFloor: a hint only
	EndReason    string       // EndReasonTypeEn, or for seats the kind of end that the note begins with
	Returned     temporal.Day // the day on which, says the note, the person returned to this caucus
}

// Candidacy is one election that a person won.
type Candidacy struct {
	Parliament   int
	General      bool
	Day          temporal.Day // for 1867 and 1872 the first polling day
	Constituency int
	Organization int    // 0 if the source names no party
	Party        string // its name in English; empty if the source names none
}

// period turns the source's dates, an inclusive last day and perhaps none,
// into a half-open period.
func period(start, lastDay temporal.Day) temporal.Period {
	if lastDay.IsZero() {
		return temporal.Period{From: start}
	}
	return temporal.Period{From: start, To: lastDay.Add(1)}
}

// day reads the first ten characters of a date.
func day(s string) (temporal.Day, error) {
	if s == "" {
		return 0, nil
	}
	return temporal.ParseDay(s[:min(len(s), 10)])
}

// locator names a role inside its document.
func (d *Document) locator(r Role) string {
	if r.ID != 0 {
		return fmt.Sprintf("PersonRoleId %d", r.ID)
	}
	return fmt.Sprintf("PersonId %d, %s %d from %s", d.Person, r.Kind, r.Organization, r.Period.From)
}

// years are those of birth and death, by which the source tells two namesakes
// apart. They are not kept.
var years = regexp.MustCompile(`\(\d{4}-\d{4}\)`)

// personName joins the name that a person uses with the family name.
func personName(used, last string) models.PersonName {
	n := models.PersonName{Given: blanks(years.ReplaceAllString(used, "")), Family: blanks(last)}
	n.Full = blanks(n.Given + " " + n.Family)
	return n
}

// blanks trims a text and makes one blank of several.
func blanks(s string) string { return strings.Join(strings.Fields(s), " ") }

// dashes writes the double hyphen of names of ridings as a dash.
func dashes(s string) string { return strings.ReplaceAll(blanks(s), "--", "—") }
