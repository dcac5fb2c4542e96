package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// What one process records, another that serves shows within two seconds,
// without a failed or a mixed answer. FOLLOW sets how often, to measure.
func TestARunningServerShowsWhatAnotherProcessRecords(t *testing.T) {
	onBothEngines(t, func(t *testing.T, m *machine) {
		m.waits = usualWaits
		s := m.serve()
		r := s.read()
		var seen []time.Duration
		last := 1 + times(t, "FOLLOW", 2)
		for n := 2; n <= last; n++ {
			m.commit(n)
			s.awaits(func() bool { return r.newest.Load() >= int64(n) }, "no answer of revision %d", n)
			shown := time.Now()
			seen = append(seen, shown.Sub(time.UnixMicro(int64(m.head().RecordedAt))))
		}
		r.wantNoFault()
		slices.Sort(seen)
		t.Logf("%s: from the instant of a revision to its first answer: median %v, longest %v of %d",
			m.engine(), seen[len(seen)/2], seen[len(seen)-1], len(seen))
		ended := s.stop()
		for n := 2; n <= last; n++ {
			if strings.Count(ended.stderr, fmt.Sprintf("revision %d of ", n)) != 1 {
				t.Errorf("the log does not have one line for revision %d:\n%s", n, ended.stderr)
			}
		}
	})
}
