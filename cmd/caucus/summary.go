package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"caucus/models"
)

// shownConflicts is how many conflicts a summary for people lists.
const shownConflicts = 20

// fault is what is wrong with one element of a document.
type fault struct {
	Kind    string `json:"kind"`
	File    string `json:"file"`
	Person  int    `json:"person,omitempty"` // the publisher's number
	Element string `json:"element,omitempty"`
	Detail  string `json:"detail"`
}

// summary is what an import tells, as text or as JSON.
type summary struct {
	Revision   int                                  `json:"revision"`
	New        bool                                 `json:"new"` // whether the revision was made by this import
	DryRun     bool                                 `json:"dry_run"`
	Documents  int                                  `json:"documents"`
	People     int                                  `json:"people"`
	Ridings    int                                  `json:"ridings"`
	Tenures    int                                  `json:"tenures"`
	Spans      map[models.Axis]map[models.Basis]int `json:"spans"`
	Opened     int                                  `json:"opened"`   // facts held from now on
	Replaced   int                                  `json:"replaced"` // of them in the place of one with the same key
	Closed     int                                  `json:"closed"`   // facts no longer held
	Faults     map[string]int                       `json:"faults"`   // by kind
	Conflicts  []string                             `json:"conflicts"`
	Seconds    float64                              `json:"seconds"`
	PeakMemory uint64                               `json:"peak_memory_bytes"`
}

// facts counts what was read.
func (s *summary) facts(set *models.Facts) {
	s.People, s.Ridings, s.Tenures = len(set.People), len(set.Ridings), len(set.Tenures)
	s.Spans = map[models.Axis]map[models.Basis]int{}
	for _, a := range set.Affiliations {
		if s.Spans[a.Axis] == nil {
			s.Spans[a.Axis] = map[models.Basis]int{}
		}
		s.Spans[a.Axis][a.Basis]++
	}
}

// end completes the summary with what the import came to.
func (s *summary) end(in intake, revision int, isNew, dry bool) {
	s.Revision, s.New, s.DryRun = revision, isNew, dry
	s.Opened, s.Closed = len(in.open), len(in.close)
	s.Faults, s.Conflicts = map[string]int{}, []string{}
	for _, f := range in.faults {
		s.Faults[f.Kind]++
	}
	for _, c := range in.conflicts {
		incoming, held := models.RefOf(c.Incoming), models.RefOf(c.Held)
		s.Conflicts = append(s.Conflicts, fmt.Sprintf("%s %s cannot be believed beside %s %s",
			incoming.Kind, incoming.Key, held.Kind, held.Key))
	}
	s.PeakMemory = peakMemory()
}

func (s *summary) print(w io.Writer, asJSON bool) error {
	if asJSON {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(s)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "read: %d documents, %d people, %d ridings, %d tenures\n", s.Documents, s.People, s.Ridings, s.Tenures)
	for _, axis := range models.Axes {
		if n := s.Spans[axis]; len(n) > 0 {
			fmt.Fprintf(&b, "spans of %s: %d stated, %d implied\n", axis, n[models.Stated], n[models.Implied])
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(s.Faults)) {
		fmt.Fprintf(&b, "fault %s: %d\n", kind, s.Faults[kind])
	}
	for i, c := range s.Conflicts {
		if i == shownConflicts {
			fmt.Fprintf(&b, "… and %d more conflicts, which --json lists\n", len(s.Conflicts)-i)
			break
		}
		fmt.Fprintf(&b, "conflict: %s\n", c)
	}
	fmt.Fprintf(&b, "time %.1f s, peak memory %d MB\n", s.Seconds, s.PeakMemory>>20)
	b.WriteString(s.outcome() + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// outcome is what became of the register.
func (s *summary) outcome() string {
	change := fmt.Sprintf("%d facts opened (%d of them replace one), %d closed", s.Opened, s.Replaced, s.Closed)
	switch {
	case s.Opened+s.Closed == 0, !s.DryRun && !s.New:
		return fmt.Sprintf("nothing new: the register stays at revision %d", s.Revision)
	case s.DryRun:
		return fmt.Sprintf("dry run: the register stays at revision %d; there would be %s", s.Revision, change)
	}
	return fmt.Sprintf("revision %d: %s", s.Revision, change)
}

// writeFaults writes every fault to a file, one JSON object a line.
func writeFaults(path string, list []fault) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, one := range list {
		if err == nil {
			err = enc.Encode(one)
		}
	}
	for _, finish := range []func() error{w.Flush, f.Close} {
		if failed := finish(); err == nil {
			err = failed
		}
	}
	if err != nil {
		return fmt.Errorf("write the report %s: %w", path, err)
	}
	return nil
}

// peakMemory is the most memory that the process had resident, in bytes. Where
// the system does not tell, it is what the runtime took from it, which is less
// exact.
func peakMemory() uint64 {
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range bytes.Lines(status) {
			if rest, ok := bytes.CutPrefix(line, []byte("VmHWM:")); ok {
				if kb, err := strconv.ParseUint(string(bytes.Fields(rest)[0]), 10, 64); err == nil {
					return kb << 10
				}
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys
}
