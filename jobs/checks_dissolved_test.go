package jobs

import (
	"testing"

	"caucus/models"
	"caucus/models/modeltest"
)

// dateLabels lets the labels of a document begin on a day, as those of a source
// that dates them.
func dateLabels(d *models.Document, from, to string) {
	d.Source = parlinfo
	for i := range d.Records {
		d.Records[i].Labels[0].Period = span(from, to)
	}
}

// rulesBeside are those by which a document is refused beside claims.
func rulesBeside(h *commons, d *models.Document, claims []models.Claim) (list string) {
	for _, r := range Check(h.held(), match(h, d), []models.Document{*d}, claims, 0) {
		list += r.Rule + " "
	}
	return list
}

// TestLabelsOfAParliamentThatIsOver: a source that dates labels goes on telling
// of them, and can be as wrong as before.
func TestLabelsOfAParliamentThatIsOver(t *testing.T) {
	for n, want := range map[int]string{3: "", 4: "mass_change "} {
		h, d := results("2021-09-01")
		begin(d, "2019-10-21")
		dateLabels(d, "2019-10-21", "")
		relabel(d, n, "Independent")
		if got := rulesBeside(h, d, nil); got != want {
			t.Errorf("%d labels are others: refused by %q, want %q", n, got, want)
		}
	}
}

// TestAnElectionInASourceThatDatesLabels: everyone's label begins anew on the
// day of the election.
func TestAnElectionInASourceThatDatesLabels(t *testing.T) {
	h, d := results("2021-09-25")
	dateLabels(d, election, "")
	var claims []models.Claim
	for _, p := range match(h, d).People {
		for _, l := range p.Labels {
			claims = append(claims, models.Claim{Source: parlinfo, Person: p.Person, About: l.About, Value: l.Value,
				Period: span("2019-10-21", "2021-08-16")})
		}
	}
	if got := rulesBeside(h, d, claims); len(claims) == 0 || got != "" {
		t.Errorf("beside %d claims of the parliament before it is refused by %q", len(claims), got)
	}
	dateLabels(d, modeltest.Day(election).Add(1).String(), "")
	if got := rulesBeside(h, d, claims); got != "mass_days " {
		t.Errorf("labels that begin a day late are refused by %q", got)
	}
}
