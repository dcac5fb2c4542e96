package contracttest

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// everywhere are the headers of every answer, which the contract tells in words
// if at all: those of HTTP itself, and those that let pages of every origin ask.
func everywhere(header string) bool {
	switch header {
	case "Content-Type", "Content-Length", "Content-Encoding", "Date", "X-Content-Type-Options":
		return true
	}
	return strings.HasPrefix(header, "Access-Control-")
}

// headers holds headers to the response that stands at a place: those that it
// requires must be there, each must be as it says, and there may be no other.
func (d *Document) headers(at string, response map[string]any, got http.Header) error {
	described, _ := response["headers"].(map[string]any)
	known := map[string]bool{}
	for _, header := range slices.Sorted(maps.Keys(described)) {
		known[http.CanonicalHeaderKey(header)] = true
		place, h := d.follow(at + "/headers/" + escape(header))
		values := got.Values(header)
		switch {
		case len(values) > 1:
			return fmt.Errorf("header %s is there %d times", header, len(values))
		case len(values) == 1:
			if err := d.header(place, h, values[0]); err != nil {
				return fmt.Errorf("header %s: %w", header, err)
			}
		case h["required"] == true:
			return fmt.Errorf("header %s is missing", header)
		}
	}
	for header := range got {
		if !known[header] && !everywhere(header) {
			return fmt.Errorf("header %s is not described", header)
		}
	}
	return nil
}

func (d *Document) header(at string, h map[string]any, text string) error {
	value := any(text)
	if schema, _ := h["schema"].(map[string]any); schema["type"] == "integer" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return fmt.Errorf("%q is no number", text)
		}
		value = n
	}
	return d.Value(at+"/schema", value)
}
