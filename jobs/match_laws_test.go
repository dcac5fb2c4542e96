package jobs

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/temporal"
)

// anyForm writes a name as some publisher might.
func anyForm(t *rapid.T, name string) string {
	forms := []func(string) string{
		func(s string) string { return s },
		func(s string) string { return strings.ReplaceAll(s, "—", "--") },
		func(s string) string { return strings.ReplaceAll(s, "—", "-") },
		func(s string) string { return strings.ReplaceAll(s, "—", " – ") },
		func(s string) string { return strings.ReplaceAll(s, "'", "’") },
		strings.ToUpper,
		func(s string) string {
			return strings.NewReplacer("é", "e", "É", "E", "ç", "c", "î", "i", "è", "e", "-", " ").Replace(s)
		},
		func(s string) string { return "  " + s + " " },
	}
	return rapid.SampledFrom(forms).Draw(t, "form")(name)
}

// anyList is a document that says what the register of newCommons holds, in
// either language and in any form. Every row tells who it is about: by
// identifier, or by name and riding.
func anyList(t *rapid.T, h *commons) *models.Document {
	lang := rapid.IntRange(0, 1).Draw(t, "language")
	d := h.list()
	d.Lists = rapid.SampledFrom([]models.Scope{models.ListsSitting, models.ListsParliament}).Draw(t, "scope")
	for i, b := range benches {
		r := &d.Records[i]
		if rapid.Bool().Draw(t, "id") {
			r.Identifiers = nil
		} else if rapid.Bool().Draw(t, "parlinfo") {
			r.Identifiers = []models.Identifier{{Scheme: "parlinfo", Value: b.parlinfo}}
		}
		r.Name.Full = anyForm(t, b.name)
		s := &r.Seats[0]
		s.Riding = anyForm(t, [2]string{b.riding, b.french}[lang])
		s.Province = rapid.SampledFrom([]string{"", provinceNames[b.province][lang], b.province}).Draw(t, "province")
		r.Labels[0].Label = anyForm(t, labelNames[b.label][lang])
		if rapid.Bool().Draw(t, "dated") {
			r.Labels[0].Period = temporal.Period{From: modeltest.Day("2019-10-21")}
		}
	}
	return d
}

func TestADocumentMadeFromTheRegisterMatchesEverybody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newCommons("2023-03-21")
		d := anyList(t, h)
		m := match(h, d)
		if len(m.People) != 20 || len(newPeople(m))+len(m.Unmatched)+len(m.Absent) != 0 || m.Elected != 0 {
			t.Fatalf("%d people, new %+v, unmatched %+v, absent %v", len(m.People), newPeople(m), m.Unmatched, m.Absent)
		}
		for _, p := range m.People {
			value := h.held().ValueOn(p.Person, models.Designation, h.today)
			if len(p.Seats) != 1 || p.Seats[0].Period != span(election, "") || len(p.Labels) != 1 || p.Labels[0].Value != value {
				t.Fatalf("%s is %+v, and held to be %v", p.Name.Full, p, value)
			}
		}
		if refusals := Check(h.held(), m, []models.Document{*d}, nil, 0); refusals != nil {
			t.Fatalf("refused: %+v", refusals)
		}
	})
}

func TestWhoeverIsDroppedIsAbsent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newCommons("2023-03-21")
		d := anyList(t, h)
		keep := rapid.SliceOfN(rapid.Bool(), 20, 20).Draw(t, "keep")
		var records []models.Record
		var want []models.PersonID
		for i := range keep {
			if keep[i] {
				records = append(records, d.Records[i])
				continue
			}
			for _, p := range h.Facts.People {
				if p.Name.Full == benches[i].name {
					want = append(want, p.ID)
				}
			}
		}
		d.Records = records
		slices.Sort(want)
		m := match(h, d)
		if diff := cmp.Diff(want, m.Absent); diff != "" || len(m.People) != len(records) {
			t.Fatalf("%d of %d rows; absent (-want +got):\n%s", len(m.People), len(records), diff)
		}
	})
}

// The order of rows tells nothing, whatever is wrong with some of them.
func TestMatchingDoesNotDependOnTheOrderOfRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newCommons("2023-03-21")
		docs := []*models.Document{anyList(t, h), anyList(t, h)}
		docs[1].Snapshot = "snp_second"
		for _, d := range docs {
			for range rapid.IntRange(0, 6).Draw(t, "faults") {
				spoil(t, &d.Records[rapid.IntRange(0, 19).Draw(t, "row")])
			}
		}
		claims := []models.Claim{waiting(h, "per_waits", sousa, byElection)}
		first := matchWith(h, claims, docs...)
		for _, d := range docs {
			d.Records = rapid.Permutation(d.Records).Draw(t, "order")
		}
		if diff := cmp.Diff(first, matchWith(h, claims, docs...)); diff != "" {
			t.Fatalf("in another order (-before +after):\n%s", diff)
		}
	})
}

// spoil makes something wrong with a row, or about another person.
func spoil(t *rapid.T, r *models.Record) {
	switch rapid.IntRange(0, 8).Draw(t, "fault") {
	case 0:
		r.Identifiers = []models.Identifier{{Scheme: "ourcommons", Value: rapid.SampledFrom([]string{"105091", "104586", "120000"}).Draw(t, "value")}}
	case 1:
		b := rapid.SampledFrom(benches).Draw(t, "other")
		r.Name = models.PersonName{Full: b.name}
	case 2:
		r.Name = models.PersonName{Full: "Pat Roy", Given: "Pat", Family: "Roy"}
		r.Identifiers = nil
	case 3:
		r.Seats[0].Riding = rapid.SampledFrom(benches).Draw(t, "elsewhere").riding
	case 4:
		r.Seats[0].Riding = "Erehwon"
	case 5:
		r.Seats[0].Period.From = modeltest.Day(byElection)
	case 6:
		r.Labels[0].Label = rapid.SampledFrom([]string{"Rhinoceros", "Independent", "NDP"}).Draw(t, "label")
	case 7:
		r.Seats[0].Period.To = modeltest.Day("2022-05-28")
	case 8:
		at := r.Locator // of which a document has each once
		*r = record(20, sousa, byElection)
		r.Locator = at
	}
}

// Whatever documents say, nobody is spoken of twice, and nobody who is
// recognized is absent.
func TestNobodyIsTwoPeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newCommons("2023-03-21")
		d := anyList(t, h)
		for i := range d.Records {
			if rapid.IntRange(0, 3).Draw(t, "spoilt") == 0 {
				spoil(t, &d.Records[i])
			}
		}
		m := match(h, d)
		seen := map[models.PersonID]bool{}
		for _, p := range m.People {
			if seen[p.Person] || slices.Contains(m.Absent, p.Person) || p.New != strings.HasPrefix(string(p.Person), "per_new") {
				t.Fatalf("%+v is twice, absent or wrongly new", p)
			}
			seen[p.Person] = true
			for _, s := range p.Seats {
				if !s.Period.Valid() || s.Riding == "" {
					t.Fatalf("%s has the seat %+v", p.Name.Full, s)
				}
			}
		}
		used := len(m.People)
		for _, p := range m.Unmatched {
			if p.Kind != models.UnknownRiding || p.Person == "" {
				used++
			}
		}
		if used > len(d.Records) {
			t.Fatalf("%d rows make %d people and proposals", len(d.Records), used)
		}
	})
}
