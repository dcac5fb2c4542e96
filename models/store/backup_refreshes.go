package store

import (
	"fmt"

	"gorm.io/gorm"

	"caucus/models"
)

// sectionsFor are the sections of a backup of a register.
func sectionsFor(tx *gorm.DB) ([]string, error) {
	table, _, err := anyRefreshes(tx)
	if table == "" {
		return ofOldBackups, err
	}
	return backupSections, err
}

// refreshes writes the sections of what refreshes remember. Documents travel as
// they are kept, compressed.
func (b *backupWriter) refreshes(tx *gorm.DB) error {
	for _, section := range []func(*gorm.DB) error{
		sectionOf(b, servedSection, func(r *servedRow) backupLine { return backupLine{Served: r} }),
		sectionOf(b, claimsSection, func(r *claimRow) backupLine { return backupLine{Claim: r} }),
		sectionOf(b, proposalsSection, func(r *proposalRow) backupLine { return backupLine{Proposal: r} }),
		sectionOf(b, runsSection, func(r *runRow) backupLine { return backupLine{Run: r} }),
	} {
		if err := section(tx); err != nil {
			return err
		}
	}
	return nil
}

// sectionOf writes a table by id, each row as a line of a section.
func sectionOf[R any](b *backupWriter, section string, line func(*R) backupLine) func(*gorm.DB) error {
	return func(tx *gorm.DB) error {
		for row, err := range rowsOf[R](tx.Model(new(R)).Order("id")) {
			if err != nil {
				return err
			}
			b.counts[section]++
			if err := b.lines.Encode(line(&row)); err != nil {
				return err
			}
		}
		return nil
	}
}

// refresh checks a row of what refreshes remember as far as it can be checked
// alone, and hands it on.
func (b *backupReader) refresh(line backupLine, each func(any) error) error {
	switch {
	case line.Served != nil:
		r := *line.Served
		if err := b.enter(servedSection, "document "+r.ID); err != nil {
			return err
		}
		if fault := r.fault(); fault != nil {
			return refuse("document %s: %w", r.ID, fault)
		}
		return each(r)
	case line.Claim != nil:
		return b.numbered(claimsSection, "claim", line.Claim.ID, func() error { return each(*line.Claim) })
	case line.Proposal != nil:
		if err := b.enter(proposalsSection, "proposal "+line.Proposal.ID); err != nil {
			return err
		}
		return each(*line.Proposal)
	default:
		return b.numbered(runsSection, "run", line.Run.ID, func() error { return each(*line.Run) })
	}
}

// numbered checks the number of a row of which none is ever removed.
func (b *backupReader) numbered(section, what string, id int, each func() error) error {
	if err := b.enter(section, fmt.Sprint(what, " ", id)); err != nil {
		return err
	}
	if n := b.counts[section]; id != n {
		return refuse("%s %d stands in the place of %s %d", what, id, what, n)
	}
	return each()
}

// refresh writes a row of what refreshes remember.
func (p *restorer) refresh(row any) error {
	switch r := row.(type) {
	case servedRow:
		return p.served.add(p.tx, r)
	case claimRow:
		return p.claims.add(p.tx, r)
	case proposalRow:
		return p.proposals.add(p.tx, r)
	case runRow:
		return p.runs.add(p.tx, r)
	}
	return nil
}

// noRefreshes refuses a register in which something was kept before its first
// revision.
func noRefreshes(tx *gorm.DB) error {
	table, rows, err := anyRefreshes(tx)
	if err == nil && table != "" {
		err = fmt.Errorf("%w: a backup is restored only into an empty register, and this one has %d rows of %s; give another database",
			models.ErrConflict, rows, table)
	}
	return err
}

// anyRefreshes names a table in which refreshes left something, and tells how
// many rows; no table if there is none.
func anyRefreshes(tx *gorm.DB) (table string, rows int64, err error) {
	for _, table := range backupSections[len(ofOldBackups):] {
		if err := tx.Table(table).Count(&rows).Error; err != nil || rows > 0 {
			return table, rows, err
		}
	}
	return "", 0, nil
}
