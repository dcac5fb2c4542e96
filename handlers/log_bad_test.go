package handlers_test

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"
)

// forged is a cursor with a right checksum that no list gave out.
func forged(text string) string {
	return base64.RawURLEncoding.EncodeToString(binary.BigEndian.AppendUint32([]byte(text), crc32.ChecksumIEEE([]byte(text))))
}

// TestBadQuestionsAboutTheLog has a row for every way to ask wrongly.
func TestBadQuestionsAboutTheLog(t *testing.T) {
	const (
		days   = "a day YYYY-MM-DD from 1867-07-01 to 2026-11-22, which is today in America/Toronto"
		who    = "per_… or one of ourcommons:…, parlinfo:…, wikidata:…, openparliament:…"
		page   = "the cursor of a next link of this list, unchanged"
		kinds  = "one of house, source, snapshot, parliament, seats, organization, succession, riding, person, tenure, affiliation, event, rejection"
		number = "the number of a revision, from 1 to 3"
		behind = "a whole number from 0 to 2147483647"
		actors = "the whole name of whoever made revisions, at most 200 bytes"
	)
	long := strings.Repeat("x", 201)
	refused(t, []badRow{
		{"a kind of fact for a kind of revision", "revisions?kind=person", []fault{{"kind", "person", "one of dataset, import, refresh"}}},
		{"an actor of no letters", "revisions?actor=%00", []fault{{"actor", "\x00", actors}}},
		{"an actor without end", "revisions?actor=" + long, []fault{{"actor", long[:200] + "…", actors}}},
		{"behind a number below none", "revisions?after=-1", []fault{{"after", "-1", behind}}},
		{"behind a cursor of another list", "revisions?after=" + forged("p"), []fault{{"after", forged("p"), behind}}},
		{"behind a number too large to count", "revisions?after=99999999999999999999", []fault{{"after", "99999999999999999999", behind}}},
		{"no page at all", "revisions?limit=0", []fault{{"limit", "0", "a whole number from 1 to 1000"}}},
		{"a day to come", "revisions?on=2026-11-23", []fault{{"on", "2026-11-23", days}}},
		{"of a person", "revisions?person=ourcommons:105091", []fault{{"person", "ourcommons:105091", "one of on, known_at, revision, kind, actor, limit, after"}}},
		{"revision zero", "revisions/0", []fault{{"number", "0", number}}},
		{"a revision with a sign", "revisions/+1", []fault{{"number", "+1", number}}},
		{"a revision with a leading zero", "revisions/01", []fault{{"number", "01", number}}},
		{"a revision by its hash", "revisions/0000", []fault{{"number", "0000", number}}},
		{"a revision too large to count", "revisions/99999999999999999999", []fault{{"number", "99999999999999999999", number}}},
		{"an unknown kind of fact", "revisions/1?kind=vote", []fault{{"kind", "vote", kinds}}},
		{"facts about nobody", "revisions/1?person=per_000000000000", []fault{{"person", "per_000000000000", "somebody in the register: " + who}}},
		{"facts by an actor", "revisions/1?actor=clerk", []fault{{"actor", "clerk", "one of on, known_at, revision, kind, person, limit, after"}}},
		{"a broken cursor", "revisions/1?after=zzz", []fault{{"after", "zzz", page}}},
		{"a cursor of a kind that is none", "revisions/1?after=" + forged("vvote\nx"), []fault{{"after", forged("vvote\nx"), page}}},
		{"a cursor that no database would take", "revisions/1?after=" + forged("vperson\n\x00"), []fault{{"after", forged("vperson\n\x00"), page}}},
		{"a cursor that is not UTF-8", "revisions/1?after=" + forged("vperson\n\xff"), []fault{{"after", forged("vperson\n\xff"), page}}},
		{"a cursor of the corrections", "revisions/1?after=" + forged("w3\nperson\nx"), []fault{{"after", forged("w3\nperson\nx"), page}}},
		{"corrections of an unknown kind", "corrections?kind=", []fault{{"kind", "", "a value, or to be left out"}}},
		{"corrections of somebody by an unknown scheme", "corrections?person=imdb:1", []fault{{"person", "imdb:1", who}}},
		{"corrections behind no revision", "corrections?after=" + forged("w0\nperson\nx"), []fault{{"after", forged("w0\nperson\nx"), page}}},
		{"corrections behind half a place", "corrections?after=" + forged("w3\nperson"), []fault{{"after", forged("w3\nperson"), page}}},
		{"corrections as of a revision to come", "corrections?revision=4", []fault{{"revision", "4", "a whole number from 1 to 3"}}},
		{"an explanation of no id", "people/Han-Dong/explanation", []fault{{"id", "Han-Dong", who}}},
		{"an explanation with a page", "people/parlinfo:20103/explanation?limit=5", []fault{{"limit", "5", "one of on, known_at, revision"}}},
		{"everything at once", "revisions/x?on=1&revision=a&what=2&kind=vote&after=!", []fault{
			{"what", "2", "one of on, known_at, revision, kind, person, limit, after"}, {"on", "1", days}, {"revision", "a", "a whole number from 1 to 3"},
			{"number", "x", number}, {"kind", "vote", kinds}, {"after", "!", page}}},
	})
}
