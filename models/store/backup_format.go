package store

import (
	"errors"
	"fmt"
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// A backup is a text of one JSON object a line, compressed with Zstandard. The
// first line is the header, which names the sections that follow; each line of
// a section is an object with the name of the section as its only key; the last
// line counts the lines of each section and holds the SHA-256 of all bytes
// before it, as they are before compression. Tables that come later become
// sections of their own. A reader refuses what it does not know, since leaving
// it out would lose it without a word.

const (
	backupFormat  = "caucus backup"
	backupVersion = 1
)

// The sections, in the order in which they can be restored.
const (
	textsSection     = "texts"
	revisionsSection = "revisions"
	servedSection    = "served"
	claimsSection    = "claims"
	proposalsSection = "proposals"
	runsSection      = "runs"
)

// Leases are left out: who does a job at the moment is nothing to keep.
var backupSections = []string{textsSection, revisionsSection, servedSection, claimsSection, proposalsSection, runsSection}

// ofOldBackups are the sections of backups from before sources were refreshed,
// and of those in which no refresh left anything: a program of that time reads
// them rightly.
var ofOldBackups = backupSections[:2]

// What a backup may be refused for, besides what the register itself refuses.
var (
	ErrBackup      = errors.New("this is no whole backup of caucus")
	ErrNewerBackup = errors.New("this backup was made by a newer version of caucus")
)

// Backup tells what a backup holds.
type Backup struct {
	MadeAt    temporal.Instant
	Build     string // of the program that made it
	Head      int    // number of the newest revision
	Hash      string // of the newest revision, which stands for everything before it
	Texts     int    // actors and reasons, withdrawn ones included
	Revisions int
	Facts     int // that the revisions open; 0 from [Store.Backup], which does not look into them
	Documents int // as sources served them, those without a body included
	Claims    int
	Proposals int
	Runs      int
}

// count takes over how many lines each section has.
func (b *Backup) count(lines map[string]int) {
	b.Texts, b.Revisions, b.Documents = lines[textsSection], lines[revisionsSection], lines[servedSection]
	b.Claims, b.Proposals, b.Runs = lines[claimsSection], lines[proposalsSection], lines[runsSection]
}

type backupHeader struct {
	Format   string           `json:"format"`
	Version  int              `json:"version"`
	MadeAt   temporal.Instant `json:"made_at"`
	Build    string           `json:"build"`
	Head     backupHead       `json:"head"`
	Sections []string         `json:"sections"`
}

type backupHead struct {
	Number int    `json:"number"`
	Hash   string `json:"hash"`
}

// backupLine is any line but the first. Exactly one field is set.
type backupLine struct {
	Text     *backupText     `json:"texts,omitempty"`
	Revision *backupRevision `json:"revisions,omitempty"`
	Served   *servedRow      `json:"served,omitempty"`
	Claim    *claimRow       `json:"claims,omitempty"`
	Proposal *proposalRow    `json:"proposals,omitempty"`
	Run      *runRow         `json:"runs,omitempty"`
	End      *backupEnd      `json:"end,omitempty"`
}

// backupText is a row of texts, with nulls once it is withdrawn.
type backupText struct {
	Digest string  `json:"digest"`
	Salt   *string `json:"salt"`
	Text   *string `json:"text"`
}

// backupRevision is a row of revisions. The payload is a string, not an object,
// because it is hashed as it was written.
type backupRevision struct {
	Number     int    `json:"number"`
	Kind       string `json:"kind"`
	RecordedAt string `json:"recorded_at"`
	Actor      string `json:"actor"`
	Reason     string `json:"reason"`
	Payload    string `json:"payload"`
	Previous   string `json:"previous"`
	Hash       string `json:"hash"`
}

type backupEnd struct {
	Counts map[string]int `json:"counts"` // lines by section
	SHA256 string         `json:"sha256"`
}

// readable refuses a header that this version cannot do justice to.
func (h backupHeader) readable() error {
	if h.Format != backupFormat {
		return fmt.Errorf("%w: its first line does not say %q", ErrBackup, backupFormat)
	}
	if h.Version > backupVersion {
		return fmt.Errorf("%w: it is of version %d of the format, and this one reads version %d", ErrNewerBackup, h.Version, backupVersion)
	}
	for _, name := range h.Sections {
		if !slices.Contains(backupSections, name) {
			return fmt.Errorf("%w: it has a section %q, which this one would lose", ErrNewerBackup, name)
		}
	}
	whole := slices.Equal(h.Sections, backupSections) || slices.Equal(h.Sections, ofOldBackups)
	if h.Version < 1 || h.Head.Number < 1 || !whole {
		return fmt.Errorf("%w: its header is not one that caucus writes", ErrBackup)
	}
	return nil
}

// errHoldsSomething tells why a register cannot be restored into.
func errHoldsSomething(newest models.Revision) error {
	return fmt.Errorf("%w: a backup is restored only into an empty register, and this one is at revision %d; give another database",
		models.ErrConflict, newest.Number)
}
