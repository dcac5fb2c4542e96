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
// most of its time. Facts of one kind and revision travel as one JSON array:
// decoding them singly takes twice as long.

// run is a number of facts of one kind that one revision opened: a JSON array
// that is still open.
type run struct {
	kind     models.Kind
	revision int
	facts    []byte
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
	flush := func(kind models.Kind, revision int) {
		if len(next.facts) > 1 {
			runs <- next
		}
		next = run{kind: kind, revision: revision, facts: append(make([]byte, 0, 4<<10), '[')}
	}
	err := scan(question, func(kind models.Kind, revision int, body []byte) {
		if kind != next.kind || revision != next.revision || len(next.facts) >= runSize {
			flush(kind, revision)
		}
		if len(next.facts) > 1 {
			next.facts = append(next.facts, ',')
		}
		next.facts = append(next.facts, body...)
	})
	flush("", 0)
	return err
}

// scan reads kind, revision and body of each row. It goes around GORM's reflection, which
// would take longer than the rest of a load. The body is only good until each
// returns.
func scan(question *gorm.DB, each func(models.Kind, int, []byte)) error {
	rows, err := question.Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var kind, body sql.RawBytes
		var revision int
		if err := rows.Scan(&kind, &revision, &body); err != nil {
			return err
		}
		each(models.Kind(kind), revision, body)
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
		return decodeInto(l, &l.set.Houses, r)
	case models.KindSource:
		return decodeInto(l, &l.set.Sources, r)
	case models.KindSnapshot:
		return decodeInto(l, &l.set.Snapshots, r)
	case models.KindParliament:
		return decodeInto(l, &l.set.Parliaments, r)
	case models.KindSeats:
		return decodeInto(l, &l.set.Seats, r)
	case models.KindOrganization:
		return decodeInto(l, &l.set.Organizations, r)
	case models.KindSuccession:
		return decodeInto(l, &l.set.Successions, r)
	case models.KindRiding:
		return decodeInto(l, &l.set.Ridings, r)
	case models.KindPerson:
		return decodeInto(l, &l.set.People, r)
	case models.KindTenure:
		return decodeInto(l, &l.set.Tenures, r)
	case models.KindAffiliation:
		return decodeInto(l, &l.set.Affiliations, r)
	case models.KindEvent:
		return decodeInto(l, &l.set.Events, r)
	case models.KindRejection:
		return decodeInto(l, &l.set.Rejections, r)
	}
	return fmt.Errorf("%q is not a kind of fact", r.kind)
}

func decodeInto[F models.Fact](l *loader, list *[]F, r run) error {
	var part []F
	if err := json.Unmarshal(append(r.facts, ']'), &part); err != nil {
		return err
	}
	for i := range part {
		if f, ok := any(&part[i]).(interface{ SetRecordedIn(int) }); ok {
			f.SetRecordedIn(r.revision)
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	*list = append(*list, part...)
	return nil
}
