package models

import (
	"encoding/hex"
	"fmt"
	"strings"

	"caucus/models/temporal"
)

// The register keeps facts packed: a spell of affiliation takes 32 bytes, so
// that a House since 1867 fits the caches of a small machine. Nothing outside
// this package sees these types.

// value is a Value: 0 unknown, 1 none, n+2 the n-th organization.
type value int16

const (
	packedUnknown value = 0
	packedNone    value = 1
	packedFirst   value = 2
)

// spell is an affiliation of the person in whose range it lies.
type spell struct {
	id               packedID
	from, to, window temporal.Day
	cite             uint32
	recorded         int32
	value            value
	axis             uint8
	flags            uint8
}

const (
	flagImplied     = 1 << 0
	flagProvisional = 1 << 1
	flagNoted       = 1 << 2
)

// term is a tenure.
type term struct {
	id                  packedID
	person, riding      int32
	from, to, endWindow temporal.Day
	cite                uint32
	recorded            int32
	electedAs           value
	parliament          uint16
	house, place        uint8
	start, end, flags   uint8
}

func (t *term) period() temporal.Period  { return temporal.Period{From: t.from, To: t.to} }
func (s *spell) period() temporal.Period { return temporal.Period{From: s.from, To: s.to} }

var (
	packedAxes   = [...]Axis{Designation, Caucus, Party}
	packedStarts = [...]StartCause{ByGeneralElection, ByByElection}
	packedEnds   = [...]EndCause{"", ByDissolution, ByResignation, ByDeath, ByDisqualification, ByVoidElection, ByUnknownCause}
)

// packEnum returns the place of v in list, or an error that names it.
func packEnum[T ~string](list []T, v T) (uint8, error) {
	for i, x := range list {
		if x == v {
			return uint8(i), nil
		}
	}
	return 0, fmt.Errorf("%q is not one of %v", v, list)
}

// packedID is the 60 bits behind the prefix of a derived id.
type packedID uint64

const idAlphabet = "0123456789abcdefghjkmnpqrstvwxyz"

func packID(prefix, id string) (packedID, error) {
	rest, ok := strings.CutPrefix(id, prefix+"_")
	if !ok || len(rest) != IDLength {
		return 0, fmt.Errorf("id %q is not %s_ and %d characters", id, prefix, IDLength)
	}
	var p packedID
	for i := range len(rest) {
		n := strings.IndexByte(idAlphabet, rest[i])
		if n < 0 {
			return 0, fmt.Errorf("id %q has a character that ids do not have", id)
		}
		p = p<<5 | packedID(n)
	}
	return p, nil
}

func (p packedID) text(prefix string) string {
	var room [16]byte // as long as the ids that are packed: their prefixes have three letters
	b := append(append(room[:0], prefix...), '_')
	for shift := 5 * (IDLength - 1); shift >= 0; shift -= 5 {
		b = append(b, idAlphabet[p>>shift&31])
	}
	return string(b)
}

// arena holds many short texts in one allocation. A text can be had once seal
// was called.
type arena struct {
	text    string
	growing []byte
}

type slice struct {
	at  uint32
	len uint16
}

func (a *arena) add(s string) slice {
	r := slice{at: uint32(len(a.growing)), len: uint16(min(len(s), 1<<16-1))}
	a.growing = append(a.growing, s[:r.len]...)
	return r
}

func (a *arena) seal() { a.text, a.growing = string(a.growing), nil }

func (a *arena) get(r slice) string { return a.text[r.at : r.at+uint32(r.len)] }

// snapshotRow is a Snapshot.
type snapshotRow struct {
	id     packedID
	at     temporal.Instant
	url    slice
	title  slice
	source uint8
	sha    [32]byte
}

// citeRow is a Citation.
type citeRow struct {
	snapshot int32
	locator  slice
	url      slice
}

// citeBook holds each distinct list of citations once; facts point to it by
// number. List 0 is empty.
type citeBook struct {
	snapshots []snapshotRow
	sources   []Source
	texts     arena
	rows      []citeRow
	ends      []uint32 // list n is rows[ends[n-1]:ends[n]]
}

func (b *citeBook) list(n uint32) []Citation {
	if n == 0 {
		return []Citation{}
	}
	rows := b.rows[b.ends[n-1]:b.ends[n]]
	out := make([]Citation, len(rows))
	for i, r := range rows {
		out[i] = Citation{
			Snapshot: SnapshotID(b.snapshots[r.snapshot].id.text("snp")),
			Locator:  b.texts.get(r.locator),
			URL:      b.texts.get(r.url),
		}
	}
	return out
}

func (b *citeBook) snapshot(i int) Snapshot {
	s := &b.snapshots[i]
	return Snapshot{
		ID: SnapshotID(s.id.text("snp")), Source: b.sources[s.source].ID, Title: b.texts.get(s.title),
		URL: b.texts.get(s.url), RetrievedAt: s.at, SHA256: hex.EncodeToString(s.sha[:]),
	}
}
