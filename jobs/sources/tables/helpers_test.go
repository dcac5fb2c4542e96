package tables

import (
	"io/fs"
	"strings"
	"testing/fstest"

	"caucus/models"
)

func asFS(dirs []fstest.MapFS) (list []fs.FS) {
	for _, d := range dirs {
		list = append(list, d)
	}
	return list
}

// merge replaces the facts of which there is a new one and adds the others, as
// a revision does.
func merge(into, changed *models.Facts) {
	replaced := map[models.Ref]models.Fact{}
	for f := range changed.All() {
		replaced[models.RefOf(f)] = f
	}
	out := &models.Facts{}
	for f := range into.All() {
		if g, ok := replaced[models.RefOf(f)]; ok {
			delete(replaced, models.RefOf(f))
			f = g
		}
		out.Add(f)
	}
	for f := range changed.All() {
		if _, ok := replaced[models.RefOf(f)]; ok {
			out.Add(f)
		}
	}
	*into = *out
}

// invariants are those of the domain that hold of a House of a few members:
// its seats are not those of the law.
func invariants(f *models.Facts) (broken []string) {
	for _, b := range models.Check(f).Broken {
		if !strings.Contains(b, "seats by law") {
			broken = append(broken, b)
		}
	}
	return broken
}

func merged(dirs ...fstest.MapFS) fstest.MapFS {
	out := fstest.MapFS{}
	for _, dir := range dirs {
		for name, file := range dir {
			out[name] = file
		}
	}
	return out
}
