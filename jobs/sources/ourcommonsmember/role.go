package ourcommonsmember

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"caucus/models/temporal"
)

// reader takes the texts of one role and gathers everything that is wrong.
type reader struct {
	texts map[string]string // by element
	wrong []string
}

func (r *role) reader() *reader {
	in := &reader{texts: map[string]string{}}
	for _, e := range r.Elements {
		if _, twice := in.texts[e.XMLName.Local]; twice {
			in.fault(e.XMLName.Local, "is there twice")
		}
		in.texts[e.XMLName.Local] = e.Text
	}
	return in
}

func (r *reader) fault(element, format string, args ...any) {
	r.wrong = append(r.wrong, element+" "+fmt.Sprintf(format, args...))
}

// text takes the blanks off a text, and refuses one that cannot be a name.
func (r *reader) text(element string) string {
	const most = 200
	s := strings.Join(strings.Fields(r.texts[element]), " ")
	if utf8.RuneCountInString(s) > most {
		r.fault(element, "%s is longer than %d characters", quote(s), most)
		return ""
	}
	for _, char := range s {
		if char == unicode.ReplacementChar || !unicode.IsPrint(char) {
			r.fault(element, "%s holds the character %U, which no name has", quote(s), char)
			return ""
		}
	}
	return s
}

// name is a text that must be there.
func (r *reader) name(element string) string {
	before := len(r.wrong)
	s := r.text(element)
	if s == "" && len(r.wrong) == before {
		r.fault(element, "is empty")
	}
	return s
}

// period applies the convention of the House: from the first day to the last
// one, so that the day after is the first on which it is over.
func (r *reader) period() temporal.Period {
	from := r.day("FromDateTime")
	if strings.TrimSpace(r.texts["ToDateTime"]) == "" {
		return temporal.Period{From: from}
	}
	last := r.day("ToDateTime")
	if last != 0 && last < from {
		r.fault("ToDateTime", "%s is before FromDateTime %s", last, from)
	}
	return temporal.Period{From: from, To: last.Add(1)}
}

// The years in which something of a House can begin or end. Outside are the
// dates that programs write for "none": 0001-01-01 and 9999-12-31.
const firstYear, lastYear = 1867, 2199

// written is a date as the House writes it, perhaps with the clock.
var written = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})(?:[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?)?$`)

// day takes the day out of a date. The hour beside it is passed over, and a
// zone is refused: a day that had to be brought to the House's own clock could
// be the next one.
func (r *reader) day(element string) temporal.Day {
	s := strings.TrimSpace(r.texts[element])
	m := written.FindStringSubmatch(s)
	if m == nil {
		r.fault(element, "%s is no date; right would be 2021-09-20T00:00:00, without a zone", quote(s))
		return 0
	}
	d, err := temporal.NewDay(number(m[1]), time.Month(number(m[2])), number(m[3]))
	if err != nil || number(m[1]) < firstYear || number(m[1]) > lastYear {
		r.fault(element, "%s is no day of a House that has sat since %d", quote(s), firstYear)
		return 0
	}
	return d
}

// number reads a few digits that the pattern has let pass.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// quote shows a text of a document, cut to a length that a reader can bear.
func quote(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}
