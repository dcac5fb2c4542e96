package store_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/store/pgtest"
)

// A backup can be taken from a standby, so that the server that is written to
// hears nothing of it. Nothing is restored there.
func TestBackupFromAStandby(t *testing.T) {
	t.Parallel()
	if underRace {
		t.Skip("the servers are other programs: the race detector sees nothing of them")
	}
	primary := pgtest.Start(t)
	address := primary.Fresh(t)
	s := openAt(t, address, clock())
	eventful(t, s)
	standby := primary.Standby(t)
	standby.CatchUp(t, primary)
	name, _, _ := strings.Cut(address[strings.LastIndex(address, "/")+1:], "?")
	reading, err := store.OpenReading(t.Context(), "", standby.Address(name), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := reading.Close(); err != nil {
			t.Error(err)
		}
	}()
	file := backUp(t, reading)
	if _, err := reading.Restore(t.Context(), bytes.NewReader(file), nil); !errors.Is(err, models.ErrUnavailable) || !strings.Contains(err.Error(), "this process only reads") {
		t.Errorf("restored into a standby: %v", err)
	}
	other := openAt(t, sqliteFile(t), clock())
	restore(t, other, file)
	wantSound(t, other)
	wantAlike(t, s, other)
}
