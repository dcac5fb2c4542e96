package models

import (
	"encoding/hex"
	"fmt"
	"strings"
)

// packer turns facts into packed rows. It lives only while a register is
// built, and gathers every fault instead of stopping at the first.
type packer struct {
	r         *Register
	faults    InvalidError
	snapshots map[SnapshotID]int32
	lists     map[string]uint32
	texts     map[string]slice
	interned  map[string]string
}

func newPacker(r *Register) *packer {
	return &packer{
		r: r, snapshots: map[SnapshotID]int32{}, lists: map[string]uint32{},
		texts: map[string]slice{}, interned: map[string]string{},
	}
}

// fault notes what is wrong with a fact.
func (p *packer) fault(f Fact, err error) {
	p.faults.Add(string(f.Kind()), f.Key(), err.Error())
}

// intern returns one copy of each text that occurs often.
func (p *packer) intern(s string) string {
	if c, ok := p.interned[s]; ok {
		return c
	}
	c := strings.Clone(s)
	p.interned[c] = c
	return c
}

func (p *packer) text(s string) slice {
	if s == "" {
		return slice{}
	}
	if r, ok := p.texts[s]; ok {
		return r
	}
	r := p.r.book.texts.add(s)
	p.texts[s] = r
	return r
}

func (p *packer) packSnapshot(s Snapshot, sources map[SourceID]int) error {
	source, ok := sources[s.Source]
	if !ok {
		return fmt.Errorf("source %q is not known", s.Source)
	}
	if source > 1<<8-1 {
		return fmt.Errorf("a register holds up to %d sources", 1<<8)
	}
	id, err := packID("snp", string(s.ID))
	if err != nil {
		return err
	}
	row := snapshotRow{id: id, at: s.RetrievedAt, source: uint8(source), url: p.text(s.URL)}
	sum, err := hex.DecodeString(s.SHA256)
	if err != nil || len(sum) != len(row.sha) {
		return fmt.Errorf("sha256 %q is not 64 hexadecimal digits", s.SHA256)
	}
	copy(row.sha[:], sum)
	row.title = p.text(s.Title)
	p.snapshots[s.ID] = int32(len(p.r.book.snapshots))
	p.r.book.snapshots = append(p.r.book.snapshots, row)
	return nil
}

// cite returns the number of a list of citations in the book.
func (p *packer) cite(list []Citation) (uint32, error) {
	if len(list) == 0 {
		return 0, fmt.Errorf("there is no citation")
	}
	var key strings.Builder
	for _, c := range list {
		key.WriteString(string(c.Snapshot) + "\x1f" + c.Locator + "\x1f" + c.URL + "\x1e")
	}
	if n, ok := p.lists[key.String()]; ok {
		return n, nil
	}
	rows := make([]citeRow, len(list))
	for i, c := range list {
		at, ok := p.snapshots[c.Snapshot]
		if !ok {
			return 0, fmt.Errorf("snapshot %q is not known", c.Snapshot)
		}
		rows[i] = citeRow{snapshot: at, locator: p.text(c.Locator), url: p.text(c.URL)}
	}
	b := &p.r.book
	b.rows = append(b.rows, rows...)
	b.ends = append(b.ends, uint32(len(b.rows)))
	n := uint32(len(b.ends) - 1)
	p.lists[key.String()] = n
	return n, nil
}

func (p *packer) value(v Value) (value, error) {
	if (v.Status == HasNone || v.Status == Unknown) && v.Organization != "" {
		return 0, fmt.Errorf("status %q goes with no organization, but %q is named", v.Status, v.Organization)
	}
	switch v.Status {
	case Unknown, "":
		return packedUnknown, nil
	case HasNone:
		return packedNone, nil
	case HasOrganization:
		if i, ok := p.r.organizationAt[v.Organization]; ok {
			return packedFirst + value(i), nil
		}
		return 0, fmt.Errorf("organization %q is not in the reviewed list", v.Organization)
	}
	return 0, fmt.Errorf("status %q is not organization, none or unknown", v.Status)
}

func (p *packer) packSpell(a Affiliation) (spell, error) {
	id, err := packID("aff", string(a.ID))
	if err != nil {
		return spell{}, err
	}
	if a.From == 0 || !a.Valid() {
		return spell{}, fmt.Errorf("the period %s holds on no day", a.Period)
	}
	axis, err := packEnum(packedAxes[:], a.Axis)
	if err != nil {
		return spell{}, err
	}
	if _, err := packEnum([]Basis{Stated, Implied}, a.Basis); err != nil {
		return spell{}, fmt.Errorf("basis %w", err)
	}
	if err := checkState(a.State); err != nil {
		return spell{}, err
	}
	v, err := p.value(a.Value)
	if err != nil {
		return spell{}, err
	}
	cite, err := p.cite(a.Citations)
	if err != nil {
		return spell{}, err
	}
	s := spell{
		id: id, from: a.From, to: a.To, cite: cite, recorded: int32(a.RecordedIn), value: v, axis: axis,
		flags: stateFlag(a.State) | noteFlag(a.Note),
	}
	if a.Basis == Implied {
		s.flags |= flagImplied
	}
	if a.Window != nil {
		s.window = a.Window.From
	}
	return s, nil
}

func checkState(s State) error {
	if _, err := packEnum([]State{Confirmed, Provisional, Reported}, s); err != nil {
		return fmt.Errorf("state %w", err)
	}
	return nil
}

func stateFlag(s State) uint8 {
	if s == Provisional {
		return flagProvisional
	}
	return 0
}

func noteFlag(note string) uint8 {
	if note != "" {
		return flagNoted
	}
	return 0
}

func (p *packer) packTerm(t Tenure) (row term, err error) {
	row = term{
		from: t.From, to: t.To, recorded: int32(t.RecordedIn), parliament: uint16(t.Parliament),
		place: uint8(t.Place), flags: stateFlag(t.State) | noteFlag(t.Note),
	}
	if err := checkState(t.State); err != nil {
		return row, err
	}
	if t.From == 0 || !t.Valid() {
		return row, fmt.Errorf("the period %s holds on no day", t.Period)
	}
	if t.Place < 1 || t.Place > 1<<8-1 {
		return row, fmt.Errorf("place %d is not the number of a seat of a riding", t.Place)
	}
	if t.EndWindow != nil {
		row.endWindow = t.EndWindow.From
	}
	if row.id, err = packID("ten", string(t.ID)); err != nil {
		return row, err
	}
	person, ok := p.r.personAt[t.Person]
	if !ok {
		return row, fmt.Errorf("person %q is not known", t.Person)
	}
	riding, ok := p.r.ridingAt[t.Riding]
	if !ok {
		return row, fmt.Errorf("riding %q is not known", t.Riding)
	}
	house := p.r.houseAt(t.House)
	if house < 0 || p.r.houses[house].parliament(t.Parliament) == nil {
		return row, fmt.Errorf("parliament %d of %q is not known", t.Parliament, t.House)
	}
	row.person, row.riding, row.house = person, riding, uint8(house)
	if row.start, err = packEnum(packedStarts[:], t.StartCause); err != nil {
		return row, err
	}
	if row.end, err = packEnum(packedEnds[:], t.EndCause); err != nil {
		return row, err
	}
	if row.electedAs, err = p.value(t.ElectedAs); err != nil {
		return row, err
	}
	row.cite, err = p.cite(t.Citations)
	return row, err
}
