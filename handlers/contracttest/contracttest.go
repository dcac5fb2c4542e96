// Package contracttest holds answers to the contract of the API. A test that
// asks over HTTP passes what it got to [Check], and what openapi.yaml does not
// say is a fault of the test: a status, a media type, a header, a member that is
// missing or too many, a null or a day in another form.
//
// kin-openapi reads the document, judges it, and holds questions that were
// answered to the parameters that it describes. Bodies are held to its schemas
// by the JSON Schema 2020-12 validator that kin-openapi rests on: kin-openapi
// makes that anew for each body, and falls back to rules of its own for schemas
// that refer to others (as all of ours do).
package contracttest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"caucus/handlers"
)

// Document is the contract: as kin-openapi reads it, and as plain JSON.
type Document struct {
	*openapi3.T
	plain    map[string]any
	compiler *jsonschema.Compiler

	mu      sync.Mutex
	schemas map[string]*jsonschema.Schema // by JSON pointer
	good    map[[sha256.Size]byte]bool    // bodies that were held already, since tests ask the same again and again
}

// name is how schemas refer to the document that they stand in.
const name = "urn:caucus:contract"

// Load reads the contract that the program serves. The error says what is wrong
// with it as an OpenAPI 3.1 document.
var Load = sync.OnceValues(func() (*Document, error) {
	text, err := handlers.OpenAPI("")
	if err != nil {
		return nil, err
	}
	return Read(text)
})

// Read reads a contract that is JSON.
func Read(text []byte) (*Document, error) {
	t, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, fmt.Errorf("read the contract: %w", err)
	}
	if err := t.Validate(context.Background()); err != nil {
		return nil, fmt.Errorf("the contract is no OpenAPI document: %w", err)
	}
	plain, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("read the contract as JSON: %w", err)
	}
	d := &Document{T: t, plain: plain.(map[string]any), compiler: jsonschema.NewCompiler(),
		schemas: map[string]*jsonschema.Schema{}, good: map[[sha256.Size]byte]bool{}}
	d.compiler.DefaultDraft(jsonschema.Draft2020)
	d.compiler.AssertFormat()
	if err := d.compiler.AddResource(name, d.plain); err != nil {
		return nil, fmt.Errorf("take the contract for schemas: %w", err)
	}
	return d, nil
}

// Check holds an answer to the contract. The body was read to its end.
func Check(t testing.TB, r *http.Request, res *http.Response, body []byte) {
	t.Helper()
	d, err := Load()
	if err != nil {
		t.Error(err)
		return
	}
	if err := d.Answer(r, res, body); err != nil {
		t.Errorf("the contract does not allow the answer to %s %.300s: %v", r.Method, r.URL, err)
	}
}

// Answer returns what the contract does not allow in an answer.
func (d *Document) Answer(r *http.Request, res *http.Response, body []byte) error {
	route := d.route(r)
	switch {
	case r.Method == http.MethodOptions && res.StatusCode == http.StatusNoContent:
		return empty(body)
	case route == nil:
		return d.nothing(res, body)
	case route.Operation == nil:
		return d.response("/components/responses/MethodNotAllowed", http.StatusMethodNotAllowed, r, res, body)
	}
	at := "/paths/" + escape(route.Path) + "/" + strings.ToLower(route.Method) + "/responses/" + fmt.Sprint(res.StatusCode)
	if err := d.response(at, res.StatusCode, r, res, body); err != nil || res.StatusCode >= http.StatusBadRequest {
		return err
	}
	return d.question(r, route)
}

// question returns what the contract does not allow in a question that was
// answered.
func (d *Document) question(r *http.Request, route *found) error {
	asked := r.Clone(context.Background())
	asked.Method, asked.Body = route.Method, http.NoBody
	if err := d.posted(r, route); err != nil {
		return err
	}
	return openapi3filter.ValidateRequest(context.Background(), &openapi3filter.RequestValidationInput{
		Request: asked, PathParams: route.params,
		Route:   &routers.Route{Spec: d.T, Path: route.Path, PathItem: route.item, Method: route.Method, Operation: route.Operation},
		Options: &openapi3filter.Options{ExcludeRequestBody: true},
	})
}

