package facts_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/temporal"
)

// The House as it is known today: Dong crosses on 2023-03-22; the 44th
// Parliament is dissolved on 2025-03-23; somebody new is elected after it.
func today() *models.Facts {
	const dong, newcomer = "per_dong", "per_newcomer"
	set := register(
		models.Parliament{House: "ca-commons", Number: 44, Election: day("2021-09-20"), FirstSitting: day("2021-11-22"), Dissolution: day("2025-03-23"), Cited: saidBy("library")},
		models.Parliament{House: "ca-commons", Number: 45, Election: day("2025-04-28"), FirstSitting: day("2025-05-26"), Cited: saidBy("hansard")},
		models.Seats{House: "ca-commons", From: day("2015-10-19"), Seats: 338, Cited: saidBy("library")},
		models.Seats{House: "ca-commons", From: day("2025-04-28"), Seats: 343, Cited: saidBy("hansard")},
		models.Organization{ID: "org_gpq", Names: []models.OrganizationNames{
			{Period: temporal.Period{From: day("2018-02-28"), To: day("2018-06-06")}, Full: models.Name{En: "Groupe parlementaire québécois"}},
			{Period: temporal.Period{From: day("2018-06-06"), To: day("2018-09-17")}, Full: models.Name{En: "Québec debout"}},
		}, Period: temporal.Period{From: day("2018-02-28"), To: day("2018-09-17")}, Cited: saidBy("library")},
		models.Riding{ID: "rid_x", Names: []models.RidingName{
			{Period: temporal.Period{To: day("2022-06-01")}, Name: models.Name{En: "Don Valley"}},
			{Period: temporal.Period{From: day("2022-06-01")}, Name: models.Name{En: "Don Valley North"}},
		}, Cited: saidBy("library")},
		models.Succession{House: "ca-commons", Type: models.Rename, On: day("2018-06-06"), From: "org_gpq", To: "org_debout", Cited: saidBy("library")},
		models.Person{ID: dong, Cited: saidBy("library")},
		models.Person{ID: newcomer, Cited: saidBy("hansard")},
		models.Tenure{ID: "ten_dong", Person: dong, House: "ca-commons", Parliament: 44, Riding: "rid_x", Place: 1,
			Period: temporal.Period{From: day("2021-09-20"), To: day("2025-03-24")}, EndCause: models.ByDissolution, EndWindow: &models.Window{From: 1}, Cited: saidBy("library")},
		models.Tenure{ID: "ten_new", Person: newcomer, House: "ca-commons", Parliament: 45, Riding: "rid_x", Place: 1,
			Period: temporal.Period{From: day("2025-04-28")}, Cited: saidBy("hansard")},
		label(dong, "org_liberal", "2021-09-20", "2023-03-22", "library"),
		label(dong, "org_independent", "2023-03-22", "2025-03-24", "library"),
		label(newcomer, "org_liberal", "2025-04-28", "", "hansard"),
		label(newcomer, "org_green", "2022-01-01", "2025-04-28", "library"), // before any seat
		models.Tenure{ID: "ten_early", Person: dong, House: "ca-commons", Parliament: 45, Riding: "rid_y", Place: 1,
			Period: temporal.Period{From: day("2025-04-20")}, Cited: saidBy("hansard")}, // polled before the last day of the election
		models.Event{ID: "evt_dong", Person: dong, On: day("2023-03-22"), Cause: models.CauseResigned, Cited: saidBy("library")},
		models.Rejection{ID: "rej_undated", Person: dong, About: models.AboutDesignation, Cited: saidBy("library")},
		models.Rejection{ID: "rej_label", Person: dong, About: models.AboutDesignation, From: day("2023-03-20"), To: day("2023-03-22"), Cited: saidBy("library")},
		models.Rejection{ID: "rej_seat", Person: dong, About: models.AboutSeat, From: day("2021-09-20"), To: day("2023-03-22"), Cited: saidBy("library")},
		models.Rejection{ID: "rej_new", Person: newcomer, About: models.AboutDesignation, Cited: saidBy("hansard")},
		models.Event{ID: "evt_new", Person: newcomer, On: day("2025-05-01"), Cause: models.CauseUnknown, Cited: saidBy("hansard")},
	)
	set.Sources[0].SpeaksUntil = day("2026-08-20") // hansard
	return set
}

