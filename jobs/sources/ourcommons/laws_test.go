package ourcommons_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"caucus/jobs/sources/sourcetest"
	"caucus/models"
	"caucus/models/temporal"
)

// seat is what a list is written from: a member, and days in the words of the
// House.
type seat struct {
	id                           int // 0 for none
	given, family, riding, label string
	province                     string
	first, last                  time.Time // last is zero while it lasts
}

// drawSeats draws seats of different people.
func drawSeats(t *rapid.T) []seat {
	name := rapid.StringMatching(`[A-ZÉÈ][a-zéèç'’,"&<>]{0,8}([ —-][A-Z][a-z]{1,5})?`)
	day := rapid.Int64Range(time.Date(1867, 8, 7, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC).Unix())
	return rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) seat {
		s := seat{given: name.Draw(t, "given"), family: name.Draw(t, "family"), riding: name.Draw(t, "riding"), label: name.Draw(t, "label"),
			province: rapid.SampledFrom([]string{"", "Quebec", "Prince Edward Island"}).Draw(t, "province"),
			first:    time.Unix(day.Draw(t, "first"), 0).UTC()}
		if rapid.Bool().Draw(t, "ended") {
			s.last = s.first.Add(time.Duration(rapid.Int64Range(0, 9*366*24*3600).Draw(t, "lasted")) * time.Second)
		}
		return s
	}), 1, 12, func(s seat) string { return models.Fold(s.given+s.family) + models.Fold(s.riding) }).Draw(t, "seats")
}

// want is what is to be read of a seat, by the rule that the day after the last
// day held is the first on which the seat is over.
func (s seat) want(locator string, withIDs bool) models.Record {
	day := func(t time.Time) temporal.Day { return temporal.MustDay(t.Format(time.DateOnly)) }
	r := models.Record{
		Locator: locator,
		Name:    models.PersonName{Full: s.given + " " + s.family, Given: s.given, Family: s.family},
		Seats:   []models.SaidSeat{{Riding: s.riding, Province: s.province, Period: temporal.Period{From: day(s.first)}}},
	}
	if withIDs && s.id != 0 {
		r.Identifiers = []models.Identifier{{Scheme: "ourcommons", Value: fmt.Sprint(s.id)}}
	}
	if s.last.IsZero() {
		r.Labels = []models.SaidLabel{{Axis: models.Designation, Label: s.label}}
	} else {
		r.Seats[0].Period.To = day(s.last.AddDate(0, 0, 1))
	}
	return r
}

// clocks are the forms in which the House has written when.
var clocks = []string{"2006-01-02 3:04:05 PM", "1/2/2006 3:04:05 pm", "2006-01-02T15:04:05", "2006-01-02"}

func dotted(s string) string {
	return strings.NewReplacer(" am", " a.m.", " pm", " p.m.").Replace(s)
}

func TestWhatIsWrittenAsATableIsReadFromIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seats, clock := drawSeats(t), rapid.SampledFrom(clocks).Draw(t, "clock")
		withIDs, crlf := rapid.Bool().Draw(t, "with ids"), rapid.Bool().Draw(t, "CRLF")
		order := rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7, 8}).Draw(t, "order")
		names := strings.Split("Person Id,"+head, ",")
		if !withIDs {
			names[0] = "Riding Id"
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.UseCRLF = crlf
		write := func(cells []string) {
			moved := make([]string, len(cells))
			for i, at := range order {
				moved[i] = cells[at]
			}
			if err := w.Write(moved); err != nil {
				t.Fatal(err)
			}
		}
		write(names)
		var want []models.Record
		for i := range seats {
			s := &seats[i]
			s.id = rapid.SampledFrom([]int{0, 1000 + i}).Draw(t, "id")
			last := ""
			if !s.last.IsZero() {
				last = dotted(s.last.Format(clock))
			}
			write([]string{fmt.Sprint(s.id), "Hon.", s.given, s.family, s.riding, s.province, s.label, dotted(s.first.Format(clock)), last})
			want = append(want, s.want(fmt.Sprintf("line %d", i+2), withIDs))
		}
		w.Flush()
		compare(t, csvAddress, b.String(), want)
	})
}

func TestWhatIsWrittenAsXMLIsReadFromIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want []models.Record
		b := strings.Builder{}
		b.WriteString(`<ArrayOfMemberOfParliament xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
		for i, s := range drawSeats(t) {
			s.id = rapid.SampledFrom([]int{0, 1000 + i}).Draw(t, "id")
			last := `<ToDateTime xsi:nil="true" />`
			if !s.last.IsZero() {
				last = sourcetest.Element("ToDateTime", s.last.Format("2006-01-02T15:04:05"))
			}
			parts := []string{sourcetest.Element("PersonOfficialFirstName", s.given), sourcetest.Element("PersonOfficialLastName", s.family), sourcetest.Element("ConstituencyName", s.riding),
				sourcetest.Element("ConstituencyProvinceTerritoryName", s.province), sourcetest.Element("CaucusShortName", s.label),
				sourcetest.Element("FromDateTime", s.first.Format("2006-01-02T15:04:05")), last, "<PersonShortHonorific />"}
			if s.id != 0 {
				parts = append(parts, sourcetest.Element("PersonId", fmt.Sprint(s.id)))
			}
			b.WriteString(member(rapid.Permutation(parts).Draw(t, "order")...))
			want = append(want, s.want(fmt.Sprintf("MemberOfParliament %d", i+1), true))
		}
		b.WriteString(`</ArrayOfMemberOfParliament>`)
		compare(t, xmlAddress, b.String(), want)
	})
}

func compare(t *rapid.T, address, text string, want []models.Record) {
	d, err := readQuietly(address, text)
	if err != nil || len(d.Faults) > 0 {
		t.Fatalf("%v, faults %v, of\n%s", err, d.Faults, text)
	}
	if diff := cmp.Diff(want, d.Records); diff != "" {
		t.Fatalf("(-written +read):\n%s\nof\n%s", diff, text)
	}
}

// TestAListThatIsCutIsNeverReadAsWhole cuts lists at every byte: they are
// refused, or only whole rows are missing.
func TestAListThatIsCutIsNeverReadAsWhole(t *testing.T) {
	for _, text := range []string{
		sourcetest.Load(t, "testdata/2022.csv"), sourcetest.Load(t, "testdata/2026.csv"),
		"<ArrayOfMemberOfParliament xmlns:xsi='x'>" + member(given, family, seatOf, labelOf, from, nobodyTo) + "</ArrayOfMemberOfParliament>",
	} {
		whole := read(t, "", text)
		for n := range len(text) - 1 {
			d, err := readQuietly("", text[:n])
			if err != nil {
				continue
			}
			if text[0] == '<' || text[n-1] != '\n' || len(d.Faults) > 0 {
				t.Fatalf("cut after %d bytes, it is read with faults %v, of\n%s", n, d.Faults, text[:n])
			}
			if diff := cmp.Diff(whole.Records[:len(d.Records)], d.Records); diff != "" {
				t.Fatalf("cut after %d bytes:\n%s", n, diff)
			}
		}
	}
}
