package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"caucus/models"
	"caucus/models/temporal"
)

// draft is an entry on its way to a revision.
type draft struct {
	Entry
	open  []belief     // by kind and key
	close []models.Ref // by kind and key
}

// newDraft projects the facts of an entry, which takes its time and is
// therefore done before the write lock is taken.
func newDraft(e Entry) (*draft, error) {
	d := &draft{Entry: e, close: slices.Clone(e.Close)}
	invalid := &models.InvalidError{}
	for _, said := range [][2]string{{"kind", string(e.Kind)}, {"actor", e.Actor}, {"reason", e.Reason}} {
		if said[1] == "" {
			invalid.Add(said[0], "", "a text: every revision says what it is, who wrote it and why")
		}
		if !storable(said[1]) {
			invalid.Add(said[0], strings.ToValidUTF8(said[1], "?"), "a text in UTF-8 without the character NUL")
		}
	}
	for _, f := range e.Open {
		b, err := project(f)
		if err != nil {
			return nil, err
		}
		check(f, b, invalid)
		d.open = append(d.open, b)
	}
	slices.SortFunc(d.open, func(a, b belief) int { return byKindAndKey(a.ref(), b.ref()) })
	for i := 1; i < len(d.open); i++ {
		if d.open[i].ref() == d.open[i-1].ref() {
			invalid.Add(d.open[i].Kind, d.open[i].Key, "a fact given once")
		}
	}
	return d, invalid.OrNil()
}

func (b belief) ref() models.Ref { return models.Ref{Kind: models.Kind(b.Kind), Key: b.Key} }

// byKindAndKey is the order of payloads: that of kinds, then of keys.
func byKindAndKey(a, b models.Ref) int {
	if a.Kind != b.Kind {
		return cmp.Or(slices.Index(models.Kinds[:], a.Kind)-slices.Index(models.Kinds[:], b.Kind), cmp.Compare(a.Kind, b.Kind))
	}
	return cmp.Compare(a.Key, b.Key)
}

// settle compares the draft with what is held: facts held as they are drop
// out, facts held otherwise are closed.
func (d *draft) settle(tx *gorm.DB) error {
	refs := slices.Clone(d.close)
	for _, b := range d.open {
		refs = append(refs, b.ref())
	}
	held, err := held(tx, refs)
	if err != nil {
		return err
	}
	closing := map[models.Ref]bool{}
	var absent []error
	for _, ref := range d.close {
		if _, ok := held[ref]; !ok {
			absent = append(absent, fmt.Errorf("%w: %s %s is to be closed but is not held", models.ErrConflict, ref.Kind, ref.Key))
		}
		closing[ref] = true
	}
	if len(absent) > 0 {
		return errors.Join(absent...)
	}
	d.open = slices.DeleteFunc(d.open, func(b belief) bool {
		body, ok := held[b.ref()]
		same := ok && body == b.Body
		if same {
			delete(closing, b.ref())
		} else if ok {
			closing[b.ref()] = true
		}
		return same
	})
	d.close = d.close[:0]
	for ref := range closing {
		d.close = append(d.close, ref)
	}
	slices.SortFunc(d.close, byKindAndKey)
	return nil
}

// held returns the bodies of those facts that are held now.
func held(tx *gorm.DB, refs []models.Ref) (map[models.Ref]string, error) {
	bodies := make(map[models.Ref]string, len(refs))
	for kind, keys := range keysByKind(refs) {
		for chunk := range slices.Chunk(keys, batch) {
			var found []struct{ Key, Body string }
			err := tx.Table("beliefs").Select("key, body").
				Where("to_revision IS NULL AND kind = ? AND key IN ?", string(kind), chunk).Scan(&found).Error
			if err != nil {
				return nil, err
			}
			for _, f := range found {
				bodies[models.Ref{Kind: kind, Key: f.Key}] = f.Body
			}
		}
	}
	return bodies, nil
}

func keysByKind(refs []models.Ref) map[models.Kind][]string {
	keys := map[models.Kind][]string{}
	for _, ref := range refs {
		keys[ref.Kind] = append(keys[ref.Kind], ref.Key)
	}
	return keys
}

// revision is the row that follows the newest one, with its texts.
func (d *draft) revision(newest models.Revision, at temporal.Instant) (revision, []text) {
	rest := content(d.close, d.open)
	salt := freshSalt
	if d.RecordedAt != 0 {
		salt = fixedSalt(newest.Hash, rest)
	}
	texts := []text{saltedText(salt("actor"), d.Actor), saltedText(salt("reason"), d.Reason)}
	row := revision{
		Number: newest.Number + 1, Kind: string(d.Kind), RecordedAt: at.Sortable(),
		Actor: texts[0].Digest, Reason: texts[1].Digest, Previous: newest.Hash,
	}
	row.Payload = row.head() + rest
	row.Hash = chain(row.Previous, row.Payload)
	return row, texts
}

func saltedText(salt, s string) text {
	return text{Digest: digest(salt, s), Salt: &salt, Text: &s}
}

// write brings the projection up to the revision: closed first, so that what
// is opened finds its place free.
func (d *draft) write(tx *gorm.DB, number int) error {
	for kind, keys := range keysByKind(d.close) {
		for chunk := range slices.Chunk(keys, batch) {
			err := tx.Table("beliefs").Where("to_revision IS NULL AND kind = ? AND key IN ?", string(kind), chunk).
				Update("to_revision", number).Error
			if err != nil {
				return err
			}
		}
	}
	done := 0
	for chunk := range slices.Chunk(d.open, batch) {
		for i := range chunk {
			chunk[i].FromRevision = number
		}
		if err := insert(tx, chunk); err != nil {
			return err
		}
		if done += len(chunk); d.Progress != nil {
			d.Progress(done, len(d.open))
		}
	}
	return nil
}

// insert writes rows in one statement. The guards of the database cannot say
// which row they refuse, so those of a refused statement are tried one by one.
func insert(tx *gorm.DB, rows []belief) error {
	if err := tx.Exec("SAVEPOINT before_rows").Error; err != nil {
		return err
	}
	err := tx.Create(&rows).Error
	if err == nil {
		return tx.Exec("RELEASE SAVEPOINT before_rows").Error
	}
	if undone := tx.Exec("ROLLBACK TO SAVEPOINT before_rows").Error; undone != nil {
		return errors.Join(err, undone)
	}
	for i := range rows {
		if refused := tx.Create(&rows[i]).Error; refused != nil {
			return fmt.Errorf("%s %s: %w", rows[i].Kind, rows[i].Key, refused)
		}
	}
	return err
}
