//go:build !race

// Under the race detector this would take minutes, for nothing that other tests
// do not do at once.

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"caucus/handlers/contracttest"
	"caucus/migrations"
)

// TestTheEmbeddedHouse keeps its word: what the contract shows as its answers
// are its answers, and old questions have the answers that they had.
func TestTheEmbeddedHouse(t *testing.T) {
	m, err := readManifest(migrations.Seed)
	if err != nil {
		t.Fatal(err)
	}
	s := newMachine(t, migrations.Seed).serve()
	t.Run("Examples", s.examples)
	t.Run("Permalinks", func(t *testing.T) {
		contracttest.Permalinks(t, m.RecordedAt.String(), func(q contracttest.Question) string {
			status, body := s.ask(q.Ask, q.Body)
			if status != http.StatusOK {
				t.Fatalf("%s: %d %s", q.Ask, status, body)
			}
			return body
		})
	})
}

// examples: each example of the contract that says which question it answers is
// the answer to it, but for lists that were cut.
func (s *server) examples(t *testing.T) {
	contract, err := contracttest.Load()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for path, item := range contract.Paths.Map() {
		for method, o := range item.Operations() {
			ok := o.Responses.Status(http.StatusOK)
			if ok == nil || !strings.HasPrefix(path, "/api/v1/") {
				continue
			}
			media := ok.Value.Content["application/json"]
			if media == nil || dig(media.Example, "meta", "links", "self") == nil || dig(media.Example, "meta", "at") != nil {
				continue // what is about now is another answer each time
			}
			n++
			self := dig(media.Example, "meta", "links", "self").(string)
			var posted []byte
			if o.RequestBody != nil {
				posted, err = json.Marshal(o.RequestBody.Value.Content["application/json"].Example)
			}
			status, body := s.ask(self, posted)
			var answer any
			if err := errors.Join(err, json.Unmarshal([]byte(body), &answer)); err != nil {
				t.Fatalf("%s %s: %d %v", method, self, status, err)
			}
			if at := differs("", media.Example, answer); at != "" {
				t.Errorf("%s %s: %s", method, self, at)
			}
		}
	}
	if n < 4 {
		t.Errorf("only %d examples say which question they answer", n)
	}
}

// ask asks a question, with a body if there is one.
func (s *server) ask(path string, posted []byte) (status int, body string) {
	s.t.Helper()
	get := func() (*http.Response, error) { return http.Get(s.url + path) }
	if len(posted) > 0 {
		get = func() (*http.Response, error) {
			return http.Post(s.url+path, "application/json", bytes.NewReader(posted))
		}
	}
	res, err := get()
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

// differs tells where an example says something else than an answer; empty if
// nowhere. The elements of a list of the example stand in that of the answer in
// the same order.
func differs(at string, example, answer any) string {
	switch example := example.(type) {
	case map[string]any:
		object, _ := answer.(map[string]any)
		if len(example) != len(object) {
			return fmt.Sprintf("%s has %d members, the answer %d", at, len(example), len(object))
		}
		for key, one := range example {
			if d := differs(at+"/"+key, one, object[key]); d != "" {
				return d
			}
		}
	case []any:
		list, _ := answer.([]any)
		for i, one := range example {
			found := false
			for len(list) > 0 && !found {
				found, list = differs("", one, list[0]) == "", list[1:]
			}
			if !found {
				return fmt.Sprintf("%s/%d is not in the answer", at, i)
			}
		}
	default:
		if example != answer {
			return fmt.Sprintf("%s is %v, in the answer %v", at, example, answer)
		}
	}
	return ""
}
