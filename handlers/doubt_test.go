package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"caucus/handlers"
	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

// doubtful is a House in which much is not known for certain: when a member
// left, when another's seat fell vacant, when a riding was renamed, what a party
// is called in French.
func doubtful(t *testing.T) handlers.Options {
	h := New()
	h.Person("Simon Tremblay", "parlinfo:1").Sits("Here", "2025-04-28", "").
		Label(Bloc, "2025-04-28", "2026-08-02").Label(Independent, "2026-08-02", "").Seen("2026-08-02", "2026-02-19")
	h.Person("Gone Away", "parlinfo:2").Sits("There", "2025-04-28", "2026-06-01").Label(NDP, "2025-04-28", "")
	h.Facts.Tenures[1].EndWindow = &models.Window{From: Day("2026-05-01")}
	said := h.Person("Said To", "parlinfo:3").Sits("Nowhere", "2025-04-28", "").Label(Green, "2025-04-28", "")
	h.Facts.Add(models.Affiliation{
		ID: models.NewAffiliationID(said.ID, models.Designation, "2026-07-01"), Person: said.ID, Axis: models.Designation, Value: models.Of(Liberal),
		Period: temporal.Period{From: Day("2026-07-01")}, Basis: models.Stated, Cited: models.Cited{State: models.Reported, Citations: h.Cited().Citations},
	})
	r := &h.Facts.Ridings[0]
	r.Names = []models.RidingName{
		{Period: temporal.Period{To: Day("2026-06-10")}, Name: models.Name{En: "Here", Fr: "Ici"}},
		{Period: temporal.Period{From: Day("2026-06-10")}, Name: models.Name{En: "Over Here"}, Window: &models.Window{From: Day("2026-06-01")}},
	}
	for i := range h.Facts.Organizations {
		switch o := &h.Facts.Organizations[i]; o.ID {
		case Green:
			o.Names[0].Short.Fr, o.Colour = "", ""
		case NDP:
			later := o.Names[0]
			later.From, later.Short = Day("2026-03-01"), models.Name{En: "New NDP", Fr: "Nouveau NPD"}
			o.Names[0].To, o.Names = later.From, append(o.Names, later)
		case GPQ:
			o.Names[0].Abbreviation = models.Name{En: "QD"}
		case QuebecDebout:
			o.Names[0].Abbreviation = models.Name{En: "qd", Fr: "QD"}
		}
	}
	h.Person("Second Place", "parlinfo:4").Sits("Here", "2025-04-28", "").Label(Liberal, "2025-04-28", "")
	h.Facts.Tenures[3].Place = 2
	h.Person("Quick Mover", "parlinfo:5").Sits("Elsewhere", "2025-04-28", "").
		Label(NDP, "2025-04-28", "2026-04-01").Label(Liberal, "2026-04-01", "").Said("2026-04-01", models.CauseJoined, "")
	e := &h.Facts.Events[0]
	e.Between = []models.Value{models.Of(Independent), models.None}
	e.Citations = []models.Citation{{Snapshot: e.Citations[0].Snapshot, URL: "https://example.org/statement"}}
	for i, province := range []string{"QC", "NB"} {
		n := 4 + i
		h.Riding("Twin " + province)
		h.Facts.Ridings[n].Names[0].En, h.Facts.Ridings[n].Province = "Twin", province
	}
	h.Person("Late Label", "parlinfo:6").Sits("Late", "2025-04-28", "").Label(NDP, "2025-09-01", "")
	shelf := handlers.NewShelf(load, 1)
	shelf.Swap(h.Register(t))
	o := options()
	o.Registers = shelf
	return o
}

