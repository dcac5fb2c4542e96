package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// room is a row of the table that says who may import whom. A package belongs
// to the first room whose path matches.
type room struct {
	path string   // of the package; "…/*" means every package below
	ours []string // packages of this module that it may import, besides itself and those below it
	also []string // modules that it may import; all others need no mention in the standard library
	std  []string // packages of the standard library that it may not import
	test []string // modules that its tests may import besides
}

// impure are the ways out of memory, which the domain does not take.
var impure = []string{"net/http", "database/sql"}

// rooms is that table.
var rooms = []room{
	{path: "models/temporal", std: impure},
	{path: "models/facts", ours: []string{"models", "models/temporal"}, also: []string{"golang.org/x/text"}, std: impure},
	{path: "models/modeltest", ours: []string{"models", "models/temporal"}, std: impure},
	{path: "models/store/pgtest", ours: []string{"migrations"}, also: []string{"github.com/jackc/pgx/v5"}},
	{path: "models/store", ours: []string{"models", "models/temporal", "models/facts", "migrations"},
		also: []string{"gorm.io/gorm", "gorm.io/driver/postgres", "github.com/libtnb/sqlite", "modernc.org/sqlite", "github.com/jackc/pgx/v5",
			"github.com/klauspost/compress"}, std: []string{"net/http"}},
	{path: "models", ours: []string{"models/temporal"}, also: []string{"golang.org/x/text"}, std: impure},
	{path: "handlers/contracttest", ours: []string{"handlers"}, also: []string{"github.com/getkin/kin-openapi", "github.com/santhosh-tekuri/jsonschema/v6"}},
	{path: "handlers/*", ours: []string{"models", "models/temporal", "handlers/*"},
		also: []string{"github.com/gin-gonic/gin", "github.com/gin-contrib", "golang.org/x/text", "github.com/goccy/go-yaml", "github.com/swaggest/swgui",
			"github.com/prometheus/client_golang"},
		std: []string{"database/sql"}, test: []string{"github.com/getkin/kin-openapi"}},
	{path: "jobs/sources/sourcetest", ours: []string{"models", "models/temporal", "models/facts", "jobs/fetch"}, also: []string{"github.com/google/go-cmp"}, std: impure},
	{path: "jobs/sources/*", ours: []string{"models", "models/temporal", "models/facts", "jobs/fetch", "jobs/sources/sourcetest"},
		also: []string{"github.com/klauspost/compress", "golang.org/x/text", "golang.org/x/net/html"}, std: impure},
	{path: "jobs/fetch", ours: []string{"models", "models/temporal"}, also: []string{"github.com/hashicorp/go-retryablehttp", "golang.org/x/text"}, std: []string{"database/sql"}},
	{path: "jobs/*", ours: []string{"models", "models/temporal", "jobs/fetch"}, also: []string{"github.com/robfig/cron/v3"}, std: []string{"database/sql"}},
	{path: "migrations", also: []string{"github.com/pressly/goose/v3"}, std: []string{"net/http"},
		test: []string{"modernc.org/sqlite", "github.com/jackc/pgx/v5"}},
	{path: "cmd/caucus", ours: []string{"*"},
		also: []string{"github.com/alecthomas/kong", "github.com/schollz/progressbar/v3", "github.com/klauspost/compress"}, std: []string{"database/sql"},
		test: []string{"github.com/getkin/kin-openapi", "golang.org/x/text"}},
}

// inTests are what tests may import on top.
var inTests = []string{"github.com/google/go-cmp/cmp", "pgregory.net/rapid"}

// source is one parsed Go file.
type source struct {
	name string // path from the top, with slashes
	file *ast.File
	text string
	set  *token.FileSet
}

func (s source) test() bool  { return strings.HasSuffix(s.name, "_test.go") }
func (s source) lines() int  { return strings.Count(s.text, "\n") }
func (s source) pkg() string { return path.Dir(s.name) }
func (s source) imports() (list []string) {
	for _, i := range s.file.Imports {
		list = append(list, strings.Trim(i.Path.Value, `"`))
	}
	return list
}

