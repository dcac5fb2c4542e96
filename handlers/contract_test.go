package handlers_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/gin-gonic/gin"
	"github.com/google/go-cmp/cmp"

	"caucus/handlers/contracttest"
)

func contract(t testing.TB) *contracttest.Document {
	t.Helper()
	d, err := contracttest.Load()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestContractHasEveryRoute and no other. HEAD and OPTIONS are not written out:
// every path takes OPTIONS, and every path with GET takes HEAD.
func TestContractHasEveryRoute(t *testing.T) {
	var want, got []string
	for path, item := range contract(t).Paths.Map() {
		if strings.HasSuffix(path, "}.csv") {
			continue // the router takes it for the path without .csv: a name in braces is a whole segment there
		}
		want = append(want, "OPTIONS "+path)
		for method := range item.Operations() {
			want = append(want, method+" "+path)
			if method == http.MethodGet {
				want = append(want, "HEAD "+path)
			}
		}
	}
	param := regexp.MustCompile(`:([a-z_]+)`)
	for _, r := range handler(t, options()).(*gin.Engine).Routes() {
		got = append(got, r.Method+" "+param.ReplaceAllString(r.Path, "{$1}"))
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-contract +routes:\n%s", diff)
	}
}

// operation is an operation of the contract, and a question for it that the
// register of the tests can answer, made from the contract's examples.
type operation struct {
	*openapi3.Operation
	method, path, ask, body string
}

func (o operation) String() string { return o.method + " " + o.path }

// elsewhere are examples of the contract that mean nothing in the House of the
// tests, and what to ask there instead.
var elsewhere = map[string]string{"/api/v1/ridings/{id} id": "rid_1f543805hgnn"}

func operations(t testing.TB) (list []operation) {
	t.Helper()
	for path, item := range contract(t).Paths.Map() {
		for method, o := range item.Operations() {
			list = append(list, operation{o, method, path, question(path, append(slices.Clone(item.Parameters), o.Parameters...)), requestBody(t, o)})
		}
	}
	slices.SortFunc(list, func(a, b operation) int { return strings.Compare(a.String(), b.String()) })
	return list
}

// question fills in the path, and what must be in the query.
func question(path string, parameters openapi3.Parameters) string {
	query := []string{}
	for _, p := range parameters {
		text := fmt.Sprint(p.Value.Example)
		if other, ok := elsewhere[path+" "+p.Value.Name]; ok {
			text = other
		}
		switch {
		case p.Value.In == "path":
			path = strings.Replace(path, "{"+p.Value.Name+"}", url.PathEscape(text), 1)
		case p.Value.Required:
			query = append(query, p.Value.Name+"="+url.QueryEscape(text))
		}
	}
	return path + "?" + strings.Join(query, "&")
}

func requestBody(t testing.TB, o *openapi3.Operation) string {
	t.Helper()
	if o.RequestBody == nil {
		return ""
	}
	text, err := json.Marshal(o.RequestBody.Value.Content["application/json"].Example)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// asked asks the question of an operation, with more in its query.
func (o operation) asked(t testing.TB, s *httptest.Server, method, more string, headers ...string) answer {
	t.Helper()
	if o.body == "" {
		return do(t, s, method, o.ask+more, headers...)
	}
	return send(t, s, method, o.ask+more, o.body, append([]string{"Content-Type", "application/json"}, headers...)...)
}

// TestContractHasEveryParameter: what a route takes, it says when asked for
// what it does not take.
func TestContractHasEveryParameter(t *testing.T) {
	s, _ := served(t, options())
	takes := regexp.MustCompile(`"field":"nothing_of_that_name","value":"1","want":"one of ([^"]*)"`)
	for _, o := range operations(t) {
		var want, got []string
		for _, p := range o.Parameters {
			if p.Value.In == "query" {
				want = append(want, p.Value.Name)
			}
		}
		if a := o.asked(t, s, o.method, "&nothing_of_that_name=1"); o.Responses.Status(400) == nil {
			want = nil // it heeds what it knows and lets the rest be
			if a.status >= 400 && o.Responses.Status(404) == nil {
				t.Errorf("%s: %d %s", o, a.status, a.body)
			}
		} else if strings.Contains(a.body, `"want":"to be left out: there are no parameters here"`) {
			got = nil
		} else if found := takes.FindStringSubmatch(a.body); a.status != 400 || found == nil {
			t.Errorf("%s: %d %s", o, a.status, a.body)
		} else {
			got = strings.Split(found[1], ", ")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -contract +route:\n%s", o, diff)
		}
	}
}

// TestEveryRouteKeepsTheProtocol is made from the contract alone, so that a new
// route cannot be forgotten.
func TestEveryRouteKeepsTheProtocol(t *testing.T) {
	s, log := served(t, options())
	for _, o := range operations(t) {
		t.Run(o.String(), func(t *testing.T) {
			if o.endless() {
				o.methods(t, s)
				return
			}
			a := o.asked(t, s, o.method, "")
			if a.status != 200 && a.status != 308 {
				t.Fatalf("%s: %d %s", o.ask, a.status, a.body)
			}
			if o.method == http.MethodGet {
				o.head(t, s, a)
				o.again(t, s, a)
			}
			o.methods(t, s)
			o.csv(t, s, a)
		})
	}
	if log.String() != "" {
		t.Errorf("the log says %s", log)
	}
}

// endless reports whether the answer is a stream, which has no end to wait for.
func (o operation) endless() bool {
	ok := o.Responses.Status(200)
	return ok != nil && ok.Value.Content["text/event-stream"] != nil
}

// head: HEAD is GET without its body.
func (o operation) head(t *testing.T, s *httptest.Server, get answer) {
	head := o.asked(t, s, http.MethodHead, "")
	if head.status != get.status || head.body != "" {
		t.Errorf("HEAD: %d %q", head.status, head.body)
	}
	get.header.Del("Date")
	head.header.Del("Date")
	if diff := cmp.Diff(get.header, head.header); diff != "" {
		t.Errorf("-GET +HEAD:\n%s", diff)
	}
}

// again: what has a tag is not sent again to whoever has it.
func (o operation) again(t *testing.T, s *httptest.Server, first answer) {
	tag := first.header.Get("Etag")
	if described := o.Responses.Status(304) != nil; described != (tag != "") {
		t.Errorf("304 is described: %v; the tag is %q", described, tag)
	}
	if tag == "" {
		return
	}
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		if a := o.asked(t, s, method, "", "If-None-Match", tag); a.status != 304 || a.header.Get("Etag") != tag {
			t.Errorf("%s again: %d %v", method, a.status, a.header)
		}
	}
	if a := o.asked(t, s, http.MethodGet, "", "If-None-Match", `"another"`); a.status != 200 || a.body != first.body {
		t.Errorf("with another tag: %d", a.status)
	}
}

// methods: OPTIONS names those that there are, and all others are refused.
func (o operation) methods(t *testing.T, s *httptest.Server) {
	allow := []string{"GET", "HEAD", "OPTIONS"}
	if o.method == http.MethodPost {
		allow = []string{"OPTIONS", "POST"}
	}
	if a := do(t, s, http.MethodOptions, o.ask); a.status != 204 || !slices.Equal(allowed(a), allow) {
		t.Errorf("OPTIONS: %d %v", a.status, a.header)
	}
	for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} {
		if slices.Contains(allow, method) {
			continue
		}
		a := do(t, s, method, o.ask)
		if a.status != 405 || !slices.Equal(allowed(a), allow) || a.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %v", method, a.status, a.header)
		}
	}
}