func TestWhatIsNotCertain(t *testing.T) {
	s, _ := served(t, doubtful(t))
	const (
		bloc = `"other":{"status":"organization","organization":{"id":"org_independent"`
		seen = `"observed_between":{"last_seen_old":"2026-02-18","first_seen_new":"2026-08-02"}`
	)
	for _, c := range []row{
		{"the day before the window", "people/parlinfo:1?on=2026-02-18", 200, []string{`"uncertain":null`}, nil},
		{"the first day of the window", "people/parlinfo:1?on=2026-02-19", 200, []string{`"uncertain":[{"of":"designation",` + seen + `,` + bloc, `{"of":"caucus",` + seen + `,"other":{"status":"none"},"other_name":null}`}, nil},
		{"the last day of the window", "people/parlinfo:1?on=2026-08-01", 200, []string{`"uncertain":[{"of":"designation"`}, nil},
		{"first seen", "people/parlinfo:1?on=2026-08-02", 200, []string{`"uncertain":null`, `"state":"confirmed","basis":"stated","citations"`, seen}, nil},
		{"the change itself", "changes?person=parlinfo:1", 200, []string{`"on":"2026-08-02","kind":"left_caucus"`, seen, `"announced_at":null,"announced_local":null`}, nil},
		{"standings inside the window", "standings?on=2026-07-31", 200, []string{`"seats":1,"provisional":0,"uncertain":1`}, nil},
		{"a seat that may be vacant", "people/parlinfo:2?on=2026-05-01", 200, []string{`{"of":"seat","observed_between":{"last_seen_old":"2026-04-30","first_seen_new":"2026-06-01"},"other":null,"other_name":null}`}, nil},
		{"a riding that may be renamed", "people/parlinfo:1?on=2026-06-01", 200, []string{`{"of":"riding_name","observed_between":{"last_seen_old":"2026-05-31","first_seen_new":"2026-06-10"},"other":null,"other_name":{"en":"Over Here","fr":"Over Here","fr_missing":true}}`, `"name":{"en":"Here","fr":"Ici"}`}, nil},
		{"the riding renamed, its French name missing", "people?q=simon&on=2026-06-10", 200, []string{`"name":{"en":"Over Here","fr":"Over Here","fr_missing":true}`}, nil},
		{"an open period", "people/parlinfo:3", 200, []string{`"to":null,"last_day":null`, `"end_cause":null`}, nil},
		{"no French name, no colour", "people/parlinfo:3", 200, []string{`"short":{"en":"Green Party","fr":"Green Party","fr_missing":true}`, `"colour":null`}, nil},
		{"seen once", "people/parlinfo:3", 200, []string{`"reported":[{"id":"aff_`, `"axis":"designation"`, `"state":"reported"`}, nil},
		{"who was reported on", "people?state=reported", 200, []string{"Said To"}, []string{"Simon", "Gone"}},
		{"a name of its time", "standings?on=2026-02-28", 200, []string{`"short":{"en":"NDP","fr":"NPD"}`}, []string{"New NDP"}},
		{"another name later", "standings?on=2026-03-01", 200, []string{`"short":{"en":"New NDP","fr":"Nouveau NPD"}`}, nil},
		{"the last name of a spell that ended before the day", "people/parlinfo:5", 200, []string{`"short":{"en":"New NDP","fr":"Nouveau NPD"}`}, []string{`"short":{"en":"NDP"`}},
		{"the first name while it had that", "people/parlinfo:5?on=2026-02-28", 200, []string{`"short":{"en":"NDP","fr":"NPD"}`}, nil},
		{"two steps on one day, and who says so", "changes?kind=crossed_floor", 200, []string{
			`"between":[{"status":"organization","organization":{"id":"org_independent"`, `{"status":"none"}],"state"`,
			`"cause":{"kind":"joined","citations":[{"source":"parlinfo","title":"ParlInfo profile","url":"https://example.org/statement","locator":null`}, nil},
		{"seats that do not add up", "standings?on=2026-08-20", 200, []string{`"balanced":false,"balance":"promised","unbalanced":[{"id":"per_`, `"name":"Second Place"}]`}, nil},
		{"a name of two caucuses", "people?caucus=QD", 400, []string{`an id, since the name is that of org_gpq, org_quebec_debout`}, nil},
		{"a name of two ridings", "people?riding=twin", 400, []string{`an id, since the name is that of rid_`}, nil},
		{"by a name of the riding that it has no more", "people?riding=ici&on=2026-08-01", 200, []string{"Simon"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := do(t, s, "GET", "/api/v1/"+c.path)
			if a.status != c.status {
				t.Errorf("status %d: %s", a.status, a.body)
			}
			for _, text := range c.has {
				if !strings.Contains(a.body, text) {
					t.Errorf("%s is not in %s", text, a.body)
				}
			}
			for _, text := range c.not {
				if strings.Contains(a.body, text) {
					t.Errorf("%s is in %s", text, a.body)
				}
			}
			kept(t, a)
		})
	}
}

// TestManyAtOnce asks from many sides while registers are swapped: nobody sees
// half of one. It is the race detector that looks closely.
func TestManyAtOnce(t *testing.T) {
	o := options()
	shelf := o.Registers.(*handlers.Shelf)
	s, _ := served(t, o)
	done := make(chan error)
	for i := range 8 {
		go func() {
			for n := range 40 {
				path := paths[3+(i+n)%4]
				if a := do(t, s, "GET", path); a.status != 200 {
					done <- fmt.Errorf("%s: %d %s", path, a.status, a.body)
					return
				}
			}
			done <- nil
		}()
	}
	for n := range 40 {
		shelf.Swap(built()[2+n%2])
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
