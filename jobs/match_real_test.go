package jobs

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/modeltest"
	"caucus/models/temporal"
)

// realFacts are those of the embedded dataset.
var realFacts = sync.OnceValues(func() (*models.Facts, error) {
	return facts.Read(os.DirFS(filepath.Join("..", "migrations", "seed")))
})

// realHouse is the House of Commons by that dataset, on a day on which nobody
// knows of later elections.
func realHouse(t testing.TB, today string) *Held {
	t.Helper()
	f, err := realFacts()
	if err != nil {
		t.Fatal(err)
	}
	known := *f
	known.Parliaments = nil
	for _, p := range f.Parliaments {
		if p.Election <= modeltest.Day(today) {
			known.Parliaments = append(known.Parliaments, p)
		}
	}
	return Hold(&known, modeltest.Commons, modeltest.Day(today))
}

// listOf is a list of everyone who sits by the register: in French or English,
// with identifiers or without.
func listOf(h *Held, french, ids bool) models.Document {
	d := models.Document{Source: "ourcommons", Snapshot: "snp_list", At: noon(h.Today), Lists: models.ListsSitting}
	word := func(n models.Name) string {
		if french && n.Fr != "" {
			return n.Fr
		}
		return n.En
	}
	for i, t := range h.Sitting(h.Today) {
		p, riding := h.people[t.Person], h.ridings[t.Riding]
		r := models.Record{Locator: "row " + strconv.Itoa(i+1), Name: p.Name}
		if ids {
			r.Identifiers = p.Identifiers
		}
		var name models.Name
		for _, n := range riding.Names {
			if n.Contains(h.Today) {
				name = n.Name
			}
		}
		r.Seats = []models.SaidSeat{{Riding: strings.ReplaceAll(word(name), "—", "--"), Province: riding.Province, Period: temporal.Period{From: t.From}}}
		if o := h.orgs[h.ValueOn(t.Person, models.Designation, h.Today).Organization]; o != nil {
			r.Labels = []models.SaidLabel{designated(word(o.Names[0].Short), temporal.Period{})}
		}
		d.Records = append(d.Records, r)
	}
	return d
}

// On any day of recent parliaments a list of the members is recognized row by
// row, without a single identifier.
func TestTheRealHouseIsRecognized(t *testing.T) {
	for _, day := range []string{"2009-05-01", "2018-06-20", "2023-03-22", "2026-11-22"} {
		h := realHouse(t, day)
		for _, french := range []bool{false, true} {
			d := listOf(h, french, false)
			m := h.Match([]models.Document{d}, nil, newIDs())
			if len(d.Records) < 300 || len(m.People) != len(d.Records) || len(newPeople(m))+len(m.Unmatched)+len(m.Absent) != 0 {
				t.Errorf("%s, French %v: %d rows, %d people, new %+v, %v, absent %v", day, french, len(d.Records), len(m.People), newPeople(m), told(m), m.Absent)
			}
			if refusals := Check(h, m, []models.Document{d}, nil, 0); refusals != nil {
				t.Errorf("%s: refused: %+v", day, refusals)
			}
			for _, p := range m.People {
				if len(p.Labels) > 0 && p.Labels[0].Value != h.ValueOn(p.Person, models.Designation, h.Today) {
					t.Errorf("%s: %s is said to be %v", day, p.Name.Full, p.Labels[0].Value)
				}
			}
		}
	}
}

// The election of 2025-04-28 by the list of the winners, for a register that
// ends with the 44th Parliament.
func TestTheRealElectionOf2025(t *testing.T) {
	now := realHouse(t, "2025-04-30")
	d := listOf(now, false, true)
	before := *now.Facts
	before.Parliaments, before.Tenures, before.People = nil, nil, nil
	for _, p := range now.Facts.Parliaments {
		if p.Number < 45 {
			before.Parliaments = append(before.Parliaments, p)
		}
	}
	sat := map[models.PersonID]bool{}
	for _, x := range now.Facts.Tenures {
		if x.Parliament < 45 {
			before.Tenures = append(before.Tenures, x)
			sat[x.Person] = true
		}
	}
	fresh := 0
	for _, p := range now.Facts.People {
		if sat[p.ID] {
			before.People = append(before.People, p)
		}
	}
	for _, x := range now.Sitting(now.Today) {
		if !sat[x.Person] {
			fresh++
		}
	}
	h := Hold(&before, modeltest.Commons, now.Today)
	m := h.Match([]models.Document{d}, nil, newIDs())
	if m.Elected != modeltest.Day("2025-04-28") || len(m.People) != 343 || len(newPeople(m)) != fresh || len(m.Unmatched) != 0 {
		t.Errorf("elected on %q, %d people, of them new %d of %d, %v", m.Elected, len(m.People), len(newPeople(m)), fresh, told(m))
	}
	for _, p := range m.People {
		held := now.SeatOf(p.Person, now.Today)
		if !p.New && (held == nil || len(p.Seats) != 1 || p.Seats[0].Riding != held.Riding) {
			t.Errorf("%s has the seats %+v", p.Name.Full, p.Seats)
		}
	}
	if refusals := Check(h, m, []models.Document{d}, nil, 0); refusals != nil {
		t.Errorf("refused: %+v", refusals)
	}
}

// The House's own list of 2026-08-20, if it is there.
func TestTheHouseOfAugust2026(t *testing.T) {
	file, err := os.Open(filepath.Join("..", "..", "shared", "data", "ourcommons", "csv", "roster45_retyped_2026-08-20.csv"))
	if err != nil {
		t.Skip("the list of 2026-08-20 is not there")
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, ids := range []bool{true, false} {
		h := realHouse(t, "2026-08-20")
		d := models.Document{Source: "ourcommons", Snapshot: "snp_list", At: noon(h.Today), Lists: models.ListsSitting}
		for i, r := range rows[1:] {
			rec := models.Record{
				Locator: fmt.Sprintf("row %d", i+1), Name: models.PersonName{Full: r[1]},
				Seats:  []models.SaidSeat{{Riding: r[3], Province: r[4], Period: span(r[5], "")}},
				Labels: []models.SaidLabel{designated(r[2], temporal.Period{})},
			}
			if ids {
				rec.Identifiers = []models.Identifier{{Scheme: "ourcommons", Value: r[0]}}
			}
			d.Records = append(d.Records, rec)
		}
		m := h.Match([]models.Document{d}, nil, newIDs())
		if len(m.People) != 338 || len(newPeople(m))+len(m.Unmatched)+len(m.Absent) != 0 {
			t.Errorf("ids %v: %d people, new %+v, %v, absent %v", ids, len(m.People), newPeople(m), told(m), m.Absent)
		}
		if refusals := Check(h, m, []models.Document{d}, nil, 0); refusals != nil {
			t.Errorf("ids %v: refused: %+v", ids, refusals)
		}
	}
}

func BenchmarkMatchTheRealHouse(b *testing.B) {
	h := realHouse(b, "2026-11-22")
	for _, ids := range []bool{true, false} {
		docs := []models.Document{listOf(h, false, ids)}
		b.Run(fmt.Sprintf("ids=%v", ids), func(b *testing.B) {
			for b.Loop() {
				h.Match(docs, nil, newIDs())
			}
		})
	}
}

func BenchmarkCheckTheRealHouse(b *testing.B) {
	h := realHouse(b, "2026-11-22")
	docs := []models.Document{listOf(h, false, true)}
	m := h.Match(docs, nil, newIDs())
	for b.Loop() {
		Check(h, m, docs, nil, 0)
	}
}
