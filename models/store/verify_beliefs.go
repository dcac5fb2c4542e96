package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// checkBelief compares a row with the one that the payloads make.
func (v *verifier) checkBelief(got belief) {
	at := place{got.ref(), got.FromRevision}
	want, ok := v.want[at]
	if !ok {
		v.fault("revision %d: %s %s: no payload opens this belief", got.FromRevision, got.Kind, got.Key)
		return
	}
	delete(v.want, at)
	if got == want {
		return
	}
	wanted := want.fields()
	for i, f := range got.fields() {
		if f != wanted[i] {
			v.fault("revision %d: %s %s: %s is %q, the payloads say %q",
				got.FromRevision, got.Kind, got.Key, f.name, f.value, wanted[i].value)
		}
	}
}

// checkMissing names the rows that the payloads make and the table lacks.
func (v *verifier) checkMissing() {
	missing := slices.SortedFunc(maps.Keys(v.want), func(a, b place) int {
		return cmp.Or(a.from-b.from, byKindAndKey(a.Ref, b.Ref))
	})
	for _, at := range missing {
		v.fault("revision %d: %s %s: the belief is missing", at.from, at.Kind, at.Key)
	}
}

type field struct{ name, value string }

// fields are what a row says besides its place.
func (b belief) fields() []field {
	return []field{
		{"to_revision", fmt.Sprint(b.ToRevision)},
		{"person", string(b.Person)},
		{"axis", string(b.Axis)},
		{"value_status", string(b.ValueStatus)},
		{"organization", string(b.Organization)},
		{"house", string(b.House)},
		{"parliament", fmt.Sprint(b.Parliament)},
		{"riding", string(b.Riding)},
		{"place", fmt.Sprint(b.Place)},
		{"valid_from", string(b.ValidFrom)},
		{"valid_to", string(b.ValidTo)},
		{"state", string(b.State)},
		{"basis", string(b.Basis)},
		{"body", b.Body},
	}
}
