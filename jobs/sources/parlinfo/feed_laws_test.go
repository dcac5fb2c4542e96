package parlinfo

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"caucus/jobs/fetch"
	"caucus/jobs/sources/sourcetest"
	"caucus/models"
	"caucus/models/temporal"
)

// lawful holds what is true of every document that is read, whatever was
// served.
func lawful(d models.Document) error {
	for _, r := range d.Records {
		if len(r.Identifiers) == 0 || r.Locator == "" {
			return fmt.Errorf("a record of nobody: %+v", r)
		}
		for _, s := range r.Seats {
			if s.Period.From == 0 || !s.Period.Valid() {
				return fmt.Errorf("%s: seat %s", r.Locator, s.Period)
			}
		}
		if err := lawfulLabels(r); err != nil {
			return fmt.Errorf("%s: %w", r.Locator, err)
		}
	}
	for _, f := range d.Faults {
		if f.Locator == "" || f.Detail == "" {
			return fmt.Errorf("a fault that says nothing: %+v", f)
		}
	}
	return nil
}

func lawfulLabels(r models.Record) error {
	var newest temporal.Day
	for _, s := range r.Seats {
		newest = max(newest, s.Period.From)
	}
	for i, l := range r.Labels {
		if !l.Period.Valid() || l.Period.From == 0 && !l.Period.Open() {
			return fmt.Errorf("%s label %s", l.Axis, l.Period)
		}
		if l.Period.From != 0 && !held(r, l.Period.From) || l.Period.To != 0 && !held(r, l.Period.LastDay()) {
			return fmt.Errorf("%s label %s %s outside every seat", l.Axis, l.Label, l.Period)
		}
		for _, o := range r.Labels[i+1:] {
			both, ok := l.Period.Intersect(o.Period)
			if ok && o.Axis == l.Axis && l.Period.From != 0 && o.Period.From != 0 && (both.Open() || both.LastDay() > newest) {
				return fmt.Errorf("two %s labels on the days %s", l.Axis, both)
			}
		}
	}
	return nil
}

func held(r models.Record, on temporal.Day) bool {
	for _, s := range r.Seats {
		if s.Period.Contains(on) {
			return true
		}
	}
	return false
}

// TestWhateverTheRolesAre draws careers with every mistake that the source has
// been seen to make.
func TestWhateverTheRolesAre(t *testing.T) {
	f := feed(t)
	rapid.Check(t, func(rt *rapid.T) {
		var roles []answerOf
		for id := range rapid.IntRange(1, 8).Draw(rt, "roles") {
			day := func(name string) string {
				return temporal.MustDay("2019-10-21").Add(rapid.IntRange(-3, 12).Draw(rt, name)).String()
			}
			start, end := day("start"), ""
			if rapid.Bool().Draw(rt, "ended") {
				end = day("end")
			}
			org := rapid.SampledFrom([]int{liberal, bloc, independent}).Draw(rt, "organization")
			r := rapid.SampledFrom([]answerOf{seat(id+1, donValley, "Don Valley North", start, end), seat(id+1, sudbury, "Sudbury", start, end),
				labelled(id+1, org, start, end), labelled(id+1, org, start, end), benched(id+1, org, start, end)}).Draw(rt, "role")
			roles = append(roles, r.with("StartDateIsApproximate", rapid.IntRange(0, 5).Draw(rt, "about") == 0))
		}
		d, err := f.Read(pageOf("", profileText(person(7, "Ada", "Example", roles...))))
		if err != nil {
			rt.Fatal(err)
		}
		if err := lawful(d); err != nil {
			rt.Fatal(err)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(listText(ada()))) // small ones: what the documents in testdata repeat is only slow to vary
	f.Add([]byte(profileText(ada().with("PartyEn", "Liberal Party of Canada (2019/10/21 - 2020/01/31)<br>").with("ElectionCandidates", []answerOf{won("2019-10-21", 43, donValley, liberal)}))))
	f.Add([]byte(load(f, "refiners.json")))
	f.Add([]byte(roleTable))
	f.Add([]byte("[null]"))
	f.Add([]byte("/**/ typeof 1 === 'function' && 1( );"))
	source := feed(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		d, _ := sourcetest.ReadTwice(t, source, pageOf(listAddress, string(text)))
		if err := lawful(d); err != nil {
			t.Error(err)
		}
	})
}

func FuzzCurrentlyInOffice(f *testing.F) {
	f.Add([]byte(load(f, "refiners.json")))
	f.Add([]byte(`{"Id":4,"Name":"x","Options":[{"Id":1,"Name":"Currently in Office"}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		number, err := currentlyInOffice(text)
		var u *fetch.Unreadable
		if (err == nil) == (number == "") || err != nil && !errors.As(err, &u) {
			t.Errorf("%q and error %v of %q", number, err, text)
		}
		for _, r := range number {
			if r != '-' && (r < '0' || r > '9') {
				t.Errorf("%q would be asked for", number)
			}
		}
	})
}
