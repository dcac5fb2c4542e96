package handlers_test

import "testing"

// TestBadInputAboutPlaces has a row for every way to ask wrongly for counts
// through time, ridings, caucuses, parties and parliaments.
func TestBadInputAboutPlaces(t *testing.T) {
	const (
		days    = "a day YYYY-MM-DD from 1867-07-01 to 2026-11-22, which is today in America/Toronto"
		until   = "a day YYYY-MM-DD from 1867-07-01 to 2026-11-22, the day that the question is about"
		given   = "to be given: " + until
		page    = "the cursor of a next link of this list, unchanged"
		axes    = "one of designation, caucus, party"
		riding  = "rid_… or one of parlinfo:…, fed:…"
		limits  = "a whole number from 1 to 1000"
		history = "one of on, known_at, revision, axis, from, to, parliament, limit, after"
		bare    = "one of on, known_at, revision"
		first   = "an instant from 2026-10-01T00:00:00Z on, when revision 1 was recorded"
		kinds   = "each of these at most once, with commas between: crossed_floor, left_caucus, joined_caucus, redesignated, changed_party, seated, unseated, renamed, merged"
	)
	refused(t, []badRow{
		{"history on another axis", "standings/history?axis=faction", []fault{{"axis", "faction", axes}}},
		{"history that ends before it begins", "standings/history?from=2023-03-22&to=2023-03-22", []fault{{"to", "2023-03-22", "a day after from, since it is the day after the last"}}},
		{"history of days to come", "standings/history?from=2026-11-23", []fault{{"from", "2026-11-23", until}}},
		{"history from before the House", "standings/history?from=1867-06-30", []fault{{"from", "1867-06-30", until}}},
		{"history of a parliament to come", "standings/history?parliament=46", []fault{{"parliament", "46", "a whole number from 34 to 45"}}},
		{"history of a parliament that the register lacks", "standings/history?parliament=36", []fault{{"parliament", "36", "the number of a parliament of the register"}}},
		{"history of a parliament after its dissolution", "standings/history?parliament=44&from=2025-03-24", []fault{
			{"parliament", "44", "a parliament not dissolved before 2025-03-24, or left out: its days must be among those asked for"}}},
		{"history of a parliament before its election", "standings/history?parliament=44&to=2021-09-20", []fault{
			{"parliament", "44", "a parliament elected before 2021-09-20, or left out: its days must be among those asked for"}}},
		{"history of a parliament elected after the day of the question", "standings/history?parliament=44&on=2021-09-19", []fault{
			{"parliament", "44", "a parliament elected before 2021-09-20, or left out: its days must be among those asked for"}}},
		{"history by kind", "standings/history?kind=merged", []fault{{"kind", "merged", history}}},
		{"history as known before anything was", "standings/history?known_at=1970-01-01T00:00:00Z", []fault{{"known_at", "1970-01-01T00:00:00Z", first}}},
		{"comparing nothing", "standings/compare", []fault{{"from", "", given}, {"to", "", given}}},
		{"comparing with nothing", "standings/compare?from=2023-03-21", []fault{{"to", "", given}}},
		{"comparing a day with itself", "standings/compare?from=2023-03-21&to=2023-03-21", []fault{{"to", "2023-03-21", "a day after from"}}},
		{"comparing backwards", "standings/compare?from=2023-03-22&to=2023-03-21", []fault{{"to", "2023-03-21", "a day after from"}}},
		{"comparing with tomorrow", "standings/compare?from=2023-03-22&to=2026-11-23", []fault{{"to", "2026-11-23", until}}},
		{"comparing with a day after that of the question", "standings/compare?from=2023-03-20&to=2023-03-22&on=2023-03-21", []fault{
			{"to", "2023-03-22", "a day YYYY-MM-DD from 1867-07-01 to 2023-03-21, the day that the question is about"}}},
		{"comparing by an unknown kind", "standings/compare?from=2023-03-21&to=2023-03-22&kind=defected", []fault{{"kind", "defected", kinds}}},
		{"comparing: all at once", "standings/compare?from=x&limit=0&after=zzz&axis=y&kind=merged,merged&parliament=44", []fault{
			{"parliament", "44", "one of on, known_at, revision, from, to, axis, kind, limit, after"}, {"axis", "y", axes}, {"kind", "merged,merged", kinds},
			{"limit", "0", limits}, {"after", "zzz", page}, {"from", "x", until}, {"to", "", given}}},
		{"ridings of no province", "ridings?province=TX", []fault{{"province", "TX", "a province or territory: one of AB, BC, MB, NB, NL, NS, NT, NU, ON, PE, QC, SK, YT, or its name"}}},
		{"ridings of no order", "ridings?order=2012", []fault{{"order", "2012", "one of 2013"}}},
		{"ridings that exist perhaps", "ridings?existing=maybe", []fault{{"existing", "maybe", "one of true, false"}}},
		{"ridings of no letters", "ridings?q=-", []fault{{"q", "-", "words of a name: at least one letter or digit, at most 200 bytes"}}},
		{"ridings of the parliament of the day, yet not existing", "ridings?existing=false&parliament=44&on=2023-03-22", []fault{
			{"existing", "false", "true, or left out, together with parliament=44: existing is what has a seat in the parliament of the day, which is that one"}}},
		{"ridings twice", "ridings?limit=5&limit=5", []fault{{"limit", "5", "to be given once"}}},
		{"a riding by its name", "ridings/Halifax", []fault{{"id", "Halifax", riding}}},
		{"a riding by an unknown scheme", "ridings/wikidata:Q1", []fault{{"id", "wikidata:Q1", riding}}},
		{"a riding by a scheme alone", "ridings/fed:", []fault{{"id", "fed:", riding}}},
		{"a riding and a filter", "ridings/x?province=ON&on=1867-06-30", []fault{{"province", "ON", bare}, {"on", "1867-06-30", days}, {"id", "x", riding}}},
		{"caucuses that exist", "caucuses?existing=true", []fault{{"existing", "true", "one of on, known_at, revision, q, sitting, limit, after"}}},
		{"caucuses behind a broken cursor", "caucuses?after=%21&sitting=no", []fault{{"sitting", "no", "one of true, false"}, {"after", "!", page}}},
		{"a caucus by its name", "caucuses/Liberal", []fault{{"id", "Liberal", "org_…"}}},
		{"a party by another id", "parties/rid_1f543805hgnn?limit=1", []fault{{"limit", "1", bare}, {"id", "rid_1f543805hgnn", "org_…"}}},
		{"parties of too many on a page", "parties?limit=1001", []fault{{"limit", "1001", limits}}},
		{"parliaments by name", "parliaments?q=last", []fault{{"q", "last", "one of on, known_at, revision, limit, after"}}},
		{"a parliament by a word", "parliaments/last", []fault{{"number", "last", "a whole number from 1 on"}}},
		{"the parliament before the first", "parliaments/0?on=x", []fault{{"on", "x", days}, {"number", "0", "a whole number from 1 on"}}},
		{"a parliament by an odd number", "parliaments/044", []fault{{"number", "044", "a whole number from 1 on"}}},
	})
}

