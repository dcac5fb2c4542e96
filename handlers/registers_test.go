package handlers_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"caucus/handlers"
	"caucus/models"
)

// counting is a Loader that counts, and waits until it may go on.
type counting struct {
	builds atomic.Int32
	gate   chan struct{}
	err    error
}

func (c *counting) load(ctx context.Context, revision int) (*models.Register, error) {
	c.builds.Add(1)
	if c.gate != nil {
		<-c.gate
	}
	if c.err != nil {
		return nil, c.err
	}
	return load(ctx, revision)
}

func TestShelfKeepsWhatItBuilt(t *testing.T) {
	built()
	c := &counting{}
	s := handlers.NewShelf(c.load, 1)
	if s.Current() != nil {
		t.Fatal("an empty shelf holds a register")
	}
	s.Swap(built()[3])
	for _, step := range []struct {
		revision int
		builds   int32
		why      string
	}{
		{3, 0, "the newest needs no build"}, {1, 1, "first asked for"}, {1, 1, "kept"},
		{2, 2, "first asked for"}, {2, 2, "kept"}, {1, 3, "there was room for one only"},
	} {
		r, err := s.At(t.Context(), step.revision)
		if err != nil || r.Head().Number != step.revision {
			t.Fatalf("revision %d: %v", step.revision, err)
		}
		if n := c.builds.Load(); n != step.builds {
			t.Errorf("revision %d: %d builds, want %d: %s", step.revision, n, step.builds, step.why)
		}
	}
}

func TestShelfKeepsTheOneThatWasNewest(t *testing.T) {
	c := &counting{}
	s := handlers.NewShelf(c.load, 1)
	s.Swap(built()[2])
	s.Swap(built()[3])
	if r, err := s.At(t.Context(), 2); err != nil || r != built()[2] || c.builds.Load() != 0 {
		t.Errorf("%v after %d builds", err, c.builds.Load())
	}
}

// A register of another chain clears the shelf: revision 1 of the one before is
// no answer any more, not even where it is still being built.
func TestShelfKeepsNothingOfAnotherChain(t *testing.T) {
	built()
	synctest.Test(t, func(t *testing.T) {
		c := &counting{}
		s := handlers.NewShelf(c.load, 3)
		s.Swap(built()[2])
		s.Swap(built()[3])
		c.gate = make(chan struct{})
		go func() { _, _ = s.At(t.Context(), 1) }()
		synctest.Wait()
		s.Replace(built()[3])
		close(c.gate)
		synctest.Wait()
		for n := 1; n <= 2; n++ {
			if r, err := s.At(t.Context(), n); err != nil || r.Head().Number != n {
				t.Errorf("revision %d: %v", n, err)
			}
		}
		if n := c.builds.Load(); n != 3 {
			t.Errorf("%d builds, want one for the chain before and two for this one", n)
		}
	})
}

// TestShelfBuildsOneAtATime: who asks for the same waits for it, who asks for
// another is refused, and who gives up does not stop it.
func TestShelfBuildsOneAtATime(t *testing.T) {
	built()
	synctest.Test(t, func(t *testing.T) {
		c := &counting{gate: make(chan struct{})}
		s := handlers.NewShelf(c.load, 2)
		s.Swap(built()[3])
		ctx, giveUp := context.WithCancel(t.Context())
		var waiting sync.WaitGroup
		waiting.Go(func() {
			if _, err := s.At(ctx, 1); !errors.Is(err, context.Canceled) {
				t.Errorf("who gave up hears %v", err)
			}
		})
		waiting.Go(func() {
			if r, err := s.At(t.Context(), 1); err != nil || r.Head().Number != 1 {
				t.Errorf("who waited hears %v", err)
			}
		})
		synctest.Wait()
		if _, err := s.At(t.Context(), 2); !errors.Is(err, models.ErrUnavailable) {
			t.Errorf("who asks for another meanwhile hears %v", err)
		}
		giveUp()
		synctest.Wait()
		close(c.gate)
		waiting.Wait()
		if n := c.builds.Load(); n != 1 {
			t.Errorf("%d builds for one revision", n)
		}
	})
}

func TestShelfAfterABuildThatWentWrong(t *testing.T) {
	broken := errors.New("the disk is full")
	c := &counting{err: broken}
	s := handlers.NewShelf(c.load, 1)
	s.Swap(built()[3])
	if _, err := s.At(t.Context(), 1); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	c.err = nil
	if r, err := s.At(t.Context(), 1); err != nil || r.Head().Number != 1 {
		t.Errorf("asked again: %v", err)
	}
}

func TestShelfOutlivesAPanic(t *testing.T) {
	s := handlers.NewShelf(func(context.Context, int) (*models.Register, error) { panic("no such table") }, 1)
	s.Swap(built()[3])
	for range 2 {
		if _, err := s.At(t.Context(), 1); err == nil || !strings.Contains(err.Error(), "no such table") {
			t.Errorf("got %v", err)
		}
	}
}
