package models

// Citing is a fact that needs a citation: every kind but sources and snapshots.
type Citing interface {
	Fact
	Cites() []Citation
}

// Cites returns where a fact is stated.
func (c Cited) Cites() []Citation { return c.Citations }
