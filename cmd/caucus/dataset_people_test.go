package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/temporal"
)

const winner = "Paul Winner"

// byElection lets Paul Winner win the seat that Han Dong has left, in a refresh;
// it returns the id under which he is held.
func (d *desk) byElection() models.PersonID {
	d.t.Helper()
	dong := slices.IndexFunc(d.press.roster, func(m rostered) bool { return m.family == "Dong" })
	d.press.edit(called("Dong"), func(m *rostered) { m.to, m.label().To = modeltest.Day("2023-03-11"), modeltest.Day("2023-03-11") })
	won := d.press.roster[dong]
	won.person, won.given, won.family, won.ourcommons, won.parlinfo = "", "Paul", "Winner", 130001, 30001
	won.from, won.to = modeltest.Day("2023-04-03"), 0
	won.labels = slices.Clone(won.labels[:1])
	won.labels[0].Period = temporal.Period{From: won.from}
	d.press.roster = append(d.press.roster, won)
	for _, at := range []string{"2023-04-05T12:00:00Z", "2023-04-05T15:00:00Z", "2023-04-05T18:00:00Z"} {
		d.at(at)
		d.refresh("ourcommons", "parlinfo")
	}
	for _, p := range d.held().People {
		if p.Name.Full == winner {
			return p.ID
		}
	}
	d.t.Fatal("nobody has won the by-election")
	return ""
}

// TestANewerDatasetKnowsWhomARefreshFound: the winner of a by-election, whom the
// newer dataset has under an id of its own, stays one person under the id that
// readers know.
func TestANewerDatasetKnowsWhomARefreshFound(t *testing.T) {
	t.Parallel()
	for _, ids := range [][]string{{"ourcommons:130001", "wikidata:Q1"}, {}} {
		t.Run(fmt.Sprint(len(ids), " identifiers"), func(t *testing.T) {
			d := newDesk(t)
			d.refresh()
			found := d.byElection()
			newer := smallHouse()
			for i := range newer.Facts.Tenures {
				if x := &newer.Facts.Tenures[i]; x.Riding == newer.Riding("Don Valley North") {
					x.To, x.EndCause = modeltest.Day("2023-03-11"), models.ByResignation
					for j := range newer.Facts.Affiliations {
						if a := &newer.Facts.Affiliations[j]; a.Person == x.Person {
							a.To = x.To
						}
					}
				}
			}
			newer.Person(winner, ids...).Sits("Don Valley North", "2023-04-03", "").Label(modeltest.Liberal, "2023-04-03", "")
			d.seed = os.DirFS(factsDir(t, &newer.Facts, "2023-05-01T12:00:00Z"))
			d.at("2023-05-02T12:00:00Z")
			out := d.refresh("dataset")
			if strings.Contains(out, "refused") {
				t.Errorf("the newer dataset is not taken in:\n%s", out)
			}
			var known []models.PersonID
			for _, p := range d.held().People {
				if p.Name.Full == winner {
					known = append(known, p.ID)
				}
			}
			if len(known) != 1 || known[0] != found {
				t.Errorf("he is %v, and was %s", known, found)
			}
			if out := d.must("verify"); !strings.Contains(out, "nothing is broken") {
				t.Error(out)
			}
		})
	}
}