// told describes in short what a set says, with the ends.
func told(set *models.Facts) map[string]string {
	says := map[string]string{}
	for _, p := range set.Parliaments {
		says["parliament "+p.Key()] = p.FirstSitting.String() + "/" + p.Dissolution.String()
	}
	for _, s := range set.Seats {
		says["seats "+s.From.String()] = ""
	}
	for _, o := range set.Organizations {
		says[string(o.ID)] = o.Period.To.String()
		for _, n := range o.Names {
			says[n.Full.En] = n.To.String()
		}
	}
	for _, r := range set.Ridings {
		for _, n := range r.Names {
			says[n.En] = n.To.String()
		}
	}
	for _, s := range set.Successions {
		says["succession"] = s.On.String()
	}
	for _, p := range set.People {
		says[string(p.ID)] = ""
	}
	for _, x := range set.Tenures {
		says[string(x.ID)] = x.To.String() + string(x.EndCause)
		if x.EndWindow != nil {
			says[string(x.ID)] += " window"
		}
	}
	for _, a := range set.Affiliations {
		says[string(a.Person)+" "+string(a.Value.Organization)] = a.To.String()
	}
	for _, e := range set.Events {
		says[string(e.ID)] = ""
	}
	for _, r := range set.Rejections {
		says[string(r.ID)] = ""
	}
	for _, s := range set.Snapshots {
		says[string(s.ID)] = ""
	}
	for _, s := range set.Sources {
		says["source "+string(s.ID)] = s.SpeaksUntil.String()
	}
	return says
}

func TestUntil(t *testing.T) {
	const unknown, open = "unknown", ""
	for on, want := range map[string]map[string]string{
		"2025-05-25": {"parliament ca-commons/45": "/", "source hansard": "2025-05-25", "per_newcomer": ""},
		"2025-04-28": {"ten_early": open, "per_newcomer org_green": "2025-04-28"},
		"2025-04-27": {"ten_early": unknown, "per_newcomer org_green": unknown},
		"2025-03-23": {"parliament ca-commons/45": unknown, "seats 2025-04-28": unknown, "per_newcomer": unknown,
			"ten_new": unknown, "per_newcomer org_liberal": unknown, "evt_new": unknown, "snp_hansard": unknown,
			"source hansard": "2025-03-23", "parliament ca-commons/44": "2021-11-22/2025-03-23",
			"ten_dong": "2025-03-24dissolution window", "per_dong org_independent": "2025-03-24"},
		"2025-03-22": {"parliament ca-commons/44": "2021-11-22/", "ten_dong": open, "per_dong org_independent": open},
		"2023-03-22": {"per_dong org_liberal": "2023-03-22", "per_dong org_independent": open, "evt_dong": ""},
		"2023-03-21": {"per_dong org_liberal": open, "per_dong org_independent": unknown, "evt_dong": unknown,
			"rej_label": unknown, "rej_seat": "", "rej_undated": ""},
		"2023-03-20": {"rej_label": unknown, "rej_seat": unknown},
		"2022-06-01": {"Don Valley": "2022-06-01", "Don Valley North": open},
		"2022-05-31": {"Don Valley": open, "Don Valley North": unknown},
		"2021-10-01": {"parliament ca-commons/44": "/"},
		"2018-06-06": {"Groupe parlementaire québécois": "2018-06-06", "Québec debout": open, "succession": "2018-06-06"},
		"2018-06-05": {"Groupe parlementaire québécois": open, "Québec debout": unknown, "org_gpq": open, "succession": unknown,
			"parliament ca-commons/44": unknown, "per_dong": unknown, "ten_dong": unknown, "per_dong org_liberal": unknown},
		"2010-01-01": {"seats 2015-10-19": unknown, "Groupe parlementaire québécois": open, "Québec debout": unknown},
	} {
		t.Run(on, func(t *testing.T) {
			got := told(facts.Until(today(), day(on)))
			for what, end := range want {
				known, ok := got[what]
				if !ok {
					known = unknown
				}
				if known != end {
					t.Errorf("%s: %q, want %q", what, known, end)
				}
			}
		})
	}
	if diff := cmp.Diff(told(today()), told(facts.Until(today(), day("2026-08-20")))); diff != "" {
		t.Errorf("known today: %s", diff)
	}
}

