package handlers

import (
	_ "embed" // for openapi.yaml
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/goccy/go-yaml"
)

// contractText is the contract as people write and read it.
//
//go:embed openapi.yaml
var contractText []byte

// OpenAPI returns the contract of the API, an OpenAPI 3.1 document as JSON, for
// a program that answers under a base address. Empty means the host that serves
// the document. The error is about openapi.yaml, which is part of the program,
// so that there is none unless a test fails.
func OpenAPI(baseURL string) ([]byte, error) {
	var document yaml.MapSlice
	if err := yaml.UnmarshalWithOptions(contractText, &document, yaml.UseOrderedMap()); err != nil {
		return nil, fmt.Errorf("read openapi.yaml: %w", err)
	}
	if baseURL == "" {
		baseURL = "/"
	}
	for i := range document {
		if document[i].Key == "servers" {
			document[i].Value = []yaml.MapSlice{{{Key: "url", Value: baseURL}}}
		}
	}
	text, err := yaml.MarshalWithOptions(document, yaml.JSON())
	if err != nil {
		return nil, fmt.Errorf("write openapi.yaml as JSON: %w", err)
	}
	return text, nil
}

// contract serves the document. It is made when first asked for.
func (a *api) contract() gin.HandlerFunc {
	made := sync.OnceValues(func() ([]byte, error) { return OpenAPI(a.BaseURL) })
	return func(c *gin.Context) {
		body, err := made()
		if err != nil {
			a.fail(c, err)
			return
		}
		writeFixed(c, contentJSON, body)
	}
}

// moved sends whoever asks to another path of this program, for ever.
func (a *api) moved(path string) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Header("Location", a.BaseURL+path)
		c.Header("Content-Length", "0")
		c.Writer.WriteHeader(http.StatusPermanentRedirect)
		c.Writer.WriteHeaderNow()
	}
}

// writeFixed writes a body that is the same until the program is another, or
// that it is still the one that the caller has.
func writeFixed(c *gin.Context, contentType []string, body []byte) {
	tag := `"` + strconv.FormatUint(fnv(fnvStart, body), 16) + `"`
	if matches(c.Request.Header["If-None-Match"], tag) {
		notModified(c, tag)
		return
	}
	h := c.Writer.Header()
	h["Etag"] = []string{tag}
	h["Cache-Control"] = revalidate
	writeBody(c, contentType, body)
}
