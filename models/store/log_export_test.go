package store

// DenseFrom sets from how many rows on the keys of a revision are walked.
func (l *Log) DenseFrom(rows int) { l.dense = rows }

// HoldTurns takes every turn of a log until released.
func HoldTurns(l *Log) (release func()) {
	for range cap(l.turns) {
		l.turns <- struct{}{}
	}
	return func() {
		for range cap(l.turns) {
			<-l.turns
		}
	}
}
