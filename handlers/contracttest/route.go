package contracttest

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// found is the place in the contract that a request belongs to.
type found struct {
	Path      string // as the contract writes it
	Method    string // GET for HEAD
	Operation *openapi3.Operation
	item      *openapi3.PathItem
	params    map[string]string
}

// route finds the path of a request, and its operation; nil if the contract has
// no such path, and without an operation if it does not take the method. Of two
// paths that fit, the one counts that leaves less to braces.
func (d *Document) route(r *http.Request) *found {
	var best *found
	for path, item := range d.Paths.Map() {
		params, ok := match(path, r.URL.EscapedPath())
		if !ok || best != nil && left(best.params) <= left(params) {
			continue
		}
		method := r.Method
		if method == http.MethodHead {
			method = http.MethodGet
		}
		best = &found{Path: path, Method: method, item: item, params: params, Operation: item.Operations()[method]}
	}
	return best
}

// left counts the bytes that are left to braces.
func left(params map[string]string) (n int) {
	for _, value := range params {
		n += len(value)
	}
	return n
}

// match compares a path with one of the contract, segment by segment.
func match(pattern, path string) (map[string]string, bool) {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	params := map[string]string{}
	for i := range want {
		begin, end := strings.Index(want[i], "{"), strings.Index(want[i], "}")
		if begin < 0 {
			if want[i] != got[i] {
				return nil, false
			}
			continue
		}
		value, before := strings.CutPrefix(got[i], want[i][:begin])
		value, after := strings.CutSuffix(value, want[i][end+1:])
		if !before || !after || value == "" {
			return nil, false
		}
		if text, err := url.PathUnescape(value); err == nil {
			value = text
		}
		params[want[i][begin+1:end]] = value
	}
	return params, true
}

// follow returns what stands at a JSON pointer, and the pointer to it when
// references are followed; nil if there is nothing.
func (d *Document) follow(at string) (string, map[string]any) {
	v := any(d.plain)
	for part := range strings.SplitSeq(strings.TrimPrefix(at, "/"), "/") {
		object, _ := v.(map[string]any)
		v = object[unescape(part)]
	}
	object, _ := v.(map[string]any)
	if to, ok := object["$ref"].(string); ok {
		return d.follow(strings.TrimPrefix(to, "#"))
	}
	return at, object
}

var (
	escaper   = strings.NewReplacer("~", "~0", "/", "~1")
	unescaper = strings.NewReplacer("~1", "/", "~0", "~")
)

func escape(part string) string   { return url.PathEscape(escaper.Replace(part)) }
func unescape(part string) string { text, _ := url.PathUnescape(part); return unescaper.Replace(text) }
