package handlers

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/swaggest/swgui/v5/static"

	"caucus/handlers/problem"
)

// docsPage shows the contract with Swagger UI. Its addresses are relative, so
// that it works wherever a proxy puts it; scripts and styles are files of their
// own, so that the policy can refuse all others.
const docsPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>caucus: try the API</title>
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="icon" type="image/png" href="docs/favicon-32x32.png">
</head>
<body>
<div id="swagger-ui"></div>
<noscript>This page needs JavaScript. The document that it shows is <a href="openapi.json">openapi.json</a>.</noscript>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`

const docsStart = `"use strict";
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`

// docsFile is a file that the page loads: of ours, or of Swagger UI.
type docsFile struct {
	contentType []string
	ours        string // its text; empty for a file of Swagger UI
	packed      bool   // Swagger UI's copy is gzip
}

var docsFiles = map[string]docsFile{
	"start.js":             {contentType: contentScript, ours: docsStart},
	"swagger-ui-bundle.js": {contentType: contentScript, packed: true},
	"swagger-ui.css":       {contentType: contentStyle, packed: true},
	"favicon-32x32.png":    {contentType: contentPNG},
}

var (
	contentHTML    = []string{"text/html; charset=utf-8"}
	contentScript  = []string{"text/javascript; charset=utf-8"}
	contentStyle   = []string{"text/css; charset=utf-8"}
	contentPNG     = []string{"image/png"}
	encodedGzip    = []string{"gzip"}
	varyByEncoding = []string{"Accept-Encoding"}
)

// docs serves the page.
func (a *api) docs() gin.HandlerFunc {
	policy := []string{docsPolicy(a.BaseURL)}
	return func(c *gin.Context) {
		c.Writer.Header()["Content-Security-Policy"] = policy
		writeFixed(c, contentHTML, []byte(docsPage))
	}
}

// docsPolicy lets the page load its own files and ask this program, and nothing
// else. Swagger UI draws with data: images.
func docsPolicy(baseURL string) string {
	ask := "'self'"
	if base, err := url.Parse(baseURL); err == nil && base.Host != "" {
		ask += " " + base.Scheme + "://" + base.Host
	}
	return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src " +
		ask + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}

// docsFile serves a file that the page loads.
func (a *api) docsFile(c *gin.Context) {
	name := c.Param("file")
	f, ok := docsFiles[name]
	if !ok {
		a.fail(c, problem.ErrNoRoute)
		return
	}
	asPacked := f.packed && takesGzip(c.Request.Header["Accept-Encoding"])
	body, err := f.read(name, asPacked)
	if err != nil {
		a.fail(c, err)
		return
	}
	h := c.Writer.Header()
	h["Vary"] = varyByEncoding
	if asPacked {
		h["Content-Encoding"] = encodedGzip
	}
	writeFixed(c, f.contentType, body)
}

// read returns the file, as gzip if asked for.
func (f docsFile) read(name string, asPacked bool) ([]byte, error) {
	switch {
	case f.ours != "":
		return []byte(f.ours), nil
	case !f.packed:
		return static.FS.ReadFile(name)
	case asPacked:
		return static.FS.ReadFile(name + ".gz")
	}
	packed, err := static.FS.ReadFile(name + ".gz")
	if err != nil {
		return nil, fmt.Errorf("read %s of Swagger UI: %w", name, err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpack %s of Swagger UI: %w", name, err)
	}
	return io.ReadAll(r)
}

// takesGzip reports whether an Accept-Encoding header names gzip. Who refuses it
// gives it the weight 0.
func takesGzip(accept []string) bool {
	for one := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		name, with, _ := strings.Cut(strings.ReplaceAll(one, " ", ""), ";")
		if name != "gzip" {
			continue
		}
		weight, err := strconv.ParseFloat(strings.TrimPrefix(with, "q="), 64)
		return err != nil || weight > 0
	}
	return false
}
