package models_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
)

func TestWhoANewcomerIs(t *testing.T) {
	carr := models.PersonName{Full: "Ben Carr", Given: "Ben", Family: "Carr"}
	house, library := models.Identifier{Scheme: "ourcommons", Value: "112210"}, models.Identifier{Scheme: "parlinfo", Value: "20304"}
	other := models.Identifier{Scheme: "ourcommons", Value: "110800"}
	one := models.NewIdentity(carr, []models.Identifier{house})
	for _, c := range []struct {
		story         string
		of            models.Identity
		agrees, named bool
	}{
		{"the same", models.NewIdentity(carr, []models.Identifier{house}), true, true},
		{"no number this time", models.NewIdentity(carr, nil), true, true},
		{"a number besides", models.NewIdentity(carr, []models.Identifier{house, library}), true, true},
		{"the number of somebody else alone", models.NewIdentity(carr, []models.Identifier{library}), true, true},
		{"another number of the House", models.NewIdentity(carr, []models.Identifier{other, library}), false, true},
		{"in capitals", models.NewIdentity(models.PersonName{Full: "Ben CARR", Given: "Ben", Family: "CARR"}, []models.Identifier{house}), false, false},
		{"divided elsewhere", models.NewIdentity(models.PersonName{Full: "Ben Carr", Family: "Ben Carr"}, []models.Identifier{house}), false, false},
		{"white space", models.NewIdentity(models.PersonName{Full: " Ben\tCarr\n", Given: "Ben ", Family: "Carr"}, []models.Identifier{house}), true, true},
		{"nobody", "", false, false},
	} {
		if c.of.Agrees(one) != c.agrees || one.Agrees(c.of) != c.agrees || c.of.Named(one) != c.named {
			t.Errorf("%s: %q and %q", c.story, c.of, one)
		}
	}
	if models.Identity("").Agrees("") || len(models.Identity("").Identifiers()) != 0 {
		t.Error("nobody agrees with nobody")
	}
	if diff := cmp.Diff([]models.Identifier{house, library}, models.NewIdentity(carr, []models.Identifier{house, library}).Identifiers()); diff != "" {
		t.Error(diff)
	}
}
