package parlinfo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"caucus/jobs/fetch"
	"caucus/models"
)

// The choice that narrows a search to a parliament, and the names of the one
// among them that stands for the present.
const (
	parliamentRefiner = "4"
	parliamentName    = "parliament"
)

var currentNames = []string{"currently in office", "actuellement en fonction", "actuellement en poste", "en fonction actuellement", "presentement en fonction"}

// currentlyInOffice finds how to ask for those who are in office: "4-1". The
// answer is taken to be a tree in which objects have an id and names, however
// they are nested: only the names of its fields are known, see the package.
func currentlyInOffice(text []byte) (string, error) {
	if err := unfit(text); err != nil {
		return "", err
	}
	text, err := unpadded(text)
	if err != nil {
		return "", err
	}
	var tree any
	numbers := json.NewDecoder(bytes.NewReader(text))
	numbers.UseNumber()
	if err := numbers.Decode(&tree); err != nil {
		return "", broken(err)
	}
	refiner, id := parliamentChoice(tree)
	if refiner == nil {
		return "", unreadable("wrong_format", "the choices of the search name no refiner %s or %q", parliamentRefiner, parliamentName)
	}
	var options, names []string
	walk(refiner, func(o map[string]any) {
		number := idOf(o, "OptionId", "Id", "Value")
		if number == "" {
			return
		}
		names = append(names, namesOf(o)...)
		if calls(o, currentNames...) && !slices.Contains(options, number) {
			options = append(options, number)
		}
	})
	if len(options) != 1 {
		return "", unreadable("wrong_format", "%d choices of parliament are called \"Currently in Office\", one would be right; there are %s", len(options), some(names))
	}
	return id + "-" + options[0], nil
}

// parliamentChoice finds the choice of a parliament by its name, else by its
// number.
func parliamentChoice(tree any) (found map[string]any, id string) {
	named := false
	walk(tree, func(o map[string]any) {
		number := idOf(o, "RefinerId", "Id")
		isNamed := calls(o, parliamentName)
		if number == "" || named || !isNamed && (found != nil || number != parliamentRefiner || o["OptionId"] != nil) || !nested(o) {
			return
		}
		found, id, named = o, number, isNamed
	})
	return found, id
}

// walk visits every object of a tree, the outer ones first.
func walk(tree any, visit func(map[string]any)) {
	switch t := tree.(type) {
	case []any:
		for _, v := range t {
			walk(v, visit)
		}
	case map[string]any:
		visit(t)
		for _, key := range sortedKeys(t) {
			walk(t[key], visit)
		}
	}
}

func sortedKeys(o map[string]any) []string {
	keys := make([]string, 0, len(o))
	for k := range o {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// nested reports whether an object has a list of others.
func nested(o map[string]any) bool {
	for _, v := range o {
		if list, ok := v.([]any); ok && len(list) > 0 {
			return true
		}
	}
	return false
}

// idOf is the number in the first of some fields that has one.
func idOf(o map[string]any, fields ...string) string {
	for _, f := range fields {
		if n := strings.TrimSpace(fmt.Sprint(o[f])); n != "" && strings.Trim(n, "0123456789") == "" {
			return n
		}
	}
	return ""
}

// namesOf are the texts of the fields of an object that are called names.
func namesOf(o map[string]any) (list []string) {
	for _, key := range sortedKeys(o) {
		if text, ok := o[key].(string); ok && strings.Contains(key, "Name") {
			list = append(list, text)
		}
	}
	return list
}

func calls(o map[string]any, names ...string) bool {
	return slices.ContainsFunc(namesOf(o), func(n string) bool { return slices.Contains(names, models.Fold(n)) })
}

// some lists the first few names that were there.
func some(names []string) string {
	const most = 6
	if len(names) == 0 {
		return "none"
	}
	text := fmt.Sprintf("%q", names[:min(most, len(names))])
	if len(names) > most {
		text += fmt.Sprintf(" and %d more", len(names)-most)
	}
	return text
}

func unreadable(rule, format string, args ...any) error {
	return &fetch.Unreadable{Rule: rule, Detail: fmt.Sprintf(format, args...)}
}