func TestPlacesThatAreNotThere(t *testing.T) {
	ask(t, []row{
		{"no such riding", "/api/v1/ridings/rid_000000000000", 404, []string{`"field":"id","value":"rid_000000000000","want":"a riding of the register: rid_… or one of parlinfo:…, fed:…"`}, nil},
		{"no riding of the number", "/api/v1/ridings/fed:1", 404, []string{`"value":"fed:1"`}, nil},
		{"no such caucus", "/api/v1/caucuses/org_whigs", 404, []string{`"want":"a caucus of the register: its id (org_…)"`}, nil},
		{"a label is no caucus", "/api/v1/caucuses/org_independent", 404, nil, nil},
		{"a caucus is no party", "/api/v1/parties/org_gpq", 404, []string{`"want":"a party of the register: its id (org_…)"`}, nil},
		{"a parliament to come", "/api/v1/parliaments/46", 404, []string{`"field":"number","value":"46","want":"the number of a parliament of the register"`}, nil},
		{"one riding is no file", "/api/v1/ridings/rid_1f543805hgnn.csv", 404, nil, nil},
		{"one parliament is no file", "/api/v1/parliaments/44.csv", 404, nil, nil},
		{"what else is wrong comes first", "/api/v1/parliaments/46?on=x", 400, []string{`"field":"on"`}, nil},
	})
}