// allowed are the methods that an answer allows, sorted.
func allowed(a answer) []string {
	methods := strings.Split(a.header.Get("Allow"), ", ")
	slices.Sort(methods)
	return methods
}

// csv: a list is the same file under its own path and by Accept.
func (o operation) csv(t *testing.T, s *httptest.Server, plain answer) {
	file := contract(t).Paths.Value(o.path + ".csv")
	content := o.Responses.Status(200)
	if isList := content != nil && content.Value.Content["text/csv"] != nil && content.Value.Content["application/json"] != nil; !isList {
		if file != nil {
			t.Errorf("there is %s.csv, but no CSV by Accept", o.path)
		}
		return
	}
	if file == nil {
		t.Fatalf("there is no %s.csv", o.path)
	}
	accepted := o.asked(t, s, o.method, "", "Accept", "text/csv")
	under := o
	under.ask = strings.Replace(o.ask, "?", ".csv?", 1)
	named := under.asked(t, s, o.method, "")
	if !strings.HasPrefix(accepted.header.Get("Content-Type"), "text/csv") || accepted.body != named.body {
		t.Errorf("by Accept %v\n%s\nunder its path %v\n%s", accepted.header, accepted.body, named.header, named.body)
	}
	for _, name := range []string{"Content-Type", "Content-Disposition", "Link"} {
		if accepted.header.Get(name) != named.header.Get(name) {
			t.Errorf("%s is %q by Accept and %q under its path", name, accepted.header.Get(name), named.header.Get(name))
		}
	}
	if plain.header.Get("Content-Type") != "application/json" {
		t.Errorf("without Accept it is %s", plain.header.Get("Content-Type"))
	}
}

// TestIndexNamesEveryRoute that answers a question.
func TestIndexNamesEveryRoute(t *testing.T) {
	s, _ := served(t, options())
	var index struct {
		Routes []struct{ Path, Example string }
	}
	if err := json.Unmarshal([]byte(do(t, s, "GET", "/").body), &index); err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for path := range contract(t).Paths.Map() {
		if path != "/" && path != "/docs" && path != "/openapi.json" && path != "/api/v1/docs/{file}" && !strings.HasSuffix(path, ".csv") {
			want = append(want, path)
		}
	}
	for _, r := range index.Routes {
		got = append(got, r.Path)
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-contract +index:\n%s", diff)
	}
}
