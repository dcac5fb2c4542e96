package models

// Citing is a fact that needs a citation: every kind but sources and snapshots.
type Citing interface {
	Fact
	Cites() []Citation
}

// OpenedIn returns the revision that opened the belief; zero where that is not
// known.
func (c Cited) OpenedIn() int { return c.RecordedIn }

// Cites returns where a fact is stated.
func (c Cited) Cites() []Citation { return c.Citations }
