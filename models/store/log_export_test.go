package store

// Follow lets a log speak of another store, as if its database had been
// replaced.
func (l *Log) Follow(s *Store) { l.store = s }
