package ourcommonsmember_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"caucus/jobs/fetch"
	"caucus/jobs/sources/ourcommonsmember"
	"caucus/jobs/sources/sourcetest"
	"caucus/models"
)

// wanted are people by their ids of the House; "parlinfo:20103" has another, and
// "row:PersonId 7" is a row that waits.
func wanted(ids ...string) (list []fetch.Wanted) {
	for _, id := range ids {
		scheme, value, other := strings.Cut(id, ":")
		if !other {
			scheme, value = "ourcommons", id
		}
		if scheme == "row" {
			list = append(list, fetch.Wanted{Row: value})
			continue
		}
		list = append(list, fetch.Wanted{Person: models.PersonID("per_" + value), Identifiers: []models.Identifier{
			{Scheme: "wikidata", Value: "Q1"}, {Scheme: scheme, Value: value}}})
	}
	return list
}

// TestPeopleAreFollowed asks a House in which some profiles are there, some are
// nobody's, and some cannot be had.
func TestPeopleAreFollowed(t *testing.T) {
	full := errors.New("keep the document: the disk is full")
	nobody := fmt.Errorf("redirects to an error page: %w: %w", models.ErrUnavailable, models.ErrNotFound)
	down := fmt.Errorf("answered 503: %w", models.ErrUnavailable)
	for name, c := range map[string]struct {
		people []fetch.Wanted
		asked  string // ids, by the order in which the House was asked
		of     string // ids of the documents
		faults string
		err    error
		rule   string
	}{
		"everyone is there":              {people: wanted("1", "2"), asked: "1 2", of: "1 2"},
		"nobody is wanted":               {},
		"some have no id of the House":   {people: wanted("parlinfo:20103", "2"), asked: "2", of: "2"},
		"a row of nobody waits":          {people: wanted("2", "row:PersonId 7"), asked: "2 7", of: "2 7"},
		"a row of somebody wanted":       {people: wanted("2", "row:PersonId 2"), asked: "2", of: "2"},
		"rows that have no id":           {people: wanted("row:Profile", "row:PersonId ../secret", "row:row 17"), asked: "", of: ""},
		"an id is no number":             {people: wanted("../secret", "2", "0", ""), asked: "2", of: "2"},
		"the House does not know one":    {people: wanted("404", "2"), asked: "404 2", of: "2"},
		"the House knows nobody":         {people: wanted("404", "4041", "4042"), asked: "404 4041 4042"},
		"one is down":                    {people: wanted("1", "503", "2"), asked: "1 503 2", of: "1 2", faults: "PersonId 503: left out of this run: get Members/en/x(503)/XML: answered 503: unavailable"},
		"the House goes down":            {people: wanted("1", "503", "5031", "2"), asked: "1 503 5031", of: "1", faults: "PersonId 503: PersonId 5031:"},
		"the House is down":              {people: wanted("503", "5031", "2"), asked: "503 5031", err: models.ErrUnavailable},
		"one is down and one is nobody":  {people: wanted("503", "404", "5031", "2"), asked: "503 404 5031 2", of: "2", faults: "PersonId 503: PersonId 5031:"},
		"two are down, but not in a row": {people: wanted("503", "1", "5031", "2"), asked: "503 1 5031 2", of: "1 2", faults: "PersonId 503: PersonId 5031:"},
		"one is a page":                  {people: wanted("200", "2"), asked: "200 2", of: "2", faults: "The answer is a page in HTML"},
		"all are pages":                  {people: wanted("200", "2001", "2002"), asked: "200 2001 2002", rule: "html"},
		"the register has a fault":       {people: wanted("1", "500", "2"), asked: "1 500", err: full},
	} {
		t.Run(name, func(t *testing.T) {
			var asked []string
			get := func(_ context.Context, r fetch.Request) (fetch.Page, error) {
				if r.MaxBytes == 0 || r.MaxBytes > 4<<20 {
					t.Errorf("%s may have %d bytes, far more than a profile", r.Path, r.MaxBytes)
				}
				id := strings.TrimSuffix(strings.TrimPrefix(r.Path, "Members/en/x("), ")/XML")
				asked = append(asked, id)
				p := served("https://www.ourcommons.ca/"+r.Path, profile(seatRole("Han Dong", "Don Valley North, 2021-09-20, , Liberal")))
				switch {
				case strings.HasPrefix(id, "404"):
					return fetch.Page{}, nobody
				case strings.HasPrefix(id, "503"):
					return fetch.Page{}, down
				case strings.HasPrefix(id, "200"):
					p.Text = []byte("<html></html>")
				case id == "500":
					return fetch.Page{}, full
				}
				return p, nil
			}
			docs, err := ourcommonsmember.Source{}.Follow(t.Context(), get, c.people)
			if c.err != nil && !errors.Is(err, c.err) || sourcetest.RuleOf(err) != c.rule || (err != nil) != (c.err != nil || c.rule != "") {
				t.Errorf("%v; want %v %s", err, c.err, c.rule)
			}
			var of []string
			for _, d := range docs {
				of = append(of, d.Records[0].Identifiers[0].Value)
				if d.Lists != models.ListsSome || d.Source != ourcommonsmember.ID {
					t.Errorf("a document of %s that lists %s", d.Source, d.Lists)
				}
			}
			if a, o := strings.Join(asked, " "), strings.Join(of, " "); a != c.asked || o != c.of {
				t.Errorf("asked %q, got %q; want %q and %q", a, o, c.asked, c.of)
			}
			checkFaults(t, docs, c.faults)
		})
	}
}

// checkFaults looks for the wanted text, or for the locators in it, in what the
// first document says is wrong.
func checkFaults(t *testing.T, docs []models.Document, want string) {
	t.Helper()
	var locators, all string
	for _, d := range docs {
		for _, f := range d.Faults {
			locators += f.Locator + ": "
			all += f.Locator + ": " + f.Detail
		}
	}
	if (want == "") != (all == "") || !strings.Contains(all, want) && strings.TrimSpace(locators) != want {
		t.Errorf("faults %q, want %q", all, want)
	}
}

// TestARunThatIsCalledOff asks nothing more.
func TestARunThatIsCalledOff(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	asked := 0
	docs, err := ourcommonsmember.Source{}.Follow(ctx, func(context.Context, fetch.Request) (fetch.Page, error) {
		asked++
		cancel()
		return fetch.Page{}, models.ErrUnavailable
	}, wanted("1", "2"))
	if asked != 1 || err == nil || docs != nil {
		t.Errorf("asked %d times, %v, %v", asked, docs, err)
	}
}

func TestThereIsNoListOfProfiles(t *testing.T) {
	docs, err := ourcommonsmember.Source{}.List(t.Context(), nil, fetch.Watch{Parliament: 45})
	if docs != nil || err != nil {
		t.Errorf("%v, %v", docs, err)
	}
	about := ourcommonsmember.Source{}.About()
	if about.ID != ourcommonsmember.ID || about.Title == "" || about.Publisher == "" || about.URL == "" || about.Terms == "" || about.SpeaksUntil != 0 {
		t.Errorf("the source says of itself %+v", about)
	}
}
