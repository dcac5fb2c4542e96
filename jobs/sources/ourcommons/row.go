package ourcommons

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"caucus/models"
	"caucus/models/temporal"
)

// reader takes the texts of one row and gathers everything that is wrong.
type reader struct {
	form  *form
	row   *row
	wrong []string
}

func (r *reader) fault(c column, format string, args ...any) {
	r.wrong = append(r.wrong, r.form[c]+" "+fmt.Sprintf(format, args...))
}

// record makes of a row what it says. All that is wrong with it is one fault;
// ok tells whether the row can be used all the same.
func (f *form) record(of *row) (rec models.Record, fault string, ok bool) {
	r := reader{form: f, row: of, wrong: slices.Clone(of.wrong)}
	rec = models.Record{Locator: of.locator, Identifiers: r.identifiers(), Name: r.person()}
	seat := models.SaidSeat{Riding: r.name(riding), Province: r.text(province), Period: r.period()}
	rec.Seats = []models.SaidSeat{seat}
	said := r.text(label)
	ok = len(r.wrong) == 0
	switch {
	case ok && seat.Period.Open() && said != "":
		rec.Labels = []models.SaidLabel{{Axis: models.Designation, Label: said}}
	case ok && seat.Period.Open():
		r.fault(label, "is empty, so that the row says nothing of today's label")
	}
	return rec, strings.Join(r.wrong, "; "), ok
}

func (r *reader) person() models.PersonName {
	n := models.PersonName{Given: r.name(givenName), Family: r.name(familyName)}
	n.Full = strings.TrimSpace(n.Given + " " + n.Family)
	return n
}

// name is a text that must be there.
func (r *reader) name(c column) string {
	before := len(r.wrong)
	s := r.text(c)
	if s == "" && len(r.wrong) == before {
		r.fault(c, "is empty")
	}
	return s
}

// text takes the blanks off a text, and refuses one that cannot be a name.
func (r *reader) text(c column) string {
	const most = 200
	s := strings.Join(strings.Fields(r.row.cells[c]), " ")
	if utf8.RuneCountInString(s) > most {
		r.fault(c, "%s is longer than %d characters", quote(s), most)
		return ""
	}
	for _, char := range s {
		if char == unicode.ReplacementChar || !unicode.IsPrint(char) {
			r.fault(c, "%s holds the character %U, which no name has", quote(s), char)
			return ""
		}
	}
	return s
}

// idForm is how the House numbers people.
var idForm = regexp.MustCompile(`^[1-9][0-9]{0,8}$`)

// identifiers is the id of the person, if there is one; 0 is none.
func (r *reader) identifiers() []models.Identifier {
	s := r.text(personID)
	if s == "" || s == "0" {
		return nil
	}
	if !idForm.MatchString(s) {
		r.fault(personID, "%s is no id; right would be a number such as 105091", quote(s))
	}
	return []models.Identifier{{Scheme: string(ID), Value: s}}
}

// period applies the convention of the House: from the day of the election to
// the last day held, so that the day after is the first on which it is over.
func (r *reader) period() temporal.Period {
	from := r.day(start)
	if strings.TrimSpace(r.row.cells[end]) == "" {
		return temporal.Period{From: from}
	}
	last := r.day(end)
	if last != 0 && last < from {
		r.fault(end, "%s is before %s %s", last, r.form[start], from)
	}
	return temporal.Period{From: from, To: last.Add(1)}
}

func (r *reader) day(c column) temporal.Day {
	d, err := parseDay(r.row.cells[c])
	if err != nil {
		r.fault(c, "%v", err)
	}
	return d
}
