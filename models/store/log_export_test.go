package store

// DenseFrom sets from how many rows on the keys of a revision are walked.
func (l *Log) DenseFrom(rows int) { l.dense = rows }
