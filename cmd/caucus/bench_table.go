package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"text/tabwriter"
)

// measured is what a measurement found.
type measured struct {
	Rounds      int       `json:"rounds"`
	Seconds     int       `json:"seconds"`
	Connections int       `json:"connections"`
	Pinned      bool      `json:"pinned"` // whether servers and load were each kept to one core
	Rows        []*tested `json:"cells"`
	again       int       // rows that are compared with each other
	random      int
}

// tested is a row: a kind of question, asked of both servers.
type tested struct {
	Cell      string  `json:"cell"`
	Questions int     `json:"questions"`          // that differ
	Bytes     int     `json:"bytes"`              // of a body, on average
	Ours      []rate  `json:"caucus"`             // by round
	Twin      []rate  `json:"bare_gin,omitempty"` // by round
	Target    float64 `json:"target,omitempty"`   // least ratio
	Ratio     *spread `json:"ratio"`
	CPURatio  *spread `json:"cpu_ratio,omitempty"` // the same of the time that the processor spent, whoever else used it
	unchanged bool
}

// spread is the middle of some numbers, the least and the greatest.
type spread struct {
	Median float64 `json:"median"`
	Least  float64 `json:"least"`
	Most   float64 `json:"most"`
}

// String is the middle with the least and the greatest in brackets.
func (s *spread) String() string {
	if s == nil {
		return "–"
	}
	return fmt.Sprintf("%.2f (%.2f–%.2f)", s.Median, s.Least, s.Most)
}

func spreadOf(list []float64) *spread {
	list = slices.Sorted(slices.Values(list))
	n := len(list)
	return &spread{Median: (list[(n-1)/2] + list[n/2]) / 2, Least: list[0], Most: list[n-1]}
}

func newMeasured(b *bench, cells []*cell) *measured {
	m := &measured{Rounds: b.Rounds, Seconds: b.Seconds, Connections: connections, Pinned: b.cores.servers != "", again: -1, random: -1}
	for i, c := range cells {
		m.Rows = append(m.Rows, &tested{Cell: c.name, Questions: len(c.questions), Bytes: c.size(), Target: c.target, unchanged: c.unchanged})
		switch c.name {
		case cellStandings:
			m.random = i
		case cellAgain:
			m.again = i
		}
	}
	return m
}

// add notes one round of a row.
func (m *measured) add(row int, ours, twin rate) {
	t := m.Rows[row]
	t.Ours, t.Twin = append(t.Ours, ours), append(t.Twin, twin)
	t.compare()
}

func (t *tested) compare() {
	t.Ratio = ratioOf(t.Ours, t.Twin, func(r rate) float64 { return r.PerSecond })
	if t.Ours[0].CPU > 0 && t.Twin[0].CPU > 0 {
		t.CPURatio = ratioOf(t.Twin, t.Ours, func(r rate) float64 { return r.CPU })
	}
}

// ratioOf compares round by round: what slows the machine down for a while slows
// both.
func ratioOf(a, b []rate, of func(rate) float64) *spread {
	ratios := make([]float64, len(a))
	for i := range a {
		ratios[i] = of(a[i]) / of(b[i])
	}
	return spreadOf(ratios)
}

// all lists the rows, with the one that compares random days with one day.
func (m *measured) all() []*tested {
	if m.again < 0 || m.random < 0 {
		return m.Rows
	}
	a, b := m.Rows[m.random], m.Rows[m.again]
	t := &tested{Cell: "random days : the same day again", Questions: a.Questions, Bytes: a.Bytes, Ours: a.Ours, Twin: b.Ours, Target: 0.95}
	t.compare()
	return append(slices.Clone(m.Rows), t)
}

func (m *measured) printJSON(w io.Writer) error {
	out := *m
	out.Rows = m.all()
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

// print writes the table for people.
func (m *measured) print(w io.Writer) error {
	placed := "servers on one core, wrk on another"
	if !m.Pinned {
		placed = "servers and wrk wherever the system put them, since this machine has no taskset or a single core"
	}
	fmt.Fprintf(w, "Answers per second over HTTP beside bare Gin, which has the same bytes ready: %d rounds of %d s in turn,\n"+
		"%d connections, %s. Medians; in brackets the least and the greatest round.\n"+
		"All answers of both were equal before they were timed. Every cell asks its questions in turn, so that none\n"+
		"is asked twice in a row unless there is only one. The ratio of CPU is that of the time that the processor spent\n"+
		"on an answer of each server: it differs from the other where the machine has other work.\n\n", m.Rounds, m.Seconds, m.Connections, placed)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "cell\tquestions\tbody\tcaucus/s\tbare Gin/s\tratio\tratio of CPU\ttarget\t")
	for _, row := range m.all() {
		fmt.Fprintln(t, row.line())
	}
	return t.Flush()
}

func (t *tested) line() string {
	return fmt.Sprintf("%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t", t.Cell, t.Questions, t.size(), middle(t.Ours), middle(t.Twin),
		t.Ratio, t.CPURatio, t.verdict())
}

func (t *tested) size() string {
	if t.unchanged {
		return "none"
	}
	return fmt.Sprintf("%.1f kB", float64(t.Bytes)/1000)
}

func middle(rates []rate) string {
	list := make([]float64, len(rates))
	for i, r := range rates {
		list[i] = r.PerSecond
	}
	return strconv.Itoa(int(spreadOf(list).Median))
}

// verdict says whether the target is reached. A ratio is rounded as it is shown.
func (t *tested) verdict() string {
	switch {
	case t.Target == 0:
		return ""
	case t.Ratio.Median+0.005 >= t.Target:
		return fmt.Sprintf("≥ %.2f reached", t.Target)
	}
	return fmt.Sprintf("≥ %.2f MISSED", t.Target)
}
