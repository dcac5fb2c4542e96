package models_test

import (
	"errors"
	"strings"
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

// spoiled is a fact that no register can hold, and what its fault must say.
type spoiled struct {
	name  string
	spoil func(*models.Facts) models.Fact // returns the fact that is wrong
	want  string
}

// member adds a copy of the first tenure or affiliation under another day, so
// that each fault is of a fact of its own.
func badTenure(edit func(*models.Tenure)) func(*models.Facts) models.Fact {
	return func(f *models.Facts) models.Fact {
		t := f.Tenures[0]
		t.ID = models.NewTenureID(t.Person, t.Riding, "bad "+string(rune('a'+len(f.Tenures))))
		edit(&t)
		f.Add(t)
		return t
	}
}

func badAffiliation(edit func(*models.Affiliation)) func(*models.Facts) models.Fact {
	return func(f *models.Facts) models.Fact {
		a := f.Affiliations[0]
		a.ID = models.NewAffiliationID(a.Person, a.Axis, "bad "+string(rune('a'+len(f.Affiliations))))
		edit(&a)
		f.Add(a)
		return a
	}
}

func badSnapshot(edit func(*models.Snapshot)) func(*models.Facts) models.Fact {
	return func(f *models.Facts) models.Fact {
		s := f.Snapshots[0]
		s.ID = models.NewSnapshotID("parlinfo", "bad "+string(rune('a'+len(f.Snapshots))), s.SHA256)
		edit(&s)
		f.Add(s)
		return s
	}
}

func added(x models.Fact) func(*models.Facts) models.Fact {
	return func(f *models.Facts) models.Fact { f.Add(x); return x }
}

func spoiledFacts(cited models.Cited) []spoiled {
	from := Day("2022-01-01")
	elsewhere := models.Cited{State: models.Confirmed, Citations: []models.Citation{{Snapshot: "snp_000000000000"}}}
	return []spoiled{
		{"a snapshot of nobody's feed", badSnapshot(func(s *models.Snapshot) { s.Source = "rumour" }), `source "rumour" is not known`},
		{"a snapshot with too short a digest", badSnapshot(func(s *models.Snapshot) { s.SHA256 = "abcd" }), "is not 64 hexadecimal digits"},
		{"a snapshot with too long a digest", badSnapshot(func(s *models.Snapshot) { s.SHA256 = strings.Repeat("ab", 33) }), "is not 64 hexadecimal digits"},
		{"a snapshot with a digest of other letters", badSnapshot(func(s *models.Snapshot) { s.SHA256 = strings.Repeat("zz", 32) }), "is not 64 hexadecimal digits"},
		{"a snapshot with another kind of id", badSnapshot(func(s *models.Snapshot) { s.ID = "aff_000000000000" }), "is not snp_ and 12 characters"},
		{"a tenure of nobody", badTenure(func(x *models.Tenure) { x.Person = "per_nobody" }), `person "per_nobody" is not known`},
		{"a tenure for no riding", badTenure(func(x *models.Tenure) { x.Riding = "rid_nowhere" }), `riding "rid_nowhere" is not known`},
		{"a tenure in no House", badTenure(func(x *models.Tenure) { x.House = "lords" }), `of "lords" is not known`},
		{"a tenure in no parliament", badTenure(func(x *models.Tenure) { x.Parliament = 99 }), "parliament 99"},
		{"a tenure that begins in no way", badTenure(func(x *models.Tenure) { x.StartCause = "lottery" }), `"lottery" is not one of`},
		{"a tenure that ends in no way", badTenure(func(x *models.Tenure) { x.EndCause = "vanished" }), `"vanished" is not one of`},
		{"a tenure elected for no party", badTenure(func(x *models.Tenure) { x.ElectedAs = models.Of("org_gone") }), `organization "org_gone"`},
		{"a tenure of no day", badTenure(func(x *models.Tenure) { x.Period = temporal.Period{From: from, To: from} }), "holds on no day"},
		{"a tenure that ends before it begins", badTenure(func(x *models.Tenure) { x.Period = temporal.Period{From: from, To: from - 9} }), "holds on no day"},
		{"a tenure without a start", badTenure(func(x *models.Tenure) { x.Period = temporal.Period{To: from} }), "holds on no day"},
		{"a tenure without a citation", badTenure(func(x *models.Tenure) { x.Citations = nil }), "there is no citation"},
		{"a tenure that cites nothing known", badTenure(func(x *models.Tenure) { x.Cited = elsewhere }), `snapshot "snp_000000000000" is not known`},
		{"a tenure with an id of other letters", badTenure(func(x *models.Tenure) { x.ID = "ten_ILOUilou0000" }), "has a character that ids do not have"},
		{"a place that is no place", badTenure(func(x *models.Tenure) { x.Place = 257 }), "place 257"},
		{"an affiliation of nobody", badAffiliation(func(x *models.Affiliation) { x.Person = "per_nobody" }), "per_nobody is not known"},
		{"an affiliation on no axis", badAffiliation(func(x *models.Affiliation) { x.Axis = "faction" }), `"faction" is not one of`},
		{"an affiliation of no status", badAffiliation(func(x *models.Affiliation) { x.Value.Status = "maybe" }), `status "maybe" is not organization, none or unknown`},
		{"an affiliation with no organization", badAffiliation(func(x *models.Affiliation) { x.Value = models.Of("org_gone") }), `organization "org_gone"`},
		{"an affiliation of no day", badAffiliation(func(x *models.Affiliation) { x.To = x.From }), "holds on no day"},
		{"an affiliation without a start", badAffiliation(func(x *models.Affiliation) { x.From = 0 }), "holds on no day"},
		{"an affiliation without a citation", badAffiliation(func(x *models.Affiliation) { x.Citations = nil }), "there is no citation"},
		{"an affiliation that cites nothing known", badAffiliation(func(x *models.Affiliation) { x.Cited = elsewhere }), "is not known"},
		{"an affiliation with a short id", badAffiliation(func(x *models.Affiliation) { x.ID = "aff_1" }), "is not aff_ and 12 characters"},
		{"something reported with no organization", badAffiliation(func(x *models.Affiliation) { x.State, x.Value = models.Reported, models.Of("org_gone") }), `organization "org_gone"`},
		{"something reported without a citation", badAffiliation(func(x *models.Affiliation) { x.State, x.Citations = models.Reported, nil }), "there is no citation"},
		{"an event of nobody", added(models.Event{ID: "evt_a", Person: "per_nobody", On: from, Cited: cited}), "per_nobody is not known"},
		{"an event that leads through no organization", func(f *models.Facts) models.Fact {
			e := models.Event{ID: "evt_b", Person: f.People[0].ID, On: from, Between: []models.Value{models.Of("org_gone")}, Cited: cited}
			f.Add(e)
			return e
		}, `organization "org_gone"`},
		{"a parliament of no House", added(models.Parliament{House: "lords", Number: 1, Election: from, Cited: cited}), `house "lords" is not known`},
		{"seats of no House", added(models.Seats{House: "lords", From: from, Seats: 1, Cited: cited}), `house "lords" is not known`},
		{"an organization of no House", added(models.Organization{ID: "org_peers", House: "lords", Cited: cited}), `house "lords" is not known`},
		{"a riding of no House", added(models.Riding{ID: "rid_peers", House: "lords", Cited: cited}), `house "lords" is not known`},
		{"a merger into nothing", added(models.Succession{House: Commons, Type: models.Merger, On: from, From: NDP, To: "org_gone", Cited: cited}), `organization "org_gone"`},
		{"a merger of nothing", added(models.Succession{House: Commons, Type: models.Merger, On: from, From: "org_gone", To: NDP, Cited: cited}), `organization "org_gone"`},
		{"a person without a citation", added(models.Person{ID: "per_uncited"}), "there is no citation"},
		{"a person who cites nothing known", added(models.Person{ID: "per_elsewhere", Cited: elsewhere}), `snapshot "snp_000000000000" is not known`},
		{"a House without a citation", added(models.House{ID: "senate"}), "there is no citation"},
	}
}

func oneMember() *House {
	h := New()
	h.Person("Han Dong", "ourcommons:105091").Sits("Don Valley North", "2021-09-20", "2025-03-24").Label(Liberal, "2021-09-20", "2025-03-24")
	return h
}

// names reports whether the error is one of invalid facts with a fault for this
// one that says so.
func names(err error, f models.Fact, want string) bool {
	var invalid *models.InvalidError
	if !errors.As(err, &invalid) {
		return false
	}
	for _, fault := range invalid.Faults {
		if fault.Field == string(f.Kind()) && fault.Value == f.Key() && strings.Contains(fault.Want, want) {
			return true
		}
	}
	return false
}

func TestEveryFactThatNoRegisterCanHoldIsNamed(t *testing.T) {
	for _, c := range spoiledFacts(New().Cited()) {
		t.Run(c.name, func(t *testing.T) {
			h := oneMember()
			bad := c.spoil(&h.Facts)
			_, err := models.NewRegister(nil, &h.Facts)
			if !names(err, bad, c.want) {
				t.Errorf("%s %s: want %q, got %v", bad.Kind(), bad.Key(), c.want, err)
			}
		})
	}
}

func TestAllOfThemAreNamedAtOnce(t *testing.T) {
	h := oneMember()
	all := spoiledFacts(h.Cited())
	var bad []models.Fact
	for _, c := range all {
		bad = append(bad, c.spoil(&h.Facts))
	}
	_, err := models.NewRegister(nil, &h.Facts)
	for i, c := range all {
		if !names(err, bad[i], c.want) {
			t.Errorf("%s: %s %s is not named", c.name, bad[i].Kind(), bad[i].Key())
		}
	}
}

func TestAnEmptyRegisterAnswers(t *testing.T) {
	r, err := models.NewRegister(nil, &models.Facts{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Head() != (models.Revision{}) || r.First() != (models.Revision{}) || r.RecordedAt(1) != 0 || r.SpeaksUntil() != 0 {
		t.Error("nothing has been recorded")
	}
	on := Day("2023-03-22")
	if s := r.Standings(Commons, models.Caucus, on); s.Status != models.HouseNotYet || s.Rows == nil {
		t.Errorf("%+v", s)
	}
	if got := r.People(models.PeopleQuery{House: Commons, On: on}); len(got.People) != 0 || got.People == nil {
		t.Errorf("%+v", got)
	}
	if got := r.Changes(models.ChangesQuery{House: Commons}); len(got.Changes) != 0 || got.Changes == nil {
		t.Errorf("%+v", got)
	}
	if len(r.Members(Commons, on))+len(r.Houses())+len(r.ChangesOf("per_nobody"))+len(r.Tenures("per_nobody"))+len(r.Timeline("per_nobody", models.Party)) != 0 {
		t.Error("nobody sits")
	}
}

func TestWhatIsReportedIsNoPartOfTheRecord(t *testing.T) {
	h := oneMember()
	first := h.Facts.People[0].ID
	seen := h.Facts.Affiliations[0]
	seen.ID, seen.State, seen.Value = models.NewAffiliationID(first, seen.Axis, "seen once"), models.Reported, models.Of(NDP)
	h.Facts.Add(seen)
	r := h.Register(t)
	if got := r.Reported(first); len(got) != 1 || got[0].ID != seen.ID {
		t.Errorf("beside the record: %+v", got)
	}
	if got := r.Standing(first, Day("2022-01-01")).Designation; got != models.Of(Liberal) {
		t.Errorf("the record says %v", got)
	}
	if got := r.Reported("per_nobody"); len(got) != 0 {
		t.Errorf("of nobody was reported %+v", got)
	}
}

func TestFindPerson(t *testing.T) {
	h := New()
	m := h.Person("Han Dong", "ourcommons:105091", "parlinfo:20103", "wikidata:Q72479467", "openparliament:han-dong")
	h.Person("Somebody Else", "ourcommons:105092", "openparliament:a:b")
	r := h.Register(t)
	for _, ref := range []string{string(m.ID), "ourcommons:105091", "parlinfo:20103", "wikidata:Q72479467", "openparliament:han-dong"} {
		if got, err := r.FindPerson(ref); err != nil || got != m.ID {
			t.Errorf("%q is %q, %v", ref, got, err)
		}
	}
	if got, err := r.FindPerson("openparliament:a:b"); err != nil || got == m.ID {
		t.Errorf("a colon inside a value: %q, %v", got, err)
	}
	for _, ref := range []string{
		"", "per_", "per_000000000000", "Han Dong", "105091", "ourcommons:", "ourcommons:1050", "ourcommons:1050910", "ourcommons:105091 ",
		"wikidata:q72479467", "parlinfo:105091", "parlinfo:\xff", "\xff\xfe",
	} {
		if got, err := r.FindPerson(ref); !errors.Is(err, models.ErrNotFound) || got != "" {
			t.Errorf("%q is %q, %v; want not found", ref, got, err)
		}
	}
	for _, ref := range []string{":", ":105091", "twitter:handong", "OurCommons:105091", " ourcommons:105091", "\xff:1", "per_:x"} {
		got, err := r.FindPerson(ref)
		var invalid *models.InvalidError
		if !errors.As(err, &invalid) || got != "" {
			t.Errorf("%q is %q, %v; want invalid", ref, got, err)
			continue
		}
		for _, scheme := range models.Schemes {
			if f := invalid.Faults[0]; f.Value != ref || !strings.Contains(f.Want, scheme) {
				t.Errorf("%q: the fault does not say what would be right: %+v", ref, f)
			}
		}
	}
}
