package store_test

import (
	"path/filepath"
	"testing"

	"caucus/models"
	"caucus/models/store"
)

const many = 50_000

func BenchmarkRecord50000(b *testing.B) {
	all := manyMembers(many)
	for b.Loop() {
		s := openAt(b, filepath.Join(b.TempDir(), "caucus.db"), clock())
		record(b, s, store.Entry{Open: all})
	}
}

func BenchmarkRead50000(b *testing.B) {
	s := openAt(b, filepath.Join(b.TempDir(), "caucus.db"), clock())
	rev := record(b, s, store.Entry{Open: manyMembers(many)})
	b.Run("Facts", func(b *testing.B) {
		for b.Loop() {
			if set, err := s.Facts(b.Context(), rev.Number); err != nil || set.Len() < many {
				b.Fatal(set.Len(), err)
			}
		}
	})
	b.Run("Told", func(b *testing.B) {
		for b.Loop() {
			if told, err := s.Told(b.Context()); err != nil || !told(models.Fact(commons)) {
				b.Fatal(err)
			}
		}
	})
}
