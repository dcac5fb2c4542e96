package models_test

import (
	"testing"

	"caucus/models"
	"caucus/models/temporal"
)

// The four things that can hold on an axis.
const (
	none  = "none"
	a     = "A"
	b     = "B"
	quest = "unknown"
)

var fourValues = map[string]models.Value{
	none: models.None, a: models.Of("org_a"), b: models.Of("org_b"), quest: models.UnknownValue,
}

// step is what happens on one axis, in words.
type step struct{ from, to string }

// moves tells of each step whether anything happened at all. Steps that are
// not listed touch unknown, which is a gap, or lead from a value to itself.
var caucusSteps = map[step]models.ChangeKind{
	{a, b}:    models.CrossedFloor,
	{b, a}:    models.CrossedFloor,
	{a, none}: models.LeftCaucus,
	{b, none}: models.LeftCaucus,
	{none, a}: models.JoinedCaucus,
	{none, b}: models.JoinedCaucus,
}

// wantedKind reads the rules: the caucus tells before the label does, the label
// before the party; what a succession explains is nobody's change.
func wantedKind(caucus, label, party step, becomes step) models.ChangeKind {
	if becomes != (step{}) {
		for _, s := range []*step{&caucus, &label, &party} {
			if *s == becomes {
				*s = step{}
			}
		}
	}
	if kind, ok := caucusSteps[caucus]; ok {
		return kind
	}
	if _, ok := caucusSteps[label]; ok {
		return models.Redesignated
	}
	if _, ok := caucusSteps[party]; ok {
		return models.ChangedParty
	}
	return ""
}

func allSteps() []step {
	var out []step
	for _, from := range []string{none, a, b, quest} {
		for _, to := range []string{none, a, b, quest} {
			out = append(out, step{from, to})
		}
	}
	return out
}

// TestClassifyEveryCombination goes through every pair of standings of somebody
// who keeps a seat: four values on three axes, before and after, without a
// succession and with one.
func TestClassifyEveryCombination(t *testing.T) {
	seat := &models.Tenure{ID: "ten_seat"}
	const today = temporal.Day(700000)
	standing := func(on temporal.Day, caucus, label, party string) models.Standing {
		return models.Standing{On: on, Tenure: seat, Caucus: fourValues[caucus], Designation: fourValues[label], Party: fourValues[party]}
	}
	rows := 0
	for _, becomes := range []step{{}, {a, b}, {b, a}} {
		became := func(from, to models.OrganizationID, on temporal.Day) bool {
			return on == today && from == fourValues[becomes.from].Organization && to == fourValues[becomes.to].Organization
		}
		for _, caucus := range allSteps() {
			for _, label := range allSteps() {
				for _, party := range allSteps() {
					before, after := standing(today-1, caucus.from, label.from, party.from), standing(today, caucus.to, label.to, party.to)
					got, ok := models.Classify(before, after, became)
					if want := wantedKind(caucus, label, party, becomes); got != want || ok != (want != "") {
						t.Errorf("caucus %v, label %v, party %v, succession %v: got %q %t, want %q", caucus, label, party, becomes, got, ok, want)
					}
					rows++
				}
			}
		}
	}
	if rows != 3*16*16*16 {
		t.Errorf("looked at %d rows", rows)
	}
}

// TestTheZeroValueIsUnknown: a step from or to what was never said is a gap.
func TestTheZeroValueIsUnknown(t *testing.T) {
	seat := &models.Tenure{ID: "ten_seat"}
	silent := models.Standing{Tenure: seat}
	for name, v := range fourValues {
		told := models.Standing{Tenure: seat, Caucus: v, Designation: v, Party: v}
		for _, pair := range [][2]models.Standing{{silent, told}, {told, silent}} {
			if kind, ok := models.Classify(pair[0], pair[1], nobodyBecame); ok {
				t.Errorf("%s: %s", name, kind)
			}
		}
	}
}

func nobodyBecame(models.OrganizationID, models.OrganizationID, temporal.Day) bool { return false }

func TestSeatsTakenGivenUpAndChanged(t *testing.T) {
	one, other := &models.Tenure{ID: "ten_one"}, &models.Tenure{ID: "ten_other"}
	again := &models.Tenure{ID: "ten_one"}
	liberal, green := models.Of("org_liberal"), models.Of("org_green")
	for _, c := range []struct {
		name          string
		before, after models.Standing
		want          models.ChangeKind
	}{
		{"nobody's seat", models.Standing{Caucus: liberal}, models.Standing{Caucus: green}, ""},
		{"the party of somebody without a seat", models.Standing{Party: liberal}, models.Standing{Party: green}, ""},
		{"a by-election", models.Standing{}, models.Standing{Tenure: one, Caucus: liberal}, models.Seated},
		{"a resignation", models.Standing{Tenure: one, Caucus: liberal}, models.Standing{}, models.Unseated},
		{"another seat under another label", models.Standing{Tenure: one, Caucus: liberal}, models.Standing{Tenure: other, Caucus: green}, ""},
		{"the same seat", models.Standing{Tenure: one, Caucus: liberal}, models.Standing{Tenure: again, Caucus: green}, models.CrossedFloor},
	} {
		got, ok := models.Classify(c.before, c.after, nobodyBecame)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s: got %q %t, want %q", c.name, got, ok, c.want)
		}
	}
}

func TestKindsAndTheirAxes(t *testing.T) {
	axes := map[models.ChangeKind]models.Axis{
		models.CrossedFloor: models.Caucus, models.LeftCaucus: models.Caucus, models.JoinedCaucus: models.Caucus,
		models.Redesignated: models.Designation, models.ChangedParty: models.Party,
	}
	for _, k := range models.ChangeKinds {
		if k.Axis() != axes[k] || k.OfAffiliation() != (axes[k] != "") {
			t.Errorf("%s: axis %q, of affiliation %t", k, k.Axis(), k.OfAffiliation())
		}
	}
}
