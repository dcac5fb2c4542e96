package parlinfo

import (
	"cmp"
	"fmt"
	"slices"

	"caucus/models/temporal"
)

// claim is a role with the document that it is cited from.
type claim struct {
	Role
	doc *Document
}

// record is what all captures together say of one person.
type record struct {
	id    int
	docs  []*Document // oldest capture first
	roles map[RoleKind][]claim
	known map[RoleKind]temporal.Day // day of the newest capture that tells of the kind
}

// newest is the newest capture of the person.
func (r *record) newest() *Document { return r.docs[len(r.docs)-1] }

// merge brings the documents of each person together, by ParlInfo id.
func (d *deriver) merge(docs []Document) []*record {
	byID := map[int]*record{}
	for i := range docs {
		doc := &docs[i]
		if doc.Captured.IsZero() {
			d.fault(NoCaptureDay, doc, "", "the name has no day and the caller gave none; the document is left out")
			continue
		}
		r := byID[doc.Person]
		if r == nil {
			r = &record{id: doc.Person, roles: map[RoleKind][]claim{}, known: map[RoleKind]temporal.Day{}}
			byID[doc.Person] = r
		}
		r.docs = append(r.docs, doc)
		d.latest = max(d.latest, doc.Captured)
	}
	records := make([]*record, 0, len(byID))
	for _, r := range byID {
		slices.SortFunc(r.docs, compareDocs)
		r.docs = slices.CompactFunc(r.docs, func(a, b *Document) bool {
			return a.SHA256 == b.SHA256 && a.URL == b.URL && a.Captured == b.Captured
		})
		for _, kind := range []RoleKind{Seat, PartyLabel, CaucusPlace} {
			d.mergeKind(r, kind)
		}
		records = append(records, r)
	}
	slices.SortFunc(records, func(a, b *record) int { return a.id - b.id })
	return records
}

func compareDocs(a, b *Document) int {
	return cmp.Or(int(a.Captured)-int(b.Captured), a.complete-b.complete,
		cmp.Compare(a.SHA256, b.SHA256), cmp.Compare(a.File, b.File))
}

// mergeKind takes the roles of the newest capture that has any of the kind:
// each capture tells a whole career. Older captures lend what newer shapes
// leave out, and are cited where they already said the same.
func (d *deriver) mergeKind(r *record, kind RoleKind) {
	for i := len(r.docs) - 1; i >= 0; i-- {
		doc := r.docs[i]
		roles := rolesOf(doc, kind)
		if len(roles) == 0 {
			continue
		}
		r.known[kind] = doc.Captured
		taken := map[*Role]bool{}
		for _, role := range roles {
			c := claim{Role: *role, doc: doc}
			for j := i - 1; j >= 0; j-- {
				if old := find(rolesOf(r.docs[j], kind), c.Role, taken); old != nil {
					taken[old] = true
					c.lend(old, r.docs[j])
				}
			}
			r.roles[kind] = append(r.roles[kind], c)
		}
		d.gone(r, kind, i, taken)
		slices.SortFunc(r.roles[kind], compareClaims)
		return
	}
}

func compareClaims(a, b claim) int {
	return cmp.Or(a.Period.Compare(b.Period), a.ID-b.ID, a.Organization-b.Organization)
}

func rolesOf(doc *Document, kind RoleKind) (list []*Role) {
	for i := range doc.Roles {
		if doc.Roles[i].Kind == kind {
			list = append(list, &doc.Roles[i])
		}
	}
	return list
}

// find looks for the same role in an older capture: by its id, or where a list
// has none by organization and start.
func find(old []*Role, r Role, taken map[*Role]bool) *Role {
	for _, o := range old {
		if r.ID != 0 && o.ID == r.ID {
			return o
		}
	}
	for _, o := range old {
		if (r.ID == 0 || o.ID == 0) && !taken[o] && o.Organization == r.Organization && o.Period.From == r.Period.From {
			return o
		}
	}
	return nil
}

// lend fills what the newer capture leaves out, and cites the older one if it
// already said just this of a span that has ended.
func (c *claim) lend(old *Role, doc *Document) {
	if c.ID == 0 {
		c.ID = old.ID
	}
	c.Approximate = c.Approximate || old.Approximate && old.Period.From == c.Period.From
	c.EndApprox = c.EndApprox || old.EndApprox && old.Period.To == c.Period.To
	c.Crossed = c.Crossed || old.Crossed
	if c.EndReason == "" && old.Period.To == c.Period.To {
		c.EndReason = old.EndReason
	}
	if c.Returned == 0 {
		c.Returned = old.Returned
	}
	if c.Name.Fr == "" {
		c.Name.Fr = old.Name.Fr
	}
	same := old.Period == c.Period && old.Organization == c.Organization
	if same && (!c.Period.Open() || doc.Captured == c.doc.Captured || c.doc.complete == 0 && old.ID != 0 && doc.Captured.Add(1) >= c.doc.Captured) {
		c.doc = doc
	}
}

func (d *deriver) gone(r *record, kind RoleKind, newest int, taken map[*Role]bool) {
	for j := range newest {
		for _, o := range rolesOf(r.docs[j], kind) {
			if taken[o] || find(rolesOf(r.docs[newest], kind), *o, nil) != nil {
				continue
			}
			d.fault(RoleGone, r.docs[j], r.docs[j].locator(*o), fmt.Sprintf(
				"%s %s %s is no longer in the capture of %s, which is followed", kind, o.Name.En, spell(o.Period), r.docs[newest].Captured))
		}
	}
}

// spell writes a period as the source would: first and last day.
func spell(p temporal.Period) string {
	if p.Open() {
		return p.From.String() + " to –"
	}
	return p.From.String() + " to " + p.LastDay().String()
}
