package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"

	"github.com/klauspost/compress/zstd"
)

// A line of a file that is no backup may have no end. The header is short, and
// a payload cannot be longer than what databases take as one text.
const (
	longestHeader = 1 << 20
	longestLine   = 1<<31 - 1
)

// ReadBackup reads a backup to its end and tells what it holds. It checks
// whatever can be checked without a database: that the file is whole and as it
// was written, that each revision follows the one before by number and hash,
// and that each text is the one that was recorded. What is no such file is
// [ErrBackup] or [ErrNewerBackup].
func ReadBackup(ctx context.Context, r io.Reader) (Backup, error) {
	return readBackup(r, backupRows{
		text:     func(text) error { return ctx.Err() },
		revision: func(revision, payload) error { return ctx.Err() },
		refresh:  func(any) error { return ctx.Err() },
	})
}

// backupRows are told each row of a backup, checked, in the order of sections.
// A row of a table of refreshes is a servedRow, claimRow, proposalRow or runRow.
type backupRows struct {
	text     func(text) error
	revision func(revision, payload) error
	refresh  func(any) error
}

func readBackup(r io.Reader, each backupRows) (Backup, error) {
	zip, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(1<<27))
	if err != nil {
		return Backup{}, err
	}
	defer zip.Close()
	b := &backupReader{in: bufio.NewReaderSize(zip, 64<<10), sum: sha256.New(), counts: map[string]int{}}
	if err := b.header(); err != nil {
		return Backup{}, err
	}
	for {
		line, err := b.next()
		if err != nil {
			return Backup{}, err
		}
		switch {
		case line.End != nil:
			return b.end(*line.End)
		case line.Text != nil:
			err = b.text(text(*line.Text), each.text)
		case line.Revision != nil:
			err = b.revision(revision(*line.Revision), each.revision)
		default:
			err = b.refresh(line, each.refresh)
		}
		if err != nil {
			return Backup{}, err
		}
	}
}

type backupReader struct {
	in       *bufio.Reader
	sum      hash.Hash // of the lines read, without the one read last
	last     []byte
	sections []string
	at       int // place of the section that is being read
	counts   map[string]int
	told     Backup
	newest   revision // without its payload
}

// enter counts a line of a section. Sections stand in their order.
func (b *backupReader) enter(section, what string) error {
	i := slices.Index(b.sections, section)
	if i < 0 {
		return refuse("%s is of a section that its header does not name", what)
	}
	if i < b.at {
		return refuse("%s stands after the %s", what, b.sections[b.at])
	}
	b.at = i
	b.counts[section]++
	return nil
}

func refuse(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrBackup, fmt.Errorf(format, args...))
}

// line reads one line, at most a number of bytes long.
func (b *backupReader) line(longest int) ([]byte, error) {
	b.sum.Write(b.last)
	b.last = b.last[:0]
	for {
		part, err := b.in.ReadSlice('\n')
		b.last = append(b.last, part...)
		switch {
		case err == nil:
			return b.last, nil
		case errors.Is(err, bufio.ErrBufferFull) && len(b.last) <= longest:
		case errors.Is(err, bufio.ErrBufferFull):
			return nil, refuse("a line of it has no end")
		case errors.Is(err, zstd.ErrMagicMismatch) && b.told.Head == 0:
			return nil, refuse("it is not compressed with Zstandard")
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return nil, refuse("it is cut short after revision %d of %d", b.newest.Number, b.told.Head)
		default:
			return nil, refuse("after revision %d of %d: %w", b.newest.Number, b.told.Head, err)
		}
	}
}

func (b *backupReader) header() error {
	data, err := b.line(longestHeader)
	if err != nil {
		return err
	}
	var h backupHeader
	if err := json.Unmarshal(data, &h); err != nil { // a newer header may have more fields
		return refuse("its first line is no header: %w", err)
	}
	if err := h.readable(); err != nil {
		return err
	}
	b.sections = h.Sections
	b.told = Backup{MadeAt: h.MadeAt, Build: h.Build, Head: h.Head.Number, Hash: h.Head.Hash}
	return nil
}

func (b *backupReader) next() (backupLine, error) {
	data, err := b.line(longestLine)
	if err != nil {
		return backupLine{}, err
	}
	var line backupLine
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&line); err != nil {
		return line, refuse("after revision %d: a line cannot be read: %w", b.newest.Number, err)
	}
	if line == (backupLine{}) {
		return line, refuse("after revision %d: a line says nothing", b.newest.Number)
	}
	return line, nil
}

func (b *backupReader) text(t text, each func(text) error) error {
	if err := b.enter(textsSection, "text "+t.Digest); err != nil {
		return err
	}
	withdrawn := t.Salt == nil && t.Text == nil
	if !withdrawn && (t.Salt == nil || t.Text == nil || digest(*t.Salt, *t.Text) != t.Digest) {
		return refuse("text %s differs from what was recorded", t.Digest)
	}
	return each(t)
}

func (b *backupReader) revision(r revision, each func(revision, payload) error) error {
	if err := b.enter(revisionsSection, fmt.Sprintf("revision %d", r.Number)); err != nil {
		return err
	}
	if r.Number != b.newest.Number+1 || r.Previous != b.newest.Hash || r.Hash != chain(r.Previous, r.Payload) {
		return refuse("revision %d does not follow revision %d by number and hash", r.Number, b.newest.Number)
	}
	var p payload
	if err := json.Unmarshal([]byte(r.Payload), &p); err != nil {
		return refuse("the payload of revision %d cannot be read: %w", r.Number, err)
	}
	if p.Version > payloadVersion {
		return fmt.Errorf("%w: revision %d has a payload of version %d, and this one reads version %d",
			ErrNewerBackup, r.Number, p.Version, payloadVersion)
	}
	b.told.Facts += len(p.Open)
	b.newest = r
	b.newest.Payload = ""
	return each(r, p)
}

// end compares what was read with what the last line says, and insists that it
// is the last.
func (b *backupReader) end(end backupEnd) (told Backup, err error) {
	switch _, err := b.in.ReadByte(); {
	case err == nil:
		return told, refuse("something follows its last line")
	case !errors.Is(err, io.EOF):
		return told, refuse("after its last line: %w", err)
	case !maps.Equal(end.Counts, b.counts):
		return told, refuse("it holds %v, and its last line says %v", b.counts, end.Counts)
	case end.SHA256 != hex.EncodeToString(b.sum.Sum(nil)):
		return told, refuse("it differs from what was written: its SHA-256 is not the one on its last line")
	case b.newest.Number != b.told.Head || b.newest.Hash != b.told.Hash:
		return told, refuse("it ends with revision %d, and its header says revision %d of another hash", b.newest.Number, b.told.Head)
	}
	told = b.told
	told.count(b.counts)
	return told, nil
}