// posted returns what the contract does not allow in the body of a question that
// was answered.
func (d *Document) posted(r *http.Request, route *found) error {
	if route.Operation.RequestBody == nil || r.GetBody == nil {
		return nil
	}
	body, err := r.GetBody()
	if err != nil {
		return err
	}
	defer body.Close()
	value, err := jsonschema.UnmarshalJSON(body)
	if err != nil {
		return fmt.Errorf("a body that is no JSON was taken: %w", err)
	}
	at := "/paths/" + escape(route.Path) + "/" + strings.ToLower(route.Method) + "/requestBody/content/application~1json/schema"
	if err := d.Value(at, value); err != nil {
		return fmt.Errorf("a body was taken: %w", err)
	}
	return nil
}

// nothing holds what is said where the contract has no path.
func (d *Document) nothing(res *http.Response, body []byte) error {
	if res.StatusCode != http.StatusNotFound && res.StatusCode != http.StatusBadRequest {
		return fmt.Errorf("status %d at a path that the contract does not have", res.StatusCode)
	}
	return d.response("/components/responses/NotFound", res.StatusCode, res.Request, res, body)
}

// response holds status, headers, media type and body to the response that
// stands at a place in the document.
func (d *Document) response(at string, status int, r *http.Request, res *http.Response, body []byte) error {
	at, response := d.follow(at)
	if response == nil {
		return fmt.Errorf("status %d is not described", res.StatusCode)
	}
	if res.StatusCode != status {
		return fmt.Errorf("status %d, want %d", res.StatusCode, status)
	}
	if err := d.headers(at, response, res.Header); err != nil {
		return err
	}
	content, _ := response["content"].(map[string]any)
	bodiless := r != nil && r.Method == http.MethodHead
	if content == nil || bodiless {
		if err := empty(body); err != nil || content == nil {
			return err
		}
	}
	kind, _, _ := strings.Cut(res.Header.Get("Content-Type"), ";")
	media, ok := content[kind].(map[string]any)
	if !ok {
		return fmt.Errorf("content type %q is not described", kind)
	}
	if bodiless {
		return nil
	}
	return d.once(at, body, func() error { return d.body(at+"/content/"+escape(kind), kind, media, body) })
}

// once holds a body that was not good at that place before.
func (d *Document) once(at string, body []byte, hold func() error) error {
	id := sha256.Sum256(append([]byte(at+"\n"), body...))
	d.mu.Lock()
	good := d.good[id]
	d.mu.Unlock()
	if good {
		return nil
	}
	err := hold()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.good[id] = err == nil
	return err
}

func empty(body []byte) error {
	if len(body) > 0 {
		return fmt.Errorf("a body of %d bytes where there must be none", len(body))
	}
	return nil
}

// body holds a body to its schema, and the first line of a CSV file to that of
// the example.
func (d *Document) body(at, kind string, media map[string]any, body []byte) error {
	if _, ok := media["schema"]; !ok {
		return nil
	}
	value := any(string(body))
	if strings.HasSuffix(kind, "json") {
		var err error
		if value, err = jsonschema.UnmarshalJSON(bytes.NewReader(body)); err != nil {
			return fmt.Errorf("read the body: %w", err)
		}
	}
	if kind == "text/csv" {
		example, _ := media["example"].(string)
		want, _, _ := strings.Cut(example, "\n")
		if got, _, _ := strings.Cut(string(body), "\n"); got != want {
			return fmt.Errorf("the columns are\n%s, want\n%s", got, want)
		}
	}
	return d.Value(at+"/schema", value)
}

// Value holds a value to the schema that stands at a place in the document.
func (d *Document) Value(at string, value any) error {
	d.mu.Lock()
	schema, ok := d.schemas[at]
	if !ok {
		var err error
		if schema, err = d.compiler.Compile(name + "#" + at); err != nil {
			d.mu.Unlock()
			return fmt.Errorf("schema at %s: %w", at, err)
		}
		d.schemas[at] = schema
	}
	d.mu.Unlock()
	return schema.Validate(value)
}

// JSON reads a text as Value wants it.
func JSON(text string) (any, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return v, err
}
