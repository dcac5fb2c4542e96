package ourcommons_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/jobs/fetch"
	"caucus/jobs/sources/ourcommons"
	"caucus/jobs/sources/sourcetest"
	"caucus/models"
)

// answer is what the House answers to a path: a text or an error.
type answer struct {
	text string
	err  error
}

// house answers to the paths that are asked for, and notes them.
func house(asked *[]string, answers ...answer) fetch.Getter {
	return func(_ context.Context, r fetch.Request) (fetch.Page, error) {
		a := answers[len(*asked)]
		*asked = append(*asked, r.Path)
		if r.MaxBytes == 0 || r.MaxBytes > 4<<20 {
			return fetch.Page{}, fmt.Errorf("%s may have %d bytes, ten times a list and more", r.Path, r.MaxBytes)
		}
		p := served("https://www.ourcommons.ca/"+r.Path, a.text)
		p.Title = r.Title
		return p, a.err
	}
}

func TestEitherListWillDo(t *testing.T) {
	xml, table := answer{text: sourcetest.Load(t, "testdata/2023.xml")}, answer{text: sourcetest.Load(t, "testdata/2022.csv")}
	down := answer{err: fmt.Errorf("answered 503: %w", models.ErrUnavailable)}
	none := answer{err: fmt.Errorf("answered 404: %w", models.ErrNotFound)}
	empty, page := answer{}, answer{text: "<html></html>"}
	full := answer{err: errors.New("keep the document: the disk is full")}
	const asXML, asCSV = "Members of the House, as XML", "Members of parliament 44, as CSV"
	for name, c := range map[string]struct {
		answers []answer
		titles  string // of the documents
		fault   string // of the first document
		err     error  // in whose chain the error is
		rule    string
	}{
		"both are there":                    {answers: []answer{xml, table}, titles: asXML + "; " + asCSV},
		"the table is down":                 {answers: []answer{xml, down}, titles: asXML, fault: "csv?parliament=44&caucusId=all&province=all&gender=all: answered 503: unavailable"},
		"the table is empty":                {answers: []answer{xml, empty}, titles: asXML, fault: "The answer is empty"},
		"the table is gone":                 {answers: []answer{xml, none}, titles: asXML, fault: "not found"},
		"the XML is down":                   {answers: []answer{down, table}, titles: asCSV, fault: "answered 503"},
		"the XML is a page":                 {answers: []answer{page, table}, titles: asCSV, fault: "HTML"},
		"the House is down":                 {answers: []answer{down, down}, err: models.ErrUnavailable},
		"nothing is read, the XML is first": {answers: []answer{page, empty}, rule: "html"},
		"down, then nothing is read":        {answers: []answer{down, empty}, err: models.ErrUnavailable},
		"the register has a fault":          {answers: []answer{xml, full}, err: full.err},
	} {
		t.Run(name, func(t *testing.T) {
			var asked []string
			docs, err := ourcommons.Source{}.List(t.Context(), house(&asked, c.answers...), fetch.Watch{Parliament: 44})
			if c.err != nil && !errors.Is(err, c.err) || sourcetest.RuleOf(err) != c.rule || (err == nil) != (len(docs) > 0) {
				t.Fatalf("%d documents, %v; want %v %s", len(docs), err, c.err, c.rule)
			}
			var titles []string
			for _, d := range docs {
				titles = append(titles, d.Title)
			}
			if got := strings.Join(titles, "; "); got != c.titles {
				t.Errorf("documents %q, want %q", got, c.titles)
			}
			if len(docs) == 0 {
				return
			}
			if f := docs[0].Faults; (len(f) == 1) != (c.fault != "") || len(f) > 0 && !strings.Contains(f[0].Detail, c.fault) {
				t.Errorf("faults %v; want %q", f, c.fault)
			}
		})
	}
}

func TestWhatTheHouseIsAsked(t *testing.T) {
	text := sourcetest.Load(t, "testdata/2023.xml")
	for parliament, want := range map[int][]string{
		0:  {"Members/en/search/XML"},
		45: {"Members/en/search/XML", "Members/en/search/csv?parliament=45&caucusId=all&province=all&gender=all"},
	} {
		var asked []string
		if _, err := (ourcommons.Source{}).List(t.Context(), house(&asked, answer{text: text}, answer{text: text}), fetch.Watch{Parliament: parliament}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, asked); diff != "" {
			t.Errorf("parliament %d (-want +got):\n%s", parliament, diff)
		}
	}
}

// TestARunThatIsCalledOff asks nothing more, though the error is one that is
// forgiven otherwise.
func TestARunThatIsCalledOff(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var asked []string
	get := house(&asked, answer{err: models.ErrUnavailable}, answer{})
	docs, err := ourcommons.Source{}.List(ctx, func(ctx context.Context, r fetch.Request) (fetch.Page, error) {
		cancel()
		return get(ctx, r)
	}, fetch.Watch{Parliament: 44})
	if len(asked) != 1 || err == nil || docs != nil {
		t.Errorf("asked %v, %v", asked, err)
	}
}

func TestNobodyIsFollowed(t *testing.T) {
	docs, err := ourcommons.Source{}.Follow(t.Context(), nil, []fetch.Wanted{{Person: "per_1"}})
	if docs != nil || err != nil {
		t.Errorf("%v, %v", docs, err)
	}
}

// TestTheSourceIsTheOneOfTheRegister compares what the source says of itself
// with what every register has held from its first revision.
func TestTheSourceIsTheOneOfTheRegister(t *testing.T) {
	if diff := cmp.Diff(sourcetest.Seeded(t, ourcommons.ID), ourcommons.Source{}.About()); diff != "" {
		t.Errorf("(-seed +source):\n%s", diff)
	}
}
