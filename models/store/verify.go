package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"caucus/models"
)

// Verify recomputes the chain of hashes, rebuilds the projection from the
// payloads and compares it row by row and column by column, and checks the
// digests of texts, the numbering and the instants. It also looks at the
// schema, since guards that are gone protect nothing. Each text of the answer
// names one thing that is broken: by revision, by kind and key, by digest, by
// table, index or trigger. None means that all is well. It reads one snapshot,
// so that a revision recorded meanwhile raises no false alarm.
func (s *Store) Verify(ctx context.Context) ([]string, error) {
	v := newVerifier()
	tx := s.read.WithContext(ctx).Begin(&sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	err := tx.Error
	if err == nil {
		err = s.verify(tx, v)
		tx.Rollback() // it only read; its failure would say nothing new
	}
	if err != nil {
		err = s.fail(err, "verify the register")
		if errors.Is(err, ErrDamaged) {
			v.fault("the database: %s", err)
			return v.faults, nil
		}
		return nil, err
	}
	return v.faults, nil
}

func (s *Store) verify(tx *gorm.DB, v *verifier) error {
	damage, err := s.engine.check(tx)
	if err != nil {
		return err
	}
	schema, err := s.engine.checkSchema(tx)
	if err != nil {
		return err
	}
	for _, d := range append(damage, schema...) {
		v.fault("the database: %s", d)
	}
	err = v.all(tx)
	if err != nil && len(schema) > 0 && tx.Statement.Context.Err() == nil && s.engine.classify(err) == nil {
		// A table or a column that the questions need is gone.
		v.fault("the database: the rest cannot be checked: %s", err)
		return nil
	}
	return err
}

// verifier gathers what is broken while it goes through the tables.
type verifier struct {
	faults []string
	texts  map[string]bool    // digests that exist: true once a revision used it
	want   map[place]belief   // the projection that the payloads make
	held   map[models.Ref]int // the revision that opened what is held now
	last   revision           // the revision before, without its payload
}

func newVerifier() *verifier {
	return &verifier{texts: map[string]bool{}, want: map[place]belief{}, held: map[models.Ref]int{}}
}

// place identifies a row of the projection.
type place struct {
	models.Ref
	from int
}

func (v *verifier) fault(format string, args ...any) {
	v.faults = append(v.faults, fmt.Sprintf(format, args...))
}

func (v *verifier) all(tx *gorm.DB) error {
	if err := v.checkTexts(tx); err != nil {
		return err
	}
	if err := eachRow(tx.Model(&revision{}).Order("number"), v.checkRevision); err != nil {
		return err
	}
	v.checkUnused()
	if err := eachRow(tx.Model(&belief{}).Order("kind, key, from_revision"), v.checkBelief); err != nil {
		return err
	}
	v.checkMissing()
	return v.checkRefreshes(tx)
}

// eachRow reads rows one by one: payloads are large.
func eachRow[R any](question *gorm.DB, each func(R)) error {
	rows, err := question.Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var row R
		if err := question.ScanRows(rows, &row); err != nil {
			return err
		}
		each(row)
	}
	return rows.Err()
}

// checkTexts compares each text with its digest. One that was withdrawn has
// neither salt nor text; an empty text is a text.
func (v *verifier) checkTexts(tx *gorm.DB) error {
	return eachRow(tx.Model(&text{}).Order("digest"), func(t text) {
		v.texts[t.Digest] = false
		if withdrawn := t.Salt == nil && t.Text == nil; withdrawn {
			return
		}
		if t.Salt == nil || t.Text == nil || digest(*t.Salt, *t.Text) != t.Digest {
			v.fault("text %s: it differs from what was recorded", t.Digest)
		}
	})
}
