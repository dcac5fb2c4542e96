package tables

import (
	"bytes"
	"os"
	"testing"

	"caucus/models"
	"caucus/models/facts"
)

const seed = "../../../migrations/seed"

// The reviewed lists are kept by hand: they must stay in the form and the
// order in which they would be written.
func TestReviewedListsAreCanonical(t *testing.T) {
	for _, k := range []models.Kind{models.KindHouse, models.KindSource, models.KindParliament, models.KindSeats, models.KindOrganization, models.KindSuccession} {
		list, err := facts.Read(os.DirFS(seed), k)
		if err != nil {
			t.Fatal(err)
		}
		list.Sort()
		var want bytes.Buffer
		for f := range list.All() {
			want.Write(append(canonical(f), '\n'))
		}
		got, err := os.ReadFile(seed + "/" + facts.FileName(k))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want.Bytes()) || list.Len() == 0 {
			t.Errorf("%s is not as it would be written", facts.FileName(k))
		}
	}
}

func TestReviewedOrganizationsCanBeToldApart(t *testing.T) {
	list, err := facts.Read(os.DirFS(seed), models.KindOrganization)
	if err != nil {
		t.Fatal(err)
	}
	ids, labels, orders := map[int]models.OrganizationID{}, map[string]models.OrganizationID{}, map[int]models.OrganizationID{}
	for _, o := range list.Organizations {
		for _, id := range o.ParlInfoIDs {
			if ids[id] != "" {
				t.Errorf("ParlInfo id %d is of %s and of %s", id, ids[id], o.ID)
			}
			ids[id] = o.ID
		}
		for _, l := range o.HouseLabels {
			if labels[models.Fold(l)] != "" {
				t.Errorf("label %q is of %s and of %s", l, labels[models.Fold(l)], o.ID)
			}
			labels[models.Fold(l)] = o.ID
		}
		if orders[o.Order] != "" {
			t.Errorf("%s and %s have one place in the order", orders[o.Order], o.ID)
		}
		orders[o.Order] = o.ID
		implies(t, o)
	}
}

// implies checks that what a label implies fits what it is.
func implies(t *testing.T, o models.Organization) {
	t.Helper()
	if o.ReviewReason == "" || o.Names[0].Full.Fr == "" || len(o.Citations) == 0 {
		t.Errorf("%s lacks a reason, a French name or a citation", o.ID)
	}
	if o.Type == models.LabelKind && o.CaucusValue == models.HasOrganization {
		t.Errorf("%s is a label and implies a caucus", o.ID)
	}
	if (o.Type == models.PartyKind) != (o.PartyValue == models.HasOrganization) {
		t.Errorf("%s is a %s and implies %s on the party axis", o.ID, o.Type, o.PartyValue)
	}
}
