package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"runtime"
	"sync"

	"gorm.io/gorm"

	"caucus/models"
)

// A load reads on one connection and decodes in parallel, because decoding is
// most of its time. Facts of one kind travel as one JSON array: decoding them
// singly takes twice as long.

// run is a number of facts of one kind: a JSON array that is still open.
type run struct {
	kind  models.Kind
	facts []byte
}

// runSize is the length in bytes after which a run goes to a decoder.
const runSize = 128 << 10

// loader gathers what the decoders read.
type loader struct {
	mu    sync.Mutex
	set   models.Facts
	fault error
}

// load decodes what a question finds, in no order.
func load(question *gorm.DB) (*models.Facts, error) {
	l := &loader{}
	runs := make(chan run, 4)
	var decoders sync.WaitGroup
	for range max(2, runtime.GOMAXPROCS(0)) {
		decoders.Go(func() { l.decode(runs) })
	}
	err := collect(question, runs)
	close(runs)
	decoders.Wait()
	if err == nil {
		err = l.fault
	}
	return &l.set, err
}

func collect(question *gorm.DB, runs chan<- run) error {
	var next run
	flush := func(kind models.Kind) {
		if len(next.facts) > 1 {
			runs <- next
		}
		next = run{kind: kind, facts: append(make([]byte, 0, runSize+runSize/8), '[')}
	}
	err := scan(question, func(kind models.Kind, body []byte) {
		if kind != next.kind || len(next.facts) >= runSize {
			flush(kind)
		}
		if len(next.facts) > 1 {
			next.facts = append(next.facts, ',')
		}
		next.facts = append(next.facts, body...)
	})
	flush("")
	return err
}

// scan reads kind and body of each row. It goes around GORM's reflection, which
// would take longer than the rest of a load. The body is only good until each
// returns.
func scan(question *gorm.DB, each func(models.Kind, []byte)) error {
	rows, err := question.Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var kind, body sql.RawBytes
		if err := rows.Scan(&kind, &body); err != nil {
			return err
		}
		each(models.Kind(kind), body)
	}
	return rows.Err()
}

// decode empties runs, also after a fault, so that the reader never waits.
func (l *loader) decode(runs <-chan run) {
	for r := range runs {
		if err := l.decodeRun(r); err != nil {
			l.mu.Lock()
			l.fault = fmt.Errorf("%w: facts of the kind %s: %w", ErrDamaged, r.kind, err)
			l.mu.Unlock()
		}
	}
}

func (l *loader) decodeRun(r run) error {
	switch r.kind {
	case models.KindHouse:
		return decodeInto(l, &l.set.Houses, r.facts)
	case models.KindSource:
		return decodeInto(l, &l.set.Sources, r.facts)
	case models.KindSnapshot:
		return decodeInto(l, &l.set.Snapshots, r.facts)
	case models.KindParliament:
		return decodeInto(l, &l.set.Parliaments, r.facts)
	case models.KindSeats:
		return decodeInto(l, &l.set.Seats, r.facts)
	case models.KindOrganization:
		return decodeInto(l, &l.set.Organizations, r.facts)
	case models.KindSuccession:
		return decodeInto(l, &l.set.Successions, r.facts)
	case models.KindRiding:
		return decodeInto(l, &l.set.Ridings, r.facts)
	case models.KindPerson:
		return decodeInto(l, &l.set.People, r.facts)
	case models.KindTenure:
		return decodeInto(l, &l.set.Tenures, r.facts)
	case models.KindAffiliation:
		return decodeInto(l, &l.set.Affiliations, r.facts)
	case models.KindEvent:
		return decodeInto(l, &l.set.Events, r.facts)
	}
	return fmt.Errorf("%q is not a kind of fact", r.kind)
}

func decodeInto[F models.Fact](l *loader, list *[]F, array []byte) error {
	var part []F
	if err := json.Unmarshal(append(array, ']'), &part); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	*list = append(*list, part...)
	return nil
}
