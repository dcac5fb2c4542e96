package main

import (
	"fmt"
	"testing"

	"caucus/models"
)

// TestTheLogTellsWhatAnotherProcessCorrected: the dataset had misspelt a name,
// which an import puts right while the server runs.
func TestTheLogTellsWhatAnotherProcessCorrected(t *testing.T) {
	onBothEngines(t, func(t *testing.T, m *machine) {
		s := m.serve()
		number := func(path string, keys ...string) any {
			code, body := s.get(path)
			if code != 200 {
				t.Fatalf("%s: %d %v", path, code, body)
			}
			return dig(body, keys...)
		}
		if list := number("/api/v1/corrections", "corrections").([]any); len(list) != 0 {
			t.Errorf("corrections of a new register: %v", list)
		}
		set := ofRevision(1)
		for i := range set.People {
			if set.People[i].Name.Full == "Han Dong 1" {
				set.People[i].Name.Full = "Han Dông 1"
			}
		}
		m.must("import", "facts", factsDir(t, set, firstDataset))
		s.awaits(func() bool { return number("/api/v1/standings", "meta", "revision") == 2.0 }, "revision 2 is not served")

		revisions := number("/api/v1/revisions?after=1", "revisions").([]any)
		if len(revisions) != 1 || dig(revisions[0], "corrections") != 1.0 || dig(revisions[0], "opened") != 1.0 || dig(revisions[0], "closed") != 1.0 {
			t.Errorf("revisions after the first: %v", revisions)
		}
		corrections := number("/api/v1/corrections?person=ourcommons:105091", "corrections").([]any)
		if len(corrections) != 1 {
			t.Fatalf("corrections: %v", corrections)
		}
		c := corrections[0]
		got := fmt.Sprint(dig(c, "kind"), dig(c, "before", "name", "full"), dig(c, "after", "name", "full"), dig(c, "revision", "number"), dig(c, "published", "number"))
		if want := fmt.Sprint(models.KindPerson, "Han Dong 1", "Han Dông 1", 2.0, 1.0); got != want {
			t.Errorf("corrected %s, want %s", got, want)
		}
		if list := number("/api/v1/corrections?revision=1", "corrections").([]any); len(list) != 0 {
			t.Errorf("what revision 1 could not know: %v", list)
		}
		if opened := number("/api/v1/revisions/1?limit=1", "revision", "opened"); opened != float64(set.Len()) {
			t.Errorf("revision 1 opened %v facts, want %d", opened, set.Len())
		}
	})
}
