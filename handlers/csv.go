package handlers

import (
	"mime"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
)

var (
	contentCSV = []string{"text/csv; charset=utf-8; header=present"}
	varyAccept = []string{"Accept"}
)

// prefersCSV reports whether the Accept header asks for CSV rather than JSON:
// it names text/csv, in whatever case, and JSON not at all or with less weight.
// A wildcard stands for JSON where JSON is not named, so that who takes anything
// gets JSON.
func prefersCSV(accept []string) bool {
	if !slices.ContainsFunc(accept, namesCSV) {
		return false
	}
	csv, json, rest, named := 0.0, 0.0, 0.0, false
	for _, field := range accept {
		for one := range strings.SplitSeq(field, ",") {
			kind, with, err := mime.ParseMediaType(one)
			if err != nil {
				continue
			}
			switch weight := weightOf(with["q"]); kind {
			case "text/csv":
				csv = max(csv, weight)
			case "application/json":
				json, named = max(json, weight), true
			case "application/*", "*/*":
				rest = max(rest, weight)
			}
		}
	}
	if !named {
		json = rest
	}
	return csv > 0 && csv >= json
}

// namesCSV spares most questions the parsing of their header.
func namesCSV(field string) bool {
	const name = "text/csv"
	for i := range len(field) - len(name) + 1 {
		if strings.EqualFold(field[i:i+len(name)], name) {
			return true
		}
	}
	return false
}

// weightOf reads the weight of what is accepted, from 0 to 1; what is no weight
// counts as 1, like none.
func weightOf(q string) float64 {
	weight, err := strconv.ParseFloat(q, 64)
	if err != nil || !(weight >= 0 && weight <= 1) {
		return 1
	}
	return weight
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
