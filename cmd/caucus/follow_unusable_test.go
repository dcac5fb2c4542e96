package main

import (
	"strings"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/store"
)

// A revision of which no register can be built, which no command of ours
// records, is told of once; answers go on from the one before until a later one
// mends it.
func TestARevisionThatMakesNoRegisterIsToldOfOnce(t *testing.T) {
	onBothEngines(t, func(t *testing.T, m *machine) {
		s := m.serve()
		r := s.read()
		st, err := m.process(nil, nil).openStore(t.Context(), settings{database: m.db})
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		h := modeltest.New()
		h.Person("Nobody", "parlinfo:1").Sits("Nowhere", "2021-09-20", "2025-03-24").Label(modeltest.Liberal, "2021-09-20", "2025-03-24")
		lost := h.Facts.Affiliations[0]
		entry := store.Entry{Kind: models.ImportRevision, Actor: "clerk", Reason: "A slip."}
		entry.Open = []models.Fact{lost}
		if _, err := st.Record(t.Context(), entry); err != nil {
			t.Fatal(err)
		}
		s.awaits(func() bool { return strings.Contains(s.log(), "build the register of revision 2") }, "the log does not tell")
		time.Sleep(5 * m.waits.poll)
		if n := strings.Count(s.log(), "build the register"); n != 1 {
			t.Errorf("the log tells %d times:\n%s", n, s.log())
		}
		s.await(1)
		entry.Open, entry.Close = nil, []models.Ref{models.RefOf(lost)}
		if _, err := st.Record(t.Context(), entry); err != nil {
			t.Fatal(err)
		}
		m.commit(4)
		s.await(4)
		r.stop() // revision 3 has the names of revision 1
	})
}
