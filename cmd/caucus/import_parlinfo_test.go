package main

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/migrations"
)

// dongProfile is what the Library of Parliament says of Han Dong, cut down to
// what the register reads.
const dongProfile = `{"Person":{"PersonId":20103,"HOCPersonId":105091,"UsedFirstName":"Han","LastName":"Dong","Roles":[
{"PersonRoleId":1,"NameEn":"Constituency Member","OrganizationTypeId":35,"OrganizationId":8867,"OrganizationLongEn":"Don Valley North","OrganizationLongFr":"Don Valley-Nord","OrganizationProvinceEn":"Ontario","StartDate":"2021-09-20T04:00:00Z","EndDate":null},
{"PersonRoleId":2,"NameEn":"Party Member","OrganizationTypeId":4,"OrganizationId":4831,"OrganizationLongEn":"Liberal Party of Canada","StartDate":"2021-09-20T04:00:00Z","EndDate":"2023-03-21T04:00:00Z"},
{"PersonRoleId":3,"NameEn":"Party Member","OrganizationTypeId":4,"OrganizationId":3842,"OrganizationLongEn":"Independent","StartDate":"2023-03-22T04:00:00Z","EndDate":null}],
"ElectionCandidates":[]}}`

// documents writes the profile and four documents that are none.
func documents(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "parlinfo_2024-05-30")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"20103.json": dongProfile,
		"1.json":     dongProfile[:len(dongProfile)/2],
		"2.json":     "<!DOCTYPE html><html><body>Bad gateway</body></html>",
		"3.json":     "",
		"4.json":     `{"Message":"An error has occurred."}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestGoodDocumentsAreImportedAndBadOnesReported(t *testing.T) {
	t.Parallel()
	m := newMachine(t, migrations.Seed)
	report := filepath.Join(t.TempDir(), "report.jsonl")
	var got summary
	if err := json.Unmarshal([]byte(m.must("import", "parlinfo", "--json", "--report", report, documents(t))), &got); err != nil {
		t.Fatal(err)
	}
	if got.Revision != 1 || !got.New || got.People != 1 || got.Tenures != 1 {
		t.Errorf("summary is %+v", got)
	}
	for _, kind := range []string{"truncated_json", "html", "empty_document", "error_body"} {
		if got.Faults[kind] != 1 {
			t.Errorf("%d faults %s, want 1", got.Faults[kind], kind)
		}
	}
	if diff := cmp.Diff(got.Faults, kindsIn(t, report)); diff != "" {
		t.Errorf("the report and the summary differ (-summary +report):\n%s", diff)
	}
	if again := m.must("import", "parlinfo", documents(t)); !strings.Contains(again, "nothing new: the register stays at revision 1") {
		t.Errorf("the second import says\n%s", again)
	}
}

func TestADryRunOfDocumentsLeavesTheRegisterEmpty(t *testing.T) {
	t.Parallel()
	m := newMachine(t, migrations.Seed)
	if out := m.must("import", "parlinfo", "--dry-run", documents(t)); !strings.Contains(out, "read: ") || !strings.Contains(out, "dry run") {
		t.Errorf("the dry run says\n%s", out)
	}
	if n := m.head().Number; n != 0 {
		t.Errorf("the register is at revision %d", n)
	}
}

func TestAReportThatCannotBeWrittenStopsTheImport(t *testing.T) {
	t.Parallel()
	m := newMachine(t, migrations.Seed)
	r := m.do("import", "parlinfo", "--report", t.TempDir(), documents(t))
	if r.code != exitFailed || !strings.Contains(r.stderr, "write the report") {
		t.Errorf("exit %d %q", r.code, r.stderr)
	}
	if n := m.head().Number; n > 1 {
		t.Errorf("the register is at revision %d", n)
	}
}

// kindsIn counts the faults of a report by kind.
func kindsIn(t *testing.T, path string) map[string]int {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	kinds := map[string]int{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var one fault
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		if one.File == "" || one.Detail == "" {
			t.Errorf("a fault that says too little: %s", lines.Text())
		}
		kinds[one.Kind]++
	}
	return kinds
}