// What was known on a day does not depend on how much is known now, says
// nothing else about the days before, refers to nothing that is missing, and is
// taken from the facts without touching them.
func TestUntilLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := house(t)
		before := texts(set)
		early := temporal.Day(rapid.IntRange(1, 32).Draw(t, "early"))
		late := early + temporal.Day(rapid.IntRange(0, 10).Draw(t, "later"))
		got := facts.Until(set, early)
		if diff := cmp.Diff(before, texts(set)); diff != "" {
			t.Fatalf("the facts were changed: %s", diff)
		}
		if diff := cmp.Diff(got, facts.Until(facts.Until(set, late), early)); diff != "" {
			t.Fatalf("known on day %d, by way of day %d: %s", early, late, diff)
		}
		for on := temporal.Day(1); on <= early; on++ {
			if diff := cmp.Diff(holders(set, on), holders(got, on)); diff != "" {
				t.Fatalf("day %d as known on day %d: %s", on, early, diff)
			}
		}
		if diff := cmp.Diff(holders(got, early), holders(got, early+99)); diff != "" && !endsToday(set, early) {
			t.Fatalf("something is known to change after day %d: %s", early, diff)
		}
		people := map[models.PersonID]bool{}
		for _, p := range got.People {
			people[p.ID] = true
		}
		for _, a := range got.Affiliations {
			if !people[a.Person] {
				t.Fatalf("%s is affiliated and not there", a.Person)
			}
		}
	})
}

// house draws members who hold one seat after another, with labels that change
// inside and end with the seat.
func house(t *rapid.T) *models.Facts {
	set := register()
	on := temporal.Day(1)
	for i := range rapid.IntRange(0, 5).Draw(t, "members") {
		who := models.PersonID(rapid.SampledFrom([]string{"per_1", "per_2", "per_3"}).Draw(t, "who"))
		from := on + temporal.Day(rapid.IntRange(0, 2).Draw(t, "vacant"))
		changed := from + temporal.Day(rapid.IntRange(1, 4).Draw(t, "label"))
		on = changed + temporal.Day(rapid.IntRange(1, 4).Draw(t, "rest"))
		id := string(rune('a' + i))
		if !people(set)[who] {
			set.Add(models.Person{ID: who, Cited: saidBy("library")})
		}
		set.Add(models.Tenure{ID: models.TenureID(id), Person: who, Riding: "rid_x", Period: temporal.Period{From: from, To: on}, EndCause: models.ByResignation, Cited: saidBy("library")})
		set.Add(models.Affiliation{ID: models.AffiliationID(id + "1"), Person: who, Axis: models.Caucus, Value: models.None, Period: temporal.Period{From: from, To: changed}, Cited: saidBy("hansard")})
		set.Add(models.Affiliation{ID: models.AffiliationID(id + "2"), Person: who, Axis: models.Caucus, Value: models.Of("org_liberal"), Period: temporal.Period{From: changed, To: on}, Cited: saidBy("library")})
	}
	return set
}

func people(set *models.Facts) map[models.PersonID]bool {
	there := map[models.PersonID]bool{}
	for _, p := range set.People {
		there[p.ID] = true
	}
	return there
}

// holders tells who holds what on a day.
func holders(set *models.Facts, on temporal.Day) map[string]string {
	hold := map[string]string{}
	for f := range set.All() {
		if what, p, ok := place(f); ok && p.Contains(on) {
			hold[what] = f.Key()
		}
	}
	return hold
}

// endsToday reports whether a seat is held on a day for the last time, which
// is known on that day.
func endsToday(set *models.Facts, on temporal.Day) bool {
	for _, x := range set.Tenures {
		if x.To == on+1 {
			return true
		}
	}
	return false
}
