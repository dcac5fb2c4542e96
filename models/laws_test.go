package models_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"caucus/models"
	"caucus/models/temporal"
)

// law compares the register with the naive model and says where they differ;
// an empty text if they do not.
type law struct {
	name  string
	agree func(*models.Register, *naive, *rand.Rand) string
}

var laws = []law{
	{"what holds of a person on a day", standingsOfPeople},
	{"the parliament of a day", parliamentsOfDays},
	{"the counts of a House on a day", countsOfDays},
	{"who sits on a day", membersOfDays},
	{"which people pass filters, page by page", peopleQueries},
	{"the changes of a person", changesOfPeople},
	{"which changes pass filters, page by page", changesQueries},
	{"the counts of a House through time", histories},
	{"what lies between two days", comparisons},
	{ridingsByName, ridingsQueries},
	{membersCounted, countsOfOrganizations},
	{parliamentsCounted, recordsOfParliaments},
}

const (
	ridingsByName      = "which ridings pass filters, page by page"
	membersCounted     = "the members of organizations"
	parliamentsCounted = "what is counted of a parliament"
)

func TestTheRegisterAgreesWithCountingDayByDay(t *testing.T) {
	for _, l := range laws {
		t.Run(l.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				f := smallHouses.Draw(t, "facts")
				rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "questions"), 1))
				if where := l.agree(register(t, f), newNaive(f, noMistake), rng); where != "" {
					t.Fatal(where)
				}
			})
		})
	}
}

// TestTheNaiveModelHasTeeth shows that the comparison notices each mistake:
// each must disagree with the register on some House.
func TestTheNaiveModelHasTeeth(t *testing.T) {
	blind := map[mistake][]string{ // laws that a mistake cannot break
		closedEnds:    {"the parliament of a day"},
		swappedAxes:   {"the parliament of a day", "who sits on a day", ridingsByName, parliamentsCounted},
		reportsCount:  {"the parliament of a day", "who sits on a day", ridingsByName},
		windowsIgnore: {"the parliament of a day", "who sits on a day", "which people pass filters, page by page", ridingsByName, membersCounted, parliamentsCounted},
		gapsAreNone:   {"the parliament of a day", "who sits on a day", ridingsByName},
	}
	for _, wrong := range mistakes {
		for _, l := range laws {
			if slices.Contains(blind[wrong], l.name) {
				continue
			}
			t.Run(string(wrong)+"/"+l.name, func(t *testing.T) {
				for seed := range 60 {
					f := smallHouses.Example(seed)
					if l.agree(register(t, f), newNaive(f, wrong), rand.New(rand.NewPCG(uint64(seed), 1))) != "" {
						return
					}
				}
				t.Error("nobody noticed")
			})
		}
	}
}

