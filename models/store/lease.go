package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"caucus/models"
	"caucus/models/temporal"
)

// leaseRow is who does a job, or did it last.
type leaseRow struct {
	Holder string
	Fence  int
	Slot   optional
	Until  optional // NULL once it was given back
	Done   optional // the newest slot that was done
}

// Lease gives a process the right to do a job for a while, unless another one
// has it. Slot is the time for which the job is due; zero for a job that is
// done whenever somebody asks. It is [models.ErrDone] if the job has been done
// for this slot or a later one, and [models.ErrHeld] while somebody holds the
// lease, the same holder included. A lease that ran out goes to the next who
// asks, with a higher fence.
//
// A slot that has not come is a [models.InvalidError]: done by a process whose
// clock is ahead, it would keep all others from the job until it has.
//
// What time it is, the server says on PostgreSQL, so that the clocks of those
// who ask do not matter; on SQLite, where all of them are on one machine, the
// store's clock does.
func (s *Store) Lease(ctx context.Context, job, holder string, slot temporal.Instant, ttl time.Duration) (models.Lease, error) {
	if err := checkLease(job, holder, ttl); err != nil {
		return models.Lease{}, fmt.Errorf("take the lease of a job: %w", err)
	}
	lease := models.Lease{Job: job, Holder: holder, Slot: slot}
	err := s.leasing(ctx, func(tx *gorm.DB) error {
		if err := s.hasCome(tx, slot); err != nil {
			return err
		}
		var taken []leaseRow
		err := tx.Raw(`INSERT INTO leases (job, holder, fence, slot, until) VALUES (?, ?, 1, ?, ?)
			ON CONFLICT (job) DO UPDATE
			SET holder = excluded.holder, fence = leases.fence + 1, slot = excluded.slot, until = excluded.until
			WHERE (leases.until IS NULL OR leases.until <= ?)
				AND (excluded.slot IS NULL OR leases.done IS NULL OR leases.done < excluded.slot)
			RETURNING fence, until`,
			job, holder, optional(slot.Sortable()), s.moment(ttl), s.moment(0)).Scan(&taken).Error
		if err != nil {
			return err
		}
		if len(taken) == 0 {
			return whyNot(tx, lease)
		}
		lease.Fence = taken[0].Fence
		lease.Until, err = temporal.ParseInstant(string(taken[0].Until))
		return err
	})
	if err != nil {
		return models.Lease{}, s.fail(err, "take the lease of %s", job)
	}
	return lease, nil
}

// clocksApart is by how much the clocks of a process and of the database may
// differ: far less than the time between two slots.
const clocksApart = 5 * time.Minute

// hasCome refuses a slot in the future.
func (s *Store) hasCome(tx *gorm.DB, slot temporal.Instant) error {
	var ahead bool
	if err := tx.Raw("SELECT CAST(? AS text) > ?", slot.Sortable(), s.moment(clocksApart)).Scan(&ahead).Error; err != nil || !ahead {
		return err
	}
	invalid := &models.InvalidError{}
	invalid.Add("slot", slot.String(), "an instant that has come by the clock of the database; that of this process may be ahead")
	return invalid
}

func checkLease(job, holder string, ttl time.Duration) error {
	invalid := &models.InvalidError{}
	for field, said := range map[string]string{"job": job, "holder": holder} {
		if said == "" || !storable(said) {
			invalid.Add(field, said, "a name in UTF-8 without the character NUL")
		}
	}
	if ttl < time.Microsecond {
		invalid.Add("ttl", ttl.String(), "a duration above zero")
	}
	return invalid.OrNil()
}

// whyNot tells why a lease cannot be had.
func whyNot(tx *gorm.DB, wanted models.Lease) error {
	var found []leaseRow
	if err := tx.Table("leases").Where("job = ?", wanted.Job).Scan(&found).Error; err != nil {
		return err
	}
	if len(found) > 0 && wanted.Slot != 0 && string(found[0].Done) >= wanted.Slot.Sortable() {
		return models.ErrDone
	}
	return models.ErrHeld
}

// Renew lets a lease run for as long from now on. One that ran out, or that
// another process has by now, is [models.ErrLost].
func (s *Store) Renew(ctx context.Context, lease models.Lease, ttl time.Duration) (models.Lease, error) {
	if err := checkLease(lease.Job, lease.Holder, ttl); err != nil {
		return models.Lease{}, fmt.Errorf("renew the lease of a job: %w", err)
	}
	err := s.leasing(ctx, func(tx *gorm.DB) error {
		var renewed []leaseRow
		err := tx.Raw("UPDATE leases SET until = ? WHERE job = ? AND holder = ? AND fence = ? AND until > ? RETURNING until",
			s.moment(ttl), lease.Job, lease.Holder, lease.Fence, s.moment(0)).Scan(&renewed).Error
		if err != nil {
			return err
		}
		if len(renewed) == 0 {
			return models.ErrLost
		}
		lease.Until, err = temporal.ParseInstant(string(renewed[0].Until))
		return err
	})
	if err != nil {
		return models.Lease{}, s.fail(err, "renew the lease of %s", lease.Job)
	}
	return lease, nil
}

// Release gives a lease back, so that others need not wait until it runs out.
// With done, the job counts as done for the slot of the lease and for all
// before. A lease that another process has by now, or that was given back, is
// [models.ErrLost]; one that ran out, and nobody took, is still the holder's to
// give back.
func (s *Store) Release(ctx context.Context, lease models.Lease, done bool) error {
	var slot optional
	if done {
		slot = optional(lease.Slot.Sortable())
	}
	err := s.leasing(ctx, func(tx *gorm.DB) error {
		released := tx.Exec(`UPDATE leases SET until = NULL, done = coalesce(CAST(? AS text), done)
			WHERE job = ? AND holder = ? AND fence = ? AND until IS NOT NULL`, slot, lease.Job, lease.Holder, lease.Fence)
		if released.Error == nil && released.RowsAffected == 0 {
			return models.ErrLost
		}
		return released.Error
	})
	if err != nil {
		return s.fail(err, "give back the lease of %s", lease.Job)
	}
	return nil
}

// holds refuses a lease that its holder has no more, and keeps everybody from
// taking it before the transaction ends.
func (s *Store) holds(tx *gorm.DB, lease models.Lease) error {
	held := tx.Exec("UPDATE leases SET until = until WHERE job = ? AND holder = ? AND fence = ? AND until > ?",
		lease.Job, lease.Holder, lease.Fence, s.moment(0))
	if held.Error == nil && held.RowsAffected == 0 {
		return models.ErrLost
	}
	return held.Error
}

// leasing runs a transaction that does not wait for who records a revision,
// unless it is on the same connection.
func (s *Store) leasing(ctx context.Context, do func(tx *gorm.DB) error) error {
	if s.write == nil {
		return errOnlyReads
	}
	return s.write.WithContext(ctx).Transaction(do)
}

// moment is the SQL of the instant that lies so far ahead. It must be asked for
// inside the transaction: the wait for one may be long.
func (s *Store) moment(ahead time.Duration) clause.Expr { return s.engine.moment(s.clock, ahead) }

// done notes that the job is done for the slot of a lease, of which the caller
// knows that it is held.
func done(tx *gorm.DB, lease models.Lease) error {
	return tx.Exec("UPDATE leases SET done = ? WHERE job = ? AND fence = ?", lease.Slot.Sortable(), lease.Job, lease.Fence).Error
}
