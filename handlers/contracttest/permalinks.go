package contracttest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the facts that old questions have now into testdata/permalinks.jsonl")

// Question is an old question: a permalink, and what identifies the facts of its
// answer. A line of permalinks.jsonl is one.
type Question struct {
	Ask    string          `json:"ask"`
	Body   json.RawMessage `json:"body,omitempty"` // what is posted; a question without one is a GET
	SHA256 string          `json:"sha256"`         // of the facts; empty in a line that was just written
}

// link returns what keeps the question from being a permalink.
func (q Question) link() error {
	u, err := url.Parse(q.Ask)
	if err != nil {
		return fmt.Errorf("question %q: %w", q.Ask, err)
	}
	if u.Query().Get("revision") == "" || u.Query().Get("on") == "" && !strings.HasPrefix(u.Path, "/api/v1/revisions") && !strings.HasPrefix(u.Path, "/api/v1/corrections") {
		return fmt.Errorf("question %q: want on and revision, so that it has one answer for ever", q.Ask)
	}
	return nil
}

// Permalinks asks the questions of testdata/permalinks.jsonl and compares the
// facts with those that they had before. The first line of the file says of
// which dataset they are; if the dataset is another, that is told instead. With
// the flag -update it writes what the facts are now.
func Permalinks(t *testing.T, dataset string, ask func(Question) (body string)) {
	t.Helper()
	const file = "testdata/permalinks.jsonl"
	again := "go test . -run '^" + t.Name() + "$' -update    (in the directory of this test)"
	of, questions, err := readQuestions(file)
	if err != nil {
		t.Fatal(err)
	}
	if of != dataset && !*update {
		t.Fatalf("%s holds facts of dataset %s, and this is dataset %s. If the dataset was made again on purpose, "+
			"write its facts with\n\n\t%s\n\nand say in the commit which facts are others, and why.", file, of, dataset, again)
	}
	changed := 0
	for i, q := range questions {
		sum, err := facts(ask(q))
		if err != nil {
			t.Fatalf("%s: %v", q.Ask, err)
		}
		if !*update && sum != q.SHA256 {
			t.Errorf("%s has other facts than before: %s, before %s", q.Ask, sum, q.SHA256)
			changed++
		}
		questions[i].SHA256 = sum
	}
	switch {
	case *update:
		if err := writeQuestions(file, dataset, questions); err != nil {
			t.Fatal(err)
		}
	case changed > 0:
		t.Errorf("%d of %d permalinks have other facts than before. A permalink has the same facts for ever: somebody may have cited it. "+
			"If what is told is wrong now, mend it. If a member was added on purpose and nothing that was there is another, write the facts with\n\n"+
			"\t%s\n\nand say in the commit what was added.", changed, len(questions), again)
	}
}

// facts identifies what an answer says: all of it, but for links, which say how
// to ask. Order and blanks of JSON do not matter.
func facts(body string) (string, error) {
	if strings.HasPrefix(body, "{") {
		d := json.NewDecoder(strings.NewReader(body))
		d.UseNumber()
		var answer map[string]any
		if err := d.Decode(&answer); err != nil {
			return "", fmt.Errorf("read the answer: %w", err)
		}
		if meta, ok := answer["meta"].(map[string]any); ok {
			delete(meta, "links")
		}
		if next, ok := answer["next"]; ok {
			answer["next"] = next != nil
		}
		text, err := json.Marshal(answer)
		if err != nil {
			return "", fmt.Errorf("write the answer: %w", err)
		}
		body = string(text)
	}
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:]), nil
}

func readQuestions(file string) (dataset string, list []Question, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", nil, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	var head struct {
		Dataset string `json:"dataset"`
	}
	if err := d.Decode(&head); err != nil {
		return "", nil, fmt.Errorf("%s: first line: %w", file, err)
	}
	for seen := map[string]bool{}; ; {
		var q Question
		err := d.Decode(&q)
		if errors.Is(err, io.EOF) {
			return head.Dataset, list, nil
		}
		if err == nil {
			err = q.link()
		}
		if id := q.Ask + string(q.Body); err == nil && seen[id] {
			err = fmt.Errorf("%s is there twice", q.Ask)
		} else {
			seen[id] = true
		}
		if err != nil {
			return "", nil, fmt.Errorf("%s: %w", file, err)
		}
		list = append(list, q)
	}
}

func writeQuestions(file, dataset string, list []Question) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(map[string]string{"dataset": dataset}); err != nil {
		return err
	}
	for _, q := range list {
		if err := e.Encode(q); err != nil {
			return err
		}
	}
	return os.WriteFile(file, b.Bytes(), 0o644)
}
