package handlers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"caucus/handlers"
	"caucus/models"
	. "caucus/models/modeltest"
)

// paged is a list that is told in pages: how it is asked for, and which member
// of the answer holds it.
type paged struct{ path, query, member string }

// lists are the questions that the walks below ask of each paged route.
var lists = []paged{
	{"/api/v1/people", "q=member", "people"},
	{"/api/v1/people", "sitting=true&on=2023-03-22", "people"},
	{"/api/v1/changes", "kind=seated,unseated,left_caucus,merged,renamed", "changes"},
	{"/api/v1/standings/history", "", "history"},
	{"/api/v1/standings/history", "axis=caucus&parliament=44", "history"},
	{"/api/v1/standings/compare", "from=2003-01-01&to=2023-03-22", "changes"},
	{"/api/v1/standings/compare", "from=2021-09-19&to=2025-03-24&axis=party&kind=seated", "changes"},
	{"/api/v1/ridings", "", "ridings"},
	{"/api/v1/ridings", "existing=true&on=2023-03-22&province=ON", "ridings"},
	{"/api/v1/caucuses", "", "caucuses"},
	{"/api/v1/parties", "sitting=true&on=2023-03-22", "parties"},
	{"/api/v1/parliaments", "", "parliaments"},
	{"/api/v1/revisions", "", "revisions"},
	{"/api/v1/revisions/1", "kind=organization", "facts"},
	{"/api/v1/revisions/2", "", "facts"},
	{"/api/v1/corrections", "", "corrections"},
	{"/api/v1/corrections", "on=2023-03-22", "corrections"},
}

// told are the registers of which a list is told, the oldest first: those that
// grow, and for the log those that it is the log of. Of the first of these there
// is not much to tell yet.
func (l paged) told() []*models.Register {
	switch l.member {
	case "revisions", "facts", "corrections":
		return []*models.Register{built()[2], built()[3]}
	}
	return growing
}

// growing are registers of one House, each with a revision more than the one
// before: members join, leave and are taken out again.
var growing = func() (list []*models.Register) {
	for n := range len(recorded) {
		list = append(list, register(changing(n), n+1))
	}
	return list
}()

// changing is a House as it is believed to be at one of several revisions.
func changing(n int) *House {
	h := New()
	labels := []models.OrganizationID{Liberal, Conservative, Bloc, NDP, Green}
	for i := range 40 {
		if i%(n+2) == 1 {
			continue // not known yet, or known no longer
		}
		name, label := fmt.Sprintf("Member Number%d", (i*(7+2*n))%41), labels[(i+n)%len(labels)]
		m := h.Person(name, "parlinfo:"+strconv.Itoa(1000+i)).Sits("Riding "+strconv.Itoa(i*3%41), "2021-09-20", "2025-03-24")
		if i%3 != 0 {
			m.Label(label, "2021-09-20", "2025-03-24")
			continue
		}
		left := Day("2022-01-01").Add(i * (n + 1)).String()
		m.Label(label, "2021-09-20", left).Label(Independent, left, "2025-03-24")
	}
	return h
}

// walk is a list read page by page.
type walk struct {
	t       testing.TB
	rng     *rand.Rand
	engine  http.Handler
	between func() // what happens between two pages
}

func (w *walk) get(path string) *httptest.ResponseRecorder {
	r := httptest.NewRecorder()
	w.engine.ServeHTTP(r, httptest.NewRequest(http.MethodGet, path, nil))
	if r.Code != http.StatusOK {
		w.t.Fatalf("%s: %d %s", path, r.Code, r.Body)
	}
	return r
}

var limitOf = regexp.MustCompile(`limit=\d+`)

// sized asks for a page with another limit.
func (w *walk) sized(path string) (string, int) {
	limit := 1 + w.rng.IntN([...]int{2, 20, 1000}[w.rng.IntN(3)])
	return limitOf.ReplaceAllString(path, "limit="+strconv.Itoa(limit)), limit
}

// json reads a list to its end, and tells of which revision it is.
func (w *walk) json(l paged, path string) (items []string, revision int) {
	for next := path; next != ""; w.between() {
		asked, limit := w.sized(next)
		var page map[string]json.RawMessage
		var rows []json.RawMessage
		var meta struct {
			Revision int
			Links    struct{ Permalink string }
		}
		body := w.get(asked).Body.Bytes()
		next = "" // which null leaves
		if err := json.Unmarshal(body, &page); err != nil {
			w.t.Fatalf("%s: %v in %s", asked, err, body)
		}
		for member, into := range map[string]any{l.member: &rows, "meta": &meta, "next": &next} {
			if err := json.Unmarshal(page[member], into); err != nil {
				w.t.Fatalf("%s: %s: %v", asked, member, err)
			}
		}
		if len(rows) > limit || next != "" && len(rows) != limit {
			w.t.Fatalf("%s: %d entries, next %q", asked, len(rows), next)
		}
		if revision == 0 {
			revision = meta.Revision
		} else if meta.Revision != revision || meta.Links.Permalink != asked {
			w.t.Fatalf("%s is of revision %d, not %d; permalink %s", asked, meta.Revision, revision, meta.Links.Permalink)
		}
		for _, row := range rows {
			items = append(items, string(row))
		}
	}
	return items, revision
}

var nextLink = regexp.MustCompile(`<([^>]*)>; rel="next"`)

// csv reads a list as a program does that follows the Link header.
func (w *walk) csv(path string) (lines []string) {
	for next := path; next != ""; w.between() {
		asked, _ := w.sized(next)
		answer := w.get(asked)
		text := linesOf(answer)
		if len(lines) == 0 {
			lines = text[:1]
		} else if text[0] != lines[0] {
			w.t.Fatalf("%s has columns %s", asked, text[0])
		}
		lines, next = append(lines, text[1:]...), ""
		if link := nextLink.FindStringSubmatch(answer.Header().Get("Link")); link != nil {
			next = link[1]
		}
	}
	return lines
}

