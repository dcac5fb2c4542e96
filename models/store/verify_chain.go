package store

import (
	"encoding/json"
	"maps"
	"slices"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/temporal"
)

// checkRevision checks a revision against the one before it and against its
// payload, and replays the payload.
func (v *verifier) checkRevision(r revision) {
	if r.Number != v.last.Number+1 {
		v.fault("revision %d: it follows revision %d, numbers have no gaps", r.Number, v.last.Number)
	}
	if at, err := temporal.ParseInstant(r.RecordedAt); err != nil || at.Sortable() != r.RecordedAt {
		v.fault("revision %d: recorded_at %q is not an instant in the fixed form", r.Number, r.RecordedAt)
	}
	if r.RecordedAt <= v.last.RecordedAt {
		v.fault("revision %d: recorded at %s, not later than the revision before, %s", r.Number, r.RecordedAt, v.last.RecordedAt)
	}
	if r.Previous != v.last.Hash {
		v.fault("revision %d: its previous hash is not that of the revision before", r.Number)
	}
	if chain(r.Previous, r.Payload) != r.Hash {
		v.fault("revision %d: its hash is not that of its payload", r.Number)
	}
	for _, digest := range []string{r.Actor, r.Reason} {
		if _, ok := v.texts[digest]; !ok {
			v.fault("revision %d: text %s is missing", r.Number, digest)
		}
		v.texts[digest] = true
	}
	v.checkPayload(r)
	v.last = r
	v.last.Payload = ""
}

// checkPayload compares the payload with the columns beside it, by writing it
// again, and replays it.
func (v *verifier) checkPayload(r revision) {
	var p payload
	if err := json.Unmarshal([]byte(r.Payload), &p); err != nil {
		v.fault("revision %d: its payload cannot be read: %v", r.Number, err)
		return
	}
	if p.Version != payloadVersion {
		v.fault("revision %d: payload version %d is not known", r.Number, p.Version)
		return
	}
	for _, ref := range p.Close {
		v.replayClose(r.Number, ref)
	}
	open := make([]belief, len(p.Open))
	for i, o := range p.Open {
		open[i] = v.replayOpen(r.Number, o)
	}
	if r.head()+content(p.Close, open) != r.Payload {
		v.fault("revision %d: its payload is not in canonical form, or differs from number, kind, instant, actor or reason", r.Number)
	}
}

func (v *verifier) replayClose(by int, ref models.Ref) {
	from, ok := v.held[ref]
	if !ok {
		v.fault("revision %d: it closes %s %s, which was not held", by, ref.Kind, ref.Key)
		return
	}
	row := v.want[place{ref, from}]
	row.ToRevision = optionalInt(by)
	v.want[place{ref, from}] = row
	delete(v.held, ref)
}

func (v *verifier) replayOpen(number int, o opened) belief {
	asWritten := belief{Kind: string(o.Kind), Body: string(o.Fact)}
	f, err := facts.Decode(o.Kind, o.Fact)
	if err != nil {
		v.fault("revision %d: a fact cannot be read: %v", number, err)
		return asWritten
	}
	row, err := project(f)
	if err != nil {
		v.fault("revision %d: %v", number, err)
		return asWritten
	}
	row.FromRevision = number
	if _, ok := v.held[row.ref()]; ok {
		v.fault("revision %d: it opens %s %s, which was held", number, row.Kind, row.Key)
	}
	v.held[row.ref()] = number
	v.want[place{row.ref(), number}] = row
	return row
}

// checkUnused names texts that no revision stands behind.
func (v *verifier) checkUnused() {
	for _, digest := range slices.Sorted(maps.Keys(v.texts)) {
		if !v.texts[digest] {
			v.fault("text %s: it belongs to no revision", digest)
		}
	}
}