func register(t interface{ Fatal(...any) }, f *models.Facts) *models.Register {
	r, err := models.NewRegister(smallRevisions, f)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// sayStanding writes a standing on one line.
func sayStanding(s models.Standing) string {
	var b strings.Builder
	seat := models.TenureID("no seat")
	if s.Tenure != nil {
		seat = s.Tenure.ID
	}
	fmt.Fprint(&b, s.On, " ", seat, " ", said(s.Designation), " ", said(s.Caucus), " ", said(s.Party), " ", s.State)
	for _, u := range s.Uncertain {
		fmt.Fprint(&b, ", perhaps ", u.Axis, " ", said(u.Other), " ", u.Window)
	}
	return b.String()
}

func standingsOfPeople(r *models.Register, n *naive, _ *rand.Rand) string {
	for _, p := range n.people {
		for on := dawn; on <= nightfall; on++ {
			got, want := r.Standing(p.ID, on), n.standing(p.ID, on)
			if sayStanding(got) != sayStanding(want) {
				return fmt.Sprintf("%s:\n got %s\nwant %s", p.ID, sayStanding(got), sayStanding(want))
			}
			if got.Tenure != nil {
				if diff := cmp.Diff(want.Tenure, got.Tenure); diff != "" {
					return diff
				}
			}
		}
	}
	return ""
}

func parliamentsOfDays(r *models.Register, n *naive, _ *rand.Rand) string {
	for on := dawn; on <= nightfall; on++ {
		got, status := r.ParliamentOn(smallHouse, on)
		want, wantStatus := n.parliament(on)
		if status != wantStatus || !cmp.Equal(got, want) {
			return fmt.Sprintf("%s: got %v %s, want %v %s", on, got, status, want, wantStatus)
		}
	}
	return ""
}

func countsOfDays(r *models.Register, n *naive, _ *rand.Rand) string {
	for _, axis := range models.Axes {
		for on := dawn; on <= nightfall; on++ {
			got, want := r.Standings(smallHouse, axis, on), n.standings(axis, on)
			if len(got.Unbalanced) > 0 && (got.Balanced || !got.Promised) {
				return fmt.Sprintf("%s: everything adds up or nothing is promised, but %v are named", on, got.Unbalanced)
			}
			got.Unbalanced = want.Unbalanced
			if diff := cmp.Diff(want, got); diff != "" {
				return fmt.Sprintf("%s on %s: (-want +got)\n%s", axis, on, diff)
			}
		}
	}
	return ""
}

func membersOfDays(r *models.Register, n *naive, _ *rand.Rand) string {
	for on := dawn; on <= nightfall; on++ {
		if got, want := r.Members(smallHouse, on), n.members(on); !slices.Equal(got, want) {
			return fmt.Sprintf("%s: got %v, want %v", on, got, want)
		}
	}
	return ""
}

func peopleQueries(r *models.Register, n *naive, rng *rand.Rand) string {
	for filters := range 1 << 9 {
		q := drawPeopleQuery(rng, filters, n)
		want := n.find(q)
		got := r.People(q)
		if !slices.Equal(got.People, want) || got.Next != "" {
			return fmt.Sprintf("filters %09b, %+v:\n got %v, next %q\nwant %v", filters, q, got.People, got.Next, want)
		}
		for q.Limit = 1; q.Limit <= len(want)+1; q.Limit++ {
			if paged := peoplePaged(r, q); !slices.EqualFunc(paged, pages(want, q.Limit), slices.Equal) {
				return fmt.Sprintf("filters %09b, pages of %d: got %v, want %v", filters, q.Limit, paged, want)
			}
		}
	}
	return ""
}

// pages cuts a list; an empty one is one empty page.
func pages[T any](list []T, size int) [][]T {
	if len(list) == 0 {
		return [][]T{{}}
	}
	return slices.Collect(slices.Chunk(list, size))
}

func peoplePaged(r *models.Register, q models.PeopleQuery) (out [][]models.PersonID) {
	for range 50 {
		a := r.People(q)
		out = append(out, a.People)
		if a.Next == "" {
			break
		}
		q.After = a.Next
	}
	return out
}

func one[T any](rng *rand.Rand, list ...T) T { return list[rng.IntN(len(list))] }

func drawPeopleQuery(rng *rand.Rand, filters int, n *naive) models.PeopleQuery {
	on := func(bit int) bool { return filters>>bit&1 == 1 }
	q := models.PeopleQuery{House: smallHouse, On: dawn.Add(rng.IntN(int(nightfall - dawn)))}
	value := func() *models.Value { v := one(rng, smallValues...); return &v }
	if on(0) {
		sitting := rng.IntN(2) == 0
		q.Sitting = &sitting
	}
	if on(1) {
		q.Designation = value()
	}
	if on(2) {
		q.Caucus = value()
	}
	if on(3) {
		q.Party = value()
	}
	if on(4) {
		q.Riding = one(rng, smallRidings...)
	}
	if on(5) {
		q.Province = one(rng, "ON", "QC", "NT")
	}
	if on(6) {
		q.Parliament = 6 + rng.IntN(5)
	}
	if on(7) {
		q.State = one(rng, models.Confirmed, models.Provisional, models.Reported)
	}
	if on(8) {
		q.Text = one(rng, "an", "ANN berg", "bo roy", "roy bo", "nobody", "bergeron", "b b")
	}
	return q
}

func changesOfPeople(r *models.Register, n *naive, _ *rand.Rand) string {
	all := n.allChanges()
	for _, p := range n.people {
		var got, want []string
		for _, c := range r.ChangesOf(p.ID) {
			got = append(got, toldAs(c).String())
		}
		for _, c := range all {
			if c.person == p.ID && c.kind.OfAffiliation() {
				want = append(want, c.String())
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			return fmt.Sprintf("%s (-want +got):\n%s", p.ID, diff)
		}
	}
	return ""
}

func changesQueries(r *models.Register, n *naive, rng *rand.Rand) string {
	all := n.allChanges()
	for range 120 {
		filters := rng.IntN(1<<10) & rng.IntN(1<<10) // mostly few filters at once
		q := drawChangesQuery(rng, filters, n)
		want := []string{}
		for _, c := range all {
			if c.passes(q) {
				want = append(want, c.String())
			}
		}
		q.Limit = one(rng, 0, 1, 2, 3, 5, max(1, len(want)-1), max(1, len(want)), len(want)+1)
		got, ids := changesPaged(r, q)
		wantPages := pages(want, max(1, len(want)))
		if q.Limit > 0 {
			wantPages = pages(want, q.Limit)
		}
		if diff := cmp.Diff(wantPages, got); diff != "" {
			return fmt.Sprintf("filters %010b %+v (-want +got):\n%s", filters, q, diff)
		}
		if slices.Sort(ids); len(slices.Compact(ids)) != len(want) {
			return fmt.Sprintf("%d changes share ids: %v", len(want), ids)
		}
	}
	return ""
}

func changesPaged(r *models.Register, q models.ChangesQuery) (out [][]string, ids []string) {
	for range 500 {
		a := r.Changes(q)
		page := []string{}
		for _, c := range a.Changes {
			page, ids = append(page, toldAs(c).String()), append(ids, c.ID)
		}
		out = append(out, page)
		if a.Next == (models.ChangeKey{}) {
			break
		}
		q.After = a.Next
	}
	return out, ids
}

func drawChangesQuery(rng *rand.Rand, filters int, n *naive) models.ChangesQuery {
	on := func(bit int) bool { return filters>>bit&1 == 1 }
	q := models.ChangesQuery{House: smallHouse}
	value := func() *models.Value { v := one(rng, smallValues...); return &v }
	if on(0) {
		q.Period.From = dawn.Add(rng.IntN(100))
	}
	if on(1) {
		q.Period.To = max(q.Period.From, dawn) + 1 + temporal.Day(rng.IntN(60))
	}
	if on(2) || rng.IntN(2) == 0 {
		for range 1 + rng.IntN(5) {
			q.Kinds = append(q.Kinds, one(rng, models.ChangeKinds[:]...))
		}
	}
	if on(3) {
		q.Cause = one(rng, models.CauseResigned, models.CauseExpelled, models.CauseUnknown)
	}
	if on(4) {
		q.Person = one(rng, n.people...).ID
	}
	if on(5) {
		q.Caucus = value()
	}
	if on(6) {
		q.FromCaucus = value()
	}
	if on(7) {
		q.ToCaucus = value()
	}
	if on(8) {
		q.Parliament = 6 + rng.IntN(5)
	}
	if on(9) {
		q.State = one(rng, models.Confirmed, models.Provisional)
		q.KnownSince = temporal.Instant(rng.IntN(4) * 900)
	}
	return q
}
