package handlers

import (
	"mime"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
)

var (
	contentCSV = []string{"text/csv; charset=utf-8; header=present"}
	varyAccept = []string{"Accept"}
)

// prefersCSV reports whether the Accept header asks for CSV rather than JSON:
// it names text/csv, and JSON not at all or with less weight. Who takes anything
// gets JSON.
func prefersCSV(accept []string) bool {
	csv, json := 0.0, 0.0
	for _, field := range accept {
		if !strings.Contains(field, "text/csv") && csv == 0 {
			continue
		}
		for one := range strings.SplitSeq(field, ",") {
			kind, with, err := mime.ParseMediaType(one)
			if err != nil {
				continue
			}
			weight, err := strconv.ParseFloat(with["q"], 64)
			if err != nil {
				weight = 1
			}
			switch kind {
			case "text/csv":
				csv = max(csv, weight)
			case "application/json":
				json = max(json, weight)
			}
		}
	}
	return csv > 0 && csv >= json
}

// writeCSV writes a list as a file. What JSON says in the body about the
// list stands in headers: the permalink, and the page behind this one.
func writeCSV(c *gin.Context, tag string, w *page, render func(*sheet)) {
	s := &sheet{page: w}
	render(s)
	links := "<" + w.link(w.after) + `>; rel="canonical"`
	if s.next != "" {
		links += ", <" + w.link(s.next) + `>; rel="next"`
	}
	tagged(c, tag)
	h := c.Writer.Header()
	h["Link"] = []string{links}
	h["Content-Disposition"] = []string{`attachment; filename="` + s.fileName() + `"`}
	writeBody(c, contentCSV, w.b)
}