// sources parses every Go file of the module.
func sources(t *testing.T) (list []source) {
	t.Helper()
	top := filepath.Join("..", "..")
	err := filepath.WalkDir(top, func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && file != top && (strings.HasPrefix(e.Name(), ".") || e.Name() == "testdata") {
			return fs.SkipDir
		}
		if e.IsDir() || filepath.Ext(file) != ".go" {
			return nil
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, file, text, parser.ParseComments)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(top, file)
		list = append(list, source{filepath.ToSlash(name), parsed, string(text), set})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 50 {
		t.Fatalf("found only %d Go files below %s", len(list), top)
	}
	return list
}

func TestNobodyImportsWhomTheTableDoesNotName(t *testing.T) {
	var faults []string
	for _, s := range sources(t) {
		r, ok := roomOf(s.pkg())
		if !ok {
			faults = append(faults, s.name+": no room of the table has this package")
			continue
		}
		for _, i := range s.imports() {
			if why := r.refuses(s, i); why != "" {
				faults = append(faults, fmt.Sprintf("%s imports %s: %s", s.name, i, why))
			}
		}
	}
	if len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
}

func roomOf(pkg string) (room, bool) {
	i := slices.IndexFunc(rooms, func(r room) bool { return covers(r.path, pkg) })
	if i < 0 {
		return room{}, false
	}
	return rooms[i], true
}

// covers reports whether a path of the table means a package.
func covers(pattern, pkg string) bool {
	above, below := strings.CutSuffix(pattern, "*")
	return pattern == pkg || below && (strings.HasPrefix(pkg, above) || pkg+"/" == above)
}

// refuses tells why a file may not import a package; empty if it may.
func (r room) refuses(s source, imported string) string {
	ours, isOurs := strings.CutPrefix(imported, "caucus/")
	switch {
	case isOurs && ours == "cmd/caucus":
		return "nobody imports the command"
	case ours == "models/store/pgtest" && !s.test():
		return "only tests start a PostgreSQL of their own"
	case ours == "handlers/contracttest" && !s.test():
		return "only tests hold answers to the contract"
	case ours == "jobs/sources/sourcetest" && !s.test():
		return "only tests of sources share what is in it"
	case isOurs && s.test() && ours != "models/store" && strings.HasPrefix(ours, "models"):
		return ""
	case isOurs && (ours == s.pkg() || slices.ContainsFunc(r.ours, func(p string) bool { return p == "*" || covers(p, ours) })):
		return ""
	case isOurs:
		return "not in its row of the table"
	case !strings.Contains(imported, "."):
		if !s.test() && slices.Contains(r.std, imported) {
			return "this room keeps out of it"
		}
		return ""
	}
	allowed := r.also
	if s.test() {
		allowed = slices.Concat(allowed, r.test, inTests)
	}
	for _, module := range allowed {
		if imported == module || strings.HasPrefix(imported, module+"/") {
			return ""
		}
	}
	return "not in its row of the table"
}

// The table must be able to refuse: without this a hole in it would go unseen.
func TestTheTableRefuses(t *testing.T) {
	for _, c := range []struct{ file, imported string }{
		{"models/person.go", "gorm.io/gorm"},
		{"models/person.go", "net/http"},
		{"models/person.go", "caucus/models/store"},
		{"models/temporal/day.go", "caucus/models"},
		{"models/store/rows.go", "caucus/handlers"},
		{"handlers/people.go", "caucus/models/store"},
		{"handlers/people_test.go", "caucus/models/store"},
		{"handlers/people.go", "gorm.io/gorm"},
		{"handlers/bulk/csv.go", "caucus/jobs"},
		{"jobs/sources/parlinfo/parse.go", "caucus/jobs/sources/tables"},
		{"jobs/sources/parlinfo/parse.go", "net/http"},
		{"jobs/sources/parlinfo/parse.go", "caucus/jobs/sources/sourcetest"},
		{"jobs/refresh_test.go", "caucus/jobs/sources/sourcetest"},
		{"jobs/refresh.go", "github.com/gin-gonic/gin"},
		{"jobs/refresh.go", "github.com/hashicorp/go-retryablehttp"},
		{"jobs/refresh.go", "caucus/jobs/sources/parlinfo"},
		{"jobs/refresh.go", "caucus/cmd/caucus"},
		{"cmd/caucus/serve.go", "gorm.io/gorm"},
		{"cmd/caucus/serve.go", "caucus/models/store/pgtest"},
		{"cmd/caucus/serve.go", "caucus/handlers/contracttest"},
		{"models/store/postgres.go", "caucus/models/store/pgtest"},
		{"models/person.go", "github.com/google/go-cmp/cmp"},
	} {
		s := source{name: c.file}
		if r, ok := roomOf(s.pkg()); !ok || r.refuses(s, c.imported) == "" {
			t.Errorf("%s may import %s", c.file, c.imported)
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	said := map[string]bool{}
	for _, s := range sources(t) {
		if !s.test() {
			said[s.pkg()] = said[s.pkg()] || s.file.Doc != nil
		}
	}
	for pkg, ok := range said {
		if !ok {
			t.Errorf("package %s has no doc comment", pkg)
		}
	}
}

func TestEveryExportedNameIsExplained(t *testing.T) {
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		for _, d := range s.file.Decls {
			for _, name := range unexplained(d) {
				t.Errorf("%s: %s has no doc comment", s.name, name)
			}
		}
	}
}

// unexplained lists the exported types, functions and methods of a declaration
// that have no comment. Kind and Key, which every fact has, are explained once,
// at models.Fact.
func unexplained(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		ofFact := d.Recv != nil && (d.Name.Name == "Kind" || d.Name.Name == "Key")
		if d.Name.IsExported() && d.Doc == nil && !ofFact {
			names = append(names, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if one, ok := spec.(*ast.TypeSpec); ok && one.Name.IsExported() && d.Doc == nil && one.Doc == nil && one.Comment == nil {
				names = append(names, one.Name.Name)
			}
		}
	}
	return names
}

func TestOnlyTheCommandAsksForTheTime(t *testing.T) {
	var found []string
	for _, s := range sources(t) {
		if s.test() || strings.HasPrefix(s.name, "cmd/") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if ok && sel.Sel.Name == "Now" {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && !measures(s, n.Pos()) {
					found = append(found, s.set.Position(n.Pos()).String())
				}
			}
			return true
		})
	}
	if diff := cmp.Diff([]string(nil), found); diff != "" {
		t.Errorf("time.Now outside cmd (a clock is passed in):\n%s", diff)
	}
}

// measures reports whether a reading of the clock begins the measuring of a
// duration: such a line calls what it keeps "start".
func measures(s source, at token.Pos) bool {
	line := strings.Split(s.text, "\n")[s.set.Position(at).Line-1]
	return strings.HasPrefix(strings.TrimSpace(line), "start := time.Now()")
}

func TestLongFilesGiveTheirReason(t *testing.T) {
	for _, s := range sources(t) {
		if s.lines() > 400 && !strings.HasPrefix(s.text, "// Long because") {
			t.Errorf("%s has %d lines and does not begin with \"// Long because\"", s.name, s.lines())
		}
	}
}
