package handlers_test

import (
	"strings"
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

// refreshedLedger tells of a third revision that a job made: it took a rejection
// back, since the source says something else now, and put another in its place.
func refreshedLedger() *ledger {
	l := &ledger{}
	made := revisions(3)
	for i := range made {
		made[i].Hash, made[i].Actor, made[i].Reason = strings.Repeat("c", 64), "refresh", "ourcommons says so"
	}
	made[2].Kind = models.RefreshRevision
	h := house(false)
	first := models.Rejection{
		Source: "ourcommons", Person: h.Facts.People[0].ID, About: models.AboutDesignation, Value: models.Of(Independent), Cited: h.Cited(),
	}
	first.ID = models.NewRejectionID(models.Said{Source: first.Source, Person: first.Person, About: first.About, Value: first.Value})
	second := models.Rejection{
		Source: "parlinfo", Person: first.Person, About: models.AboutSeat, Value: models.UnknownValue, Riding: h.Facts.Ridings[0].ID, From: Day("2021-09-20"), To: Day("2023-03-22"), Cited: h.Cited(),
	}
	second.ID = models.NewRejectionID(models.Said{Source: second.Source, Person: second.Person, About: second.About, Value: second.Value,
		Riding: second.Riding, Period: temporal.Period{From: second.From, To: second.To}})
	l.write(made[0], [2]models.Fact{nil, h.Facts.People[0]})
	l.write(made[1], [2]models.Fact{nil, first})
	l.write(made[2], [2]models.Fact{first, nil}, [2]models.Fact{nil, second})
	return l
}

// TestRefreshesAndRejectionsInTheLog: what a job wrote is told like the rest, and
// a rejection that was taken back corrects nothing.
func TestRefreshesAndRejectionsInTheLog(t *testing.T) {
	o := options()
	o.Revisions = refreshedLedger()
	const (
		byList   = `"source":"ourcommons","person":"per_64nxzp69ckdt","about":"designation","value":{"status":"organization","organization":"org_independent"},"state":"confirmed"`
		bySource = `"about":"seat","value":{"status":"unknown"},"riding":"rid_1f543805hgnn","from":"2021-09-20","to":"2023-03-22"`
	)
	askAll(t, o, []row{
		{"what jobs wrote", "/api/v1/revisions?kind=refresh", 200, []string{`"number":3,"kind":"refresh"`, `"opened":1,"closed":1,"corrections":0`}, []string{`"number":2`}},
		{"what is not to be believed", "/api/v1/revisions/2?kind=rejection", 200, []string{`"kind":"rejection","key":"rej_`, `"before":null`, byList, `"name":"Han Dong"`}, nil},
		{"that it was taken back", "/api/v1/revisions/3?kind=rejection&person=ourcommons:105091", 200, []string{byList, `"after":null,"published":1,"correction":false`, bySource}, nil},
		{"no correction of the record", "/api/v1/corrections?kind=rejection", 200, []string{`"corrections":[]`}, nil},
		{"by a kind of fact that there is none of", "/api/v1/corrections?kind=refusal", 400, []string{"event, rejection"}, nil},
	})
	s, _ := served(t, o)
	if _, lines := sheet(t, s, "/api/v1/revisions/2.csv?kind=rejection"); len(lines) != 1 || !strings.Contains(lines[0]["after"], byList) {
		t.Errorf("as CSV: %v", lines)
	}
}
