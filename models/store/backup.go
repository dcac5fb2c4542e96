package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"iter"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"gorm.io/gorm"

	"caucus/models"
	"caucus/models/temporal"
)

// errEmpty says that there is nothing to keep.
var errEmpty = fmt.Errorf("%w: the register holds nothing yet", models.ErrNotFound)

// Backup writes everything that the register holds, in a form that does not
// depend on the engine: [Store.Restore] makes the same register of it, with
// equal hashes, on any. It reads one snapshot, so that others may write
// meanwhile. What is derived (the projection) is left out. Build names the
// program; progress, if set, is told how many revisions are written. An empty
// register is [models.ErrNotFound].
func (s *Store) Backup(ctx context.Context, w io.Writer, build string, progress func(revisions int)) (Backup, error) {
	b := &backupWriter{sum: sha256.New(), counts: map[string]int{}, progress: progress}
	b.told.Build, b.told.MadeAt = build, temporal.InstantOf(s.clock())
	zip, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return Backup{}, err
	}
	b.lines = json.NewEncoder(io.MultiWriter(zip, b.sum))
	b.lines.SetEscapeHTML(false)
	err = s.reading(ctx, b.all)
	if closing := zip.Close(); err == nil { // else it says the same again
		err = closing
	}
	if err != nil {
		return Backup{}, s.fail(err, "write a backup")
	}
	return b.told, nil
}

type backupWriter struct {
	lines    *json.Encoder
	sum      hash.Hash // of what was written
	counts   map[string]int
	told     Backup
	progress func(int)
}

func (b *backupWriter) all(tx *gorm.DB) error {
	if err := b.header(tx); err != nil {
		return err
	}
	for t, err := range rowsOf[text](tx.Model(&text{}).Order("digest")) {
		if err != nil {
			return err
		}
		if err := b.text(t); err != nil {
			return err
		}
	}
	for r, err := range rowsOf[revision](tx.Model(&revision{}).Order("number")) {
		if err != nil {
			return err
		}
		if err := b.revision(r); err != nil {
			return err
		}
	}
	if err := b.refreshes(tx); err != nil {
		return err
	}
	b.told.count(b.counts)
	return b.lines.Encode(backupLine{End: &backupEnd{b.counts, hex.EncodeToString(b.sum.Sum(nil))}})
}

// header asks for no more than number and hash: a register whose other columns
// are damaged must still find its way into a backup.
func (b *backupWriter) header(tx *gorm.DB) error {
	var newest []backupHead
	if err := tx.Table("revisions").Select("number, hash").Order("number DESC").Limit(1).Scan(&newest).Error; err != nil {
		return err
	}
	if len(newest) == 0 {
		return errEmpty
	}
	sections, err := sectionsFor(tx)
	if err != nil {
		return err
	}
	b.told.Head, b.told.Hash = newest[0].Number, newest[0].Hash
	return b.lines.Encode(backupHeader{backupFormat, backupVersion, b.told.MadeAt, b.told.Build, newest[0], sections})
}

func (b *backupWriter) text(t text) error {
	for _, part := range []*string{t.Salt, t.Text} {
		if part != nil && !utf8.ValidString(*part) {
			return fmt.Errorf("text %s is not UTF-8 and would come back as another", t.Digest)
		}
	}
	b.counts[textsSection]++
	row := backupText(t)
	return b.lines.Encode(backupLine{Text: &row})
}

func (b *backupWriter) revision(r revision) error {
	if !utf8.ValidString(r.Payload) {
		return fmt.Errorf("the payload of revision %d is not UTF-8 and would come back as another", r.Number)
	}
	b.counts[revisionsSection]++
	row := backupRevision(r)
	if err := b.lines.Encode(backupLine{Revision: &row}); err != nil {
		return err
	}
	if b.progress != nil {
		b.progress(b.counts[revisionsSection])
	}
	return nil
}

// rowsOf reads rows one by one, since payloads are large. An error is the last
// thing that it yields.
func rowsOf[R any](question *gorm.DB) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		var none R
		rows, err := question.Rows()
		if err != nil {
			yield(none, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var row R
			err := question.ScanRows(rows, &row)
			if !yield(row, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(none, err)
		}
	}
}
