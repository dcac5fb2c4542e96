package main

import (
	"maps"
	"os"
	"slices"
	"strings"

	"caucus/models"
)

const (
	prefix     = "CAUCUS_"
	fileSuffix = "_FILE"
)

// environment holds the variables of the process. An empty one counts as
// unset.
type environment map[string]string

func readEnvironment(environ []string) environment {
	e := environment{}
	for _, pair := range environ {
		if name, value, ok := strings.Cut(pair, "="); ok && value != "" {
			e[name] = value
		}
	}
	return e
}

// variable is the name of a setting in the environment: CAUCUS_DATABASE_URL
// for database-url.
func variable(flag string) string {
	return prefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// secret returns a variable, or what stands in the file that the variable with
// _FILE at its end names, so that a secret need not stand in the environment.
func (e environment) secret(name string, faults *models.InvalidError) string {
	path := e[name+fileSuffix]
	if path == "" {
		return e[name]
	}
	if e[name] != "" {
		faults.Add(name+fileSuffix, path, "only one of "+name+" and "+name+fileSuffix)
		return e[name]
	}
	data, err := os.ReadFile(path)
	value := strings.TrimSpace(string(data))
	if err != nil || value == "" {
		faults.Add(name+fileSuffix, path, "a file that can be read and holds the value of "+name)
	}
	return value
}

// unknown adds a fault for every variable that looks like a setting and is
// none. Its value is not shown: it may be a secret under a misspelled name.
func (e environment) unknown(names []string, faults *models.InvalidError) {
	for _, name := range slices.Sorted(maps.Keys(e)) {
		if strings.HasPrefix(name, prefix) && !slices.Contains(names, name) {
			faults.Add(name, "", "the name of a setting; the nearest is "+nearest(name, names))
		}
	}
}

// nearest is the name with the fewest letters to change.
func nearest(name string, names []string) string {
	return slices.MinFunc(names, func(a, b string) int { return edits(name, a) - edits(name, b) })
}

// edits counts the letters to insert, drop or replace that lead from a to b.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := corner
			if a[i] != b[j] {
				replaced++
			}
			corner = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
