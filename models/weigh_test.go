package models_test

import (
	"testing"

	"pgregory.net/rapid"

	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

const today = "2026-11-22"

// at is noon of a day in Ottawa.
func at(t testing.TB, day string) temporal.Instant {
	t.Helper()
	i, err := temporal.ParseInstant(day + "T17:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// claimed is a claim that was served twice: first on one day, then a day later.
func claimed(t testing.TB, p models.PersonID, about models.Matter, v models.Value, from, to, first string) models.Claim {
	seen := at(t, first)
	return models.Claim{
		Source: "ourcommons", Person: p, About: about, Value: v, Period: temporal.Period{From: Day(from), To: Day(to)},
		FirstSeen: seen, SecondSeen: seen + 86400e6, LastSeen: at(t, today),
	}
}

// weighed is a House in which Simon left the Bloc on a day that nobody knows,
// and Anna's seat ended.
func weighed() (h *House, simon, anna *Member) {
	h = New()
	simon = h.Person("Simon Tremblay", "ourcommons:1").Sits("Here", "2025-04-28", "").
		Label(Bloc, "2025-04-28", "2026-08-02").Label(Independent, "2026-08-02", "").Seen("2026-08-02", "2026-02-19")
	anna = h.Person("Anna Roy", "ourcommons:2").Sits("There", "2025-04-28", "2026-06-02").Label(NDP, "2025-04-28", "2026-06-02")
	return h, simon, anna
}

func TestWhatBecameOfAClaim(t *testing.T) {
	h, simon, anna := weighed()
	here, there := h.Riding("Here"), h.Riding("There")
	independent, bloc, ndp := models.Of(Independent), models.Of(Bloc), models.Of(NDP)
	seat := func(p models.PersonID, riding models.RidingID, from, to, first string) models.Claim {
		c := claimed(t, p, models.AboutSeat, models.UnknownValue, from, to, first)
		c.Riding = riding
		return c
	}
	label := func(v models.Value, from, to, first string) models.Claim {
		return claimed(t, simon.ID, models.AboutDesignation, v, from, to, first)
	}
	once, gone, turned := label(models.Of(Liberal), "", "", today), label(bloc, "", "", "2025-05-01"), label(models.Of(Green), "", "", today)
	once.SecondSeen, gone.Gone = 0, at(t, "2026-08-02")
	rejection := models.Rejection{ID: models.NewRejectionID(turned.Said()), Source: "ourcommons", Person: simon.ID, About: models.AboutDesignation, Value: turned.Value, Cited: h.Cited()}
	h.Facts.Add(rejection)
	newcomer := claimed(t, "per_000000000000", models.AboutDesignation, ndp, "", "", today)
	r := h.Register(t)
	for _, c := range []struct {
		name  string
		claim models.Claim
		state models.ClaimState
		why   string
	}{
		{"the label that is held", label(independent, "", "", "2026-08-02"), "believed", "The register holds the same, and that is confirmed."},
		{"the label that was held when it was first seen", label(bloc, "", "", "2025-05-01"), "behind", "The register held this too; now it holds Independent since 2 August 2026, which this source does not say yet."},
		{"the label that was held before it was first seen", label(bloc, "", "", "2026-09-01"), "contradicts", "The register holds Independent since 2 August 2026, and this source does not prevail over what that rests on."},
		{"another label, seen twice", label(models.Of(Liberal), "", "", today), "contradicts", "The register holds Independent since 2 August 2026, and this source does not prevail over what that rests on."},
		{"another label, seen once", once, "waiting", "It was seen once: it counts when it is served again at least an hour later, or when another source says the same."},
		{"a label that was rejected", turned, "rejected", "It was decided that this is not to be believed for as long as the source goes on saying so."},
		{"a label no longer given", gone, "gone", "The source no longer says so."},
		{"the same first day", label(independent, "2026-08-02", "", today), "believed", "The register holds the same, and that is confirmed."},
		{"another first day", label(independent, "2026-03-01", "", today), "contradicts", "The register holds Independent since 2 August 2026, and this source does not prevail over what that rests on."},
		{"a spell that ended", label(bloc, "2025-04-28", "2026-08-02", today), "believed", "The register holds the same, and that is confirmed."},
		{"a spell that ended, told as if it lasted", label(bloc, "2025-04-28", "", today), "behind", "The register held this too; now it holds Bloc Québécois from 28 April 2025 to 1 August 2026, which this source does not say yet."},
		{"a spell that ended on another day", label(bloc, "2025-04-28", "2026-07-01", today), "contradicts", "The register holds Bloc Québécois from 28 April 2025 to 1 August 2026, and this source does not prevail over what that rests on."},
		{"no caucus", claimed(t, simon.ID, models.AboutCaucus, models.None, "", "", today), "believed", "The register holds the same, and that is confirmed."},
		{"a caucus against none", claimed(t, simon.ID, models.AboutCaucus, bloc, "", "", today), "contradicts", "The register holds none since 2 August 2026, and this source does not prevail over what that rests on."},
		{"a party where none is known", claimed(t, simon.ID, models.AboutParty, models.Of(Green), "", "", today), "waiting", "The register holds nothing there yet."},
		{"the label of somebody who no longer sits", claimed(t, anna.ID, models.AboutDesignation, ndp, "", "", "2025-05-01"), "believed", "The register holds the same, and that is confirmed."},
		{"the label of a newcomer", newcomer, "waiting", "The register does not know this person yet."},
		{"the seat that is held", seat(simon.ID, here, "2025-04-28", "", today), "believed", "The register holds the same, and that is confirmed."},
		{"the seat that is held, without its first day", seat(simon.ID, here, "", "", today), "believed", "The register holds the same, and that is confirmed."},
		{"another first day of the seat", seat(simon.ID, here, "2025-05-28", "", today), "contradicts", "The register holds the seat for Here since 28 April 2025, and this source does not prevail over what that rests on."},
		{"another seat", seat(simon.ID, there, "2025-04-28", "", today), "contradicts", "The register holds the seat for Here since 28 April 2025, and this source does not prevail over what that rests on."},
		{"an end of the seat that nobody else gives", seat(simon.ID, here, "2025-04-28", "2026-09-01", today), "contradicts", "The register holds the seat for Here since 28 April 2025, and this source does not prevail over what that rests on."},
		{"the end of the seat", seat(anna.ID, there, "2025-04-28", "2026-06-02", today), "believed", "The register holds the same, and that is confirmed."},
		{"a seat that ended, still listed", seat(anna.ID, there, "2025-04-28", "", today), "behind", "The register held this too; now it holds the seat for There from 28 April 2025 to 1 June 2026, which this source does not say yet."},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := r.Weigh(&c.claim, Commons, Day(today))
			if w.State != c.state || w.Why != c.why {
				t.Errorf("%s: %s\nwant %s: %s", w.State, w.Why, c.state, c.why)
			}
			if held := w.Span != nil || w.Tenure != nil; held != (c.claim.Person != newcomer.Person) {
				t.Errorf("something is held: %v", held)
			}
		})
	}
}

// TestWhatIsHeldIsBelieved: whatever the register holds, a source that says
// exactly that is believed, and one that says it of another first day is not.
func TestWhatIsHeldIsBelieved(t *testing.T) {
	h, simon, anna := weighed()
	r := h.Register(t)
	rapid.Check(t, func(rt *rapid.T) {
		id := rapid.SampledFrom([]models.PersonID{simon.ID, anna.ID}).Draw(rt, "person")
		axis := rapid.SampledFrom(models.Axes[:]).Draw(rt, "axis")
		line := r.Timeline(id, axis)
		s := rapid.SampledFrom(line).Draw(rt, "spell")
		c := claimed(t, id, models.Matter(axis), s.Value, "", "", rapid.SampledFrom([]string{"2024-01-01", "2026-01-01", today}).Draw(rt, "first seen"))
		c.Period = s.Period
		if w := r.Weigh(&c, Commons, Day(today)); w.State != models.ClaimBelieved || w.Span.ID != s.ID {
			rt.Errorf("%+v is %s beside %+v", c.Said(), w.State, w.Span)
		}
		c.Period.From++
		if w := r.Weigh(&c, Commons, Day(today)); w.State == models.ClaimBelieved {
			rt.Errorf("%+v is believed", c.Said())
		}
	})
}
