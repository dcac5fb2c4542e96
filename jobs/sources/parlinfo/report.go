package parlinfo

import "caucus/models"

// Report tells what an import found.
type Report struct {
	Documents int
	People    int
	Ridings   int
	Tenures   int
	Spans     map[models.Axis]map[models.Basis]int // affiliations by axis and basis
	Faults    []Fault                              // in a fixed order, each once
}

// Kinds counts the faults by kind.
func (r Report) Kinds() map[FaultKind]int {
	n := map[FaultKind]int{}
	for _, f := range r.Faults {
		n[f.Kind]++
	}
	return n
}

func (d *deriver) count(docs int) Report {
	r := Report{
		Documents: docs, People: len(d.facts.People), Ridings: len(d.facts.Ridings), Tenures: len(d.facts.Tenures),
		Spans: map[models.Axis]map[models.Basis]int{}, Faults: sortFaults(d.faults),
	}
	for _, a := range d.facts.Affiliations {
		if r.Spans[a.Axis] == nil {
			r.Spans[a.Axis] = map[models.Basis]int{}
		}
		r.Spans[a.Axis][a.Basis]++
	}
	return r
}
