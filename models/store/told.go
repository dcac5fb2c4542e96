package store

import (
	"context"
	"crypto/sha256"

	"caucus/models"
	"caucus/models/facts"
)

// Told returns the question whether exactly this fact (kind, key and canonical
// text) has ever been held, now or before. The answer is that of the moment
// when Told was called.
func (s *Store) Told(ctx context.Context) (func(models.Fact) bool, error) {
	ever := map[[sha256.Size]byte]struct{}{}
	err := scan(s.read.WithContext(ctx).Table("beliefs").Select("kind, from_revision, body"), func(kind models.Kind, _ int, body []byte) {
		ever[fingerprint(kind, body)] = struct{}{}
	})
	if err != nil {
		return nil, s.fail(err, "read what was ever held")
	}
	return func(f models.Fact) bool {
		body, err := facts.Encode(f)
		if err != nil {
			return false // what has no text was never written
		}
		_, ok := ever[fingerprint(f.Kind(), body)]
		return ok
	}, nil
}

// fingerprint stands for a fact. The body contains its key.
func fingerprint(kind models.Kind, body []byte) [sha256.Size]byte {
	return sha256.Sum256(append([]byte(kind+"\n"), body...))
}
