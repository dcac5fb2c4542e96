package handlers_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const dongRef = `{"id":"per_64nxzp69ckdt","name":"Han Dong","identifiers":$IDENTIFIERS}`

// metaOfNow is the meta of an answer about now.
func metaOfNow(self string) string {
	return `{"at":"2026-11-22T15:00:00Z","revision":3,"known_at":"2026-11-01T12:00:00.5Z","links":{"self":"` + self + `"}}`
}

// TestWholeAnswersAboutNow compares whole answers with the shapes that are
// promised.
func TestWholeAnswersAboutNow(t *testing.T) {
	s, _ := served(t, options())
	const (
		list     = `"citation":{"snapshot":"snp_43mrs132q7a0","url":"https://www.ourcommons.ca/Members/en/search/XML","locator":"row 17","retrieved_at":"2026-11-20T13:00:00Z","sha256":"0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"}`
		believed = `"id":101,"source":"ourcommons","about":"designation","name":"Dong, Han","written":"as written","value":{"status":"organization","organization":$INDEPENDENT},"riding":null,
			"from":null,"to":null,"last_day":null,"dated":false,"first_seen":"2026-11-20T13:00:00Z","second_seen":"2026-11-20T23:00:00Z","last_seen":"2026-11-22T14:00:00Z","age_seconds":3600,"gone":null,
			"state":"believed","agrees":true,"why":"The register holds the same, and that is confirmed.",` + list
	)
	for _, c := range []struct{ path, want string }{
		{"/api/v1/sources/parlinfo", `{"id":"parlinfo","title":"ParlInfo","publisher":"Library of Parliament","url":null,"terms":"as is","speaks_until":"2026-10-01",
			"refreshed":true,"schedule":"40 6,18 * * *","expected_interval_seconds":43200,"next_run":null,"rest_until":"2026-11-22T16:00:00Z","late":true,"late_since":"2026-11-22T12:00:00Z",
			"last_run":{"id":6,"outcome":"unavailable","at":"2026-11-22T13:00:00Z","reason":"The publisher answered 503."},"last_success":null,"last_change":null,"age_seconds":null,
			"agreement":null,"open_conflicts":1,"queue":{"seen_once":0,"conflict":1,"absent":0,"unknown_label":0,"unknown_riding":0,"unknown_member":0,"election":0,"refused_document":0},
			"runs":[{"id":6,"source":"parlinfo","trigger":"command","slot":null,"began":"2026-11-22T13:00:00Z","ended":"2026-11-22T13:00:00Z","outcome":"unavailable","reason":"The publisher answered 503.",
				"snapshots":[],"tally":{"documents":0,"bytes":0,"records":0,"unread":0,"agreeing":0,"differing":0,"claims":0,"opened":0,"closed":0,"proposals":0},"refusals":[],"revision":null,"fence":null,"rest_until":"2026-11-22T16:00:00Z"}],
			"meta":` + metaOfNow("/api/v1/sources/parlinfo") + `}`},
		{"/api/v1/claims?about=designation&source=ourcommons&limit=1", `{"claims":[{"person":` + dongRef + `,` + believed + `,
			"held":{"value":{"status":"organization","organization":$INDEPENDENT},"riding":null,$PERIOD_AFTER,"state":"confirmed","basis":"stated","citations":$CITATIONS,"observed_between":null}}],
			"next":"/api/v1/claims?source=ourcommons&about=designation&limit=1&after=azEwMWZSFnA","meta":` + metaOfNow("/api/v1/claims?about=designation&source=ourcommons&limit=1") + `}`},
		{"/api/v1/queue?kind=conflict", `{"proposals":[{"id":"prp_d4avy29zkr46","kind":"conflict","source":"parlinfo","person":` + dongRef + `,"subject":"Han Dong, Don Valley North","about":"designation",
			"value":{"status":"organization","organization":$LIBERAL},"riding":null,"day":"2021-09-20","believed":{"status":"organization","organization":$INDEPENDENT},
			"detail":"ParlInfo says Liberal; the register holds Independent.","snapshot":"snp_43mrs132q7a0","locator":null,"opened":"2026-11-22T06:00:00Z","age_seconds":32400,"last_seen":"2026-11-22T14:00:00Z",
			"settled":null,"settlement":null,"revision":null}],"next":null,"meta":` + metaOfNow("/api/v1/queue?kind=conflict") + `}`},
	} {
		a := do(t, s, "GET", c.path)
		if diff := cmp.Diff(decoded(t, fragments.Replace(c.want)), decoded(t, a.body)); diff != "" || a.header.Get("Cache-Control") != "no-store" || a.header.Get("Etag") != "" {
			t.Errorf("%s: %v\n%s", c.path, a.header, diff)
		}
	}
}
