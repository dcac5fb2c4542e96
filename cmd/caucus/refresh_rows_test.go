package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"caucus/models"
)

// TestAProfileOfNobodyWaitsUntilItIsPutRight: while Han Dong's change is looked
// into, the House serves his profile with the name and the riding of somebody
// else. The list takes the change back, so that nobody asks about him any more;
// the row of nobody is asked for all the same, and goes as soon as it fits, or is
// no longer there.
func TestAProfileOfNobodyWaitsUntilItIsPutRight(t *testing.T) {
	t.Parallel()
	for name, mended := range map[string]struct {
		says http.HandlerFunc // nil for the profile as it should be
		last string           // of the runs
	}{
		"it fits":          {nil, "unchanged"},
		"it is gone":       {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/error", http.StatusFound) }, "unchanged"},
		"the House is out": {says(http.StatusBadRequest, "text/html", "no"), "unavailable"},
	} {
		t.Run(name, func(t *testing.T) {
			onBothDesks(t, func(t *testing.T, d *desk) {
				const profile, row = "/Members/en/x(105091)/XML", "unknown_member Pat Roy, Papineau"
				d.refresh("ourcommons", "ourcommonsmember")
				was := d.press.roster[0]
				for _, m := range d.press.roster {
					if m.ourcommons == 105091 {
						was = m
					}
				}
				stranger := was
				stranger.given, stranger.family, stranger.riding = "Pat", "Roy", "Papineau"
				d.press.sayInstead(profile, says(200, "text/xml; charset=utf-8", string(memberXML(stranger, 44))))
				d.at("2023-03-23T12:00:00Z")
				d.crosses("Dong", "2023-03-22")
				d.refresh("ourcommons")
				d.later(10 * time.Minute)
				d.refresh("ourcommonsmember")
				s := d.served()
				d.wantQueue(s, "seen_once Han Dong, Don Valley North", row)

				d.press.edit(called("Dong"), func(m *rostered) { m.labels = was.labels })
				d.later(time.Hour)
				d.refresh("ourcommons")
				d.wantQueue(s, row)
				asked := d.press.questions(profile)
				d.later(time.Hour)
				d.refresh("ourcommonsmember")
				if d.press.questions(profile) != asked+1 {
					t.Error("nobody asked for the row that waits")
				}
				d.wantQueue(s, row)

				d.press.sayInstead(profile, mended.says)
				d.later(time.Hour)
				out := d.run("refresh", "ourcommonsmember").stdout
				wantLine(t, out, "ourcommonsmember ", mended.last)
				if mended.last == "unavailable" {
					d.wantQueue(s, row)
					return
				}
				d.wantQueue(s)
				d.wantSettled("unknown_member", models.Vanished)
				asked = d.press.questions(profile)
				d.later(time.Hour)
				wantLine(t, d.refresh("ourcommonsmember"), "ourcommonsmember ", "unchanged")
				if d.press.questions(profile) != asked {
					t.Error("it is still asked for")
				}
			})
		})
	}
}

// wantSettled insists on how proposals of a kind ended.
func (d *desk) wantSettled(kind models.ProposalKind, want ...models.Settlement) {
	d.t.Helper()
	s := d.served()
	_, body := s.get("/api/v1/queue?settled=true&kind=" + string(kind))
	list, _ := dig(body, "proposals").([]any)
	var got []string
	for _, p := range list {
		text, _ := dig(p, "settlement").(string)
		got = append(got, text)
	}
	var wanted []string
	for _, w := range want {
		wanted = append(wanted, string(w))
	}
	if strings.Join(got, " ") != strings.Join(wanted, " ") {
		d.t.Errorf("those of kind %s ended %q, want %q", kind, got, wanted)
	}
}