// linesOf is a CSV file whose cells hold no line breaks.
func linesOf(answer *httptest.ResponseRecorder) []string {
	return strings.Split(strings.TrimSuffix(answer.Body.String(), "\n"), "\n")
}

// TestPagesNeitherRepeatNorSkip reads each list in pages of drawn sizes, while
// new revisions land between them, and compares it with the list in one piece
// as of the revision of its first page.
func TestPagesNeitherRepeatNorSkip(t *testing.T) {
	for _, l := range lists {
		t.Run(l.path+"?"+l.query, func(t *testing.T) {
			for seed := range walks(t) {
				l.neitherRepeatsNorSkips(t, rand.New(rand.NewPCG(uint64(seed), 1)))
				if t.Failed() {
					t.Fatalf("in walk %d", seed)
				}
			}
		})
	}
}

// walks is how often each list is walked through: WALKS, or a few times.
func walks(t testing.TB) int {
	text := os.Getenv("WALKS")
	if text == "" {
		return 12
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (l paged) neitherRepeatsNorSkips(t testing.TB, rng *rand.Rand) {
	registers := l.told()
	first := registers[0].Head().Number
	shelf := handlers.NewShelf(func(_ context.Context, revision int) (*models.Register, error) { return registers[revision-first], nil }, 1)
	at := rng.IntN(len(registers))
	shelf.Swap(registers[at])
	o := options()
	o.Registers = shelf
	engine, err := handlers.New(o)
	if err != nil {
		t.Fatal(err)
	}
	w := &walk{t: t, rng: rng, engine: engine}
	whole := func(file string, revision int) string {
		return fmt.Sprintf("%s%s?%s&limit=1000&revision=%d", l.path, file, l.query, revision)
	}
	w.between = func() {
		if at+1 < len(registers) && rng.IntN(4) == 0 {
			at++
			shelf.Swap(registers[at])
		}
	}
	ask := l.path + "?" + l.query + "&limit=1"
	revision := first + at
	got, of := w.json(l, ask)
	if want := l.whole(t, w.get(whole("", revision))); of != revision || !slices.Equal(got, want) {
		t.Fatalf("of revision %d: %d entries in pages; of revision %d: %d in one piece", of, len(got), revision, len(want))
	}
	revision = first + at
	lines := w.csv(strings.Replace(ask, "?", ".csv?", 1))
	if whole := linesOf(w.get(whole(".csv", revision))); !slices.Equal(lines, whole) {
		t.Fatalf("of revision %d: %d lines in pages, %d in one piece", revision, len(lines), len(whole))
	}
}

// whole is a list in one piece.
func (l paged) whole(t testing.TB, answer *httptest.ResponseRecorder) (items []string) {
	var members map[string]json.RawMessage
	var rows []json.RawMessage
	if err := json.Unmarshal(answer.Body.Bytes(), &members); err != nil || json.Unmarshal(members[l.member], &rows) != nil {
		t.Fatalf("%v in %s", err, answer.Body)
	}
	if string(members["next"]) != "null" || len(rows) < 2 {
		t.Fatalf("a list of %d is none to walk through; next %s", len(rows), members["next"])
	}
	for _, row := range rows {
		items = append(items, string(row))
	}
	return items
}

// TestEveryListIsWalked: whoever adds a list with pages adds it to those above.
func TestEveryListIsWalked(t *testing.T) {
	h := handler(t, options())
	for _, r := range h.(*gin.Engine).Routes() {
		path, isList := strings.CutSuffix(strings.Replace(r.Path, ":id", "ourcommons", 1), ".csv")
		if r.Method != http.MethodGet || !isList || slices.ContainsFunc(slices.Concat(lists, listsOfNow), func(l paged) bool { return l.path == path }) {
			continue
		}
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path+"?limit=0", nil))
		if !strings.Contains(answer.Body.String(), `"field":"limit","value":"0","want":"one of`) {
			t.Errorf("%s has pages, but nobody walks them: %s", path, answer.Body)
		}
	}
}

// route is the path without the number of a revision: each has the same order.
func (l paged) route() string { return strings.TrimRight(l.path, "0123456789") }

// TestCursorsOfOtherLists: the cursor of one list is taken by no other, nor in
// part.
func TestCursorsOfOtherLists(t *testing.T) {
	h := handler(t, options())
	get := func(path string) *httptest.ResponseRecorder {
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		return answer
	}
	ask, cursors := map[string]string{}, map[string]string{} // by route
	for _, l := range slices.Concat(lists, listsOfNow) {
		var page struct{ Next string }
		path := l.path + "?limit=1&" + l.query
		_ = json.Unmarshal(get(path).Body.Bytes(), &page)
		if _, cursor, ok := strings.Cut(page.Next, "&after="); ok {
			ask[l.route()], cursors[l.route()] = path+"&after=", cursor
		}
	}
	for route, path := range ask {
		own := cursors[route]
		if a := get(path + own); a.Code != 200 {
			t.Errorf("the cursor of %s itself: %d %s", route, a.Code, a.Body)
		}
		broken := []string{own[:len(own)-1] + "!", "A" + own, own + "=", "zzz"}
		for other, cursor := range cursors {
			if other != route {
				broken = append(broken, cursor)
			}
		}
		for _, cursor := range broken {
			if a := get(path + cursor); a.Code != 400 || !strings.Contains(a.Body.String(), `"field":"after"`) {
				t.Errorf("%s%s: %d", path, cursor, a.Code)
			}
		}
	}
	if len(ask) != 15 {
		t.Errorf("only %d lists have a second page", len(ask))
	}
}
