package contracttest

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Examples holds every example to the schema beside it, and calls each with its
// place in the document and what is wrong with it.
func (d *Document) Examples(each func(at string, err error)) { d.examples("", d.plain, each) }

func (d *Document) examples(at string, v any, each func(at string, err error)) {
	switch v := v.(type) {
	case []any:
		for i, one := range v {
			d.examples(at+"/"+strconv.Itoa(i), one, each)
		}
	case map[string]any:
		if schema, ok := v["schema"]; ok && schema != nil {
			if example, ok := v["example"]; ok {
				each(at, d.Value(at+"/schema", example))
			}
		}
		if list, ok := v["examples"].([]any); ok {
			for i, example := range list {
				each(fmt.Sprintf("%s, example %d", at, i+1), d.Value(at, example))
			}
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if key != "example" && key != "examples" {
				d.examples(at+"/"+escape(key), v[key], each)
			}
		}
	}
}
