package store_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

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
	path := filepath.Join(b.TempDir(), "caucus.db")
	s := openAt(b, path, clock())
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
	b.Run("Verify", func(b *testing.B) {
		for b.Loop() {
			if faults, err := s.Verify(b.Context()); err != nil || len(faults) > 0 {
				b.Fatal(faults, err)
			}
		}
	})
	b.Run("Open", func(b *testing.B) {
		for b.Loop() {
			second, err := store.Open(b.Context(), path, time.Now)
			if err != nil {
				b.Fatal(err)
			}
			if err := errors.Join(second.Migrate(b.Context()), second.Close()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
