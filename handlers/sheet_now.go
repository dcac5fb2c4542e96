package handlers

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caucus/models"
	"caucus/models/temporal"
)

// sourceColumns tell how up to date a source keeps the register.
var sourceColumns = slices.Concat(
	[]column[fresh]{
		{"id", func(_ *sheet, x fresh) string { return string(x.ID) }},
		{"title", func(_ *sheet, x fresh) string { return x.Title }},
		{"publisher", func(_ *sheet, x fresh) string { return x.Publisher }},
		{"url", func(_ *sheet, x fresh) string { return x.URL }},
		{"terms", func(_ *sheet, x fresh) string { return x.Terms }},
		{"speaks_until", func(_ *sheet, x fresh) string { return x.SpeaksUntil.String() }},
		{"refreshed", func(_ *sheet, x fresh) string { return strconv.FormatBool(x.job.Enabled) }},
		{"schedule", func(_ *sheet, x fresh) string { return x.job.Schedule }},
		{"expected_interval_seconds", func(_ *sheet, x fresh) string { return numberText(int(x.job.Interval / time.Second)) }},
		{"next_run", func(_ *sheet, x fresh) string { return x.job.NextRun.String() }},
		{"rest_until", func(s *sheet, x fresh) string { return x.restUntil(s.now).String() }},
		{"late", func(_ *sheet, x fresh) string { return ifAny(x.job.Interval != 0, strconv.FormatBool(x.job.Late)) }},
		{"late_since", func(_ *sheet, x fresh) string { return x.job.LateSince.String() }},
	},
	of(func(_ *sheet, x fresh) models.Run { return orZero(x.last) }, []column[models.Run]{
		{"last_run", func(_ *sheet, r models.Run) string { return r.Ended.String() }},
		{"last_outcome", func(_ *sheet, r models.Run) string { return string(r.Outcome) }},
		{"last_reason", func(_ *sheet, r models.Run) string { return r.Reason }},
	}),
	[]column[fresh]{
		{"last_success", func(_ *sheet, x fresh) string { return x.lastSuccess.String() }},
		{"last_change", func(_ *sheet, x fresh) string { return x.lastChange.String() }},
		{"age_seconds", func(s *sheet, x fresh) string { return s.ageText(x.lastSuccess) }},
		{"people", func(_ *sheet, x fresh) string {
			return ifAny(x.read != nil, strconv.Itoa(orZero(x.read).Tally.Records))
		}},
		{"agreeing", func(_ *sheet, x fresh) string {
			return ifAny(x.read != nil, strconv.Itoa(orZero(x.read).Tally.Agreeing))
		}},
		{"differing", func(_ *sheet, x fresh) string {
			return ifAny(x.read != nil, strconv.Itoa(orZero(x.read).Tally.Differing))
		}},
	},
	queueColumns,
)

// queueColumns count what waits for a decision, by kind.
var queueColumns = func() (columns []column[fresh]) {
	for _, kind := range models.ProposalKinds {
		columns = append(columns, column[fresh]{"queue_" + string(kind), func(_ *sheet, x fresh) string { return strconv.Itoa(x.waiting[kind]) }})
	}
	return columns
}()

// runColumns tell how it went to ask a source.
var runColumns = slices.Concat(
	[]column[models.Run]{
		{"id", func(_ *sheet, r models.Run) string { return strconv.Itoa(r.ID) }},
		{"source", func(_ *sheet, r models.Run) string { return string(r.Source) }},
		{"trigger", func(_ *sheet, r models.Run) string { return string(r.Trigger) }},
		{"slot", func(_ *sheet, r models.Run) string { return r.Slot.String() }},
		{"began", func(_ *sheet, r models.Run) string { return r.Began.String() }},
		{"ended", func(_ *sheet, r models.Run) string { return r.Ended.String() }},
		{"outcome", func(_ *sheet, r models.Run) string { return string(r.Outcome) }},
		{"reason", func(_ *sheet, r models.Run) string { return r.Reason }},
		{"snapshots", func(_ *sheet, r models.Run) string { return spaced(r.Snapshots) }},
	},
	tallyColumns,
	[]column[models.Run]{
		{"refusals", func(_ *sheet, r models.Run) string {
			rules := make([]string, len(r.Refusals))
			for i := range rules {
				rules[i] = r.Refusals[i].Rule
			}
			return spaced(rules)
		}},
		{"revision", func(_ *sheet, r models.Run) string { return numberText(r.Revision) }},
		{"fence", func(_ *sheet, r models.Run) string { return numberText(r.Fence) }},
		{"rest_until", func(_ *sheet, r models.Run) string { return r.RestUntil.String() }},
	},
)

var tallyColumns = func() (columns []column[models.Run]) {
	for _, c := range counted {
		columns = append(columns, column[models.Run]{c.name, func(_ *sheet, r models.Run) string { return strconv.Itoa(c.of(&r.Tally)) }})
	}
	return columns
}()

// said is a value on an axis, or a seat.
type said struct {
	about  models.Matter
	value  models.Value
	riding models.RidingID
}

// saidColumns tell what is said; the cells of a value are empty for a seat.
var saidColumns = slices.Concat(axisColumns("value"), of(func(s *sheet, x said) ridingOn { return ridingOn{x.riding, s.on} }, ridingColumns))

func axisColumns(name string) (columns []column[said]) {
	for _, c := range valueColumns(name) {
		columns = append(columns, column[said]{c.name, func(s *sheet, x said) string {
			return ifAny(onAxis(x.about), c.of(s, valueOn{x.value, s.on}))
		}})
	}
	return columns
}

// claimColumns tell what a source says, beside what the register holds.
var claimColumns = slices.Concat(
	[]column[claim]{{"id", func(_ *sheet, c claim) string { return strconv.Itoa(c.ID) }}},
	of(func(_ *sheet, c claim) models.PersonID { return c.Person }, personColumns),
	[]column[claim]{
		{"source", func(_ *sheet, c claim) string { return string(c.Source) }},
		{"about", func(_ *sheet, c claim) string { return string(c.About) }},
		{"said_name", func(_ *sheet, c claim) string { return c.Claim.Name }},
		{"written", func(_ *sheet, c claim) string { return c.Written }},
	},
	of(func(_ *sheet, c claim) said { return said{c.About, c.Value, c.Riding} }, saidColumns),
	of(func(_ *sheet, c claim) temporal.Period { return c.Period }, periodColumns),
	[]column[claim]{
		{"first_seen", func(_ *sheet, c claim) string { return c.FirstSeen.String() }},
		{"second_seen", func(_ *sheet, c claim) string { return c.SecondSeen.String() }},
		{"last_seen", func(_ *sheet, c claim) string { return c.LastSeen.String() }},
		{"age_seconds", func(s *sheet, c claim) string { return s.ageText(c.LastSeen) }},
		{"gone", func(_ *sheet, c claim) string { return c.Gone.String() }},
		{"state", func(_ *sheet, c claim) string { return string(c.State) }},
		{"why", func(_ *sheet, c claim) string { return c.Why }},
		{"snapshot", func(_ *sheet, c claim) string { return string(c.Snapshot) }},
		{"url", func(_ *sheet, c claim) string { return c.document.URL }},
		{"locator", func(_ *sheet, c claim) string { return c.Locator }},
	},
	called("held_", slices.Concat(
		of(func(_ *sheet, c claim) said { return heldSaid(&c.Weighed) }, saidColumns),
		of(func(_ *sheet, c claim) temporal.Period { return heldPeriod(&c.Weighed) }, periodColumns))),
)

func heldSaid(x *models.Weighed) said {
	switch {
	case x.Tenure != nil:
		return said{about: models.AboutSeat, riding: x.Tenure.Riding}
	case x.Span != nil:
		return said{about: models.AboutDesignation, value: x.Span.Value}
	}
	return said{}
}

func heldPeriod(x *models.Weighed) temporal.Period {
	switch {
	case x.Tenure != nil:
		return x.Tenure.Period
	case x.Span != nil:
		return x.Span.Period
	}
	return temporal.Period{}
}

var periodColumns = []column[temporal.Period]{
	{"from", func(_ *sheet, p temporal.Period) string { return p.From.String() }},
	{"to", func(_ *sheet, p temporal.Period) string { return p.To.String() }},
	{"last_day", func(_ *sheet, p temporal.Period) string { return p.LastDay().String() }},
}

// proposalColumns tell what waits for a decision.
var proposalColumns = slices.Concat(
	[]column[models.Proposal]{
		{"id", func(_ *sheet, x models.Proposal) string { return string(x.ID) }},
		{"kind", func(_ *sheet, x models.Proposal) string { return string(x.Kind) }},
		{"source", func(_ *sheet, x models.Proposal) string { return string(x.Source) }},
	},
	of(func(_ *sheet, x models.Proposal) models.PersonID { return x.Person }, personColumns),
	[]column[models.Proposal]{
		{"subject", func(_ *sheet, x models.Proposal) string { return x.Subject }},
		{"about", func(_ *sheet, x models.Proposal) string { return string(x.About) }},
	},
	of(func(_ *sheet, x models.Proposal) said { return said{x.About, x.Value, x.Riding} }, saidColumns),
	[]column[models.Proposal]{{"day", func(_ *sheet, x models.Proposal) string { return x.Day.String() }}},
	of(func(_ *sheet, x models.Proposal) said { return said{x.About, x.Believed, ""} }, axisColumns("believed")),
	[]column[models.Proposal]{
		{"detail", func(_ *sheet, x models.Proposal) string { return x.Detail }},
		{"snapshot", func(_ *sheet, x models.Proposal) string { return string(x.Snapshot) }},
		{"locator", func(_ *sheet, x models.Proposal) string { return x.Locator }},
		{"opened", func(_ *sheet, x models.Proposal) string { return x.Opened.String() }},
		{"age_seconds", func(s *sheet, x models.Proposal) string { return strconv.Itoa(s.waited(&x)) }},
		{"last_seen", func(_ *sheet, x models.Proposal) string { return x.LastSeen.String() }},
		{"settled", func(_ *sheet, x models.Proposal) string { return x.Settled.String() }},
		{"settlement", func(_ *sheet, x models.Proposal) string { return string(x.Settlement) }},
		{"revision", func(_ *sheet, x models.Proposal) string { return numberText(x.Revision) }},
	},
)

// ifAny is a text where there is anything to tell, and an empty cell elsewhere.
func ifAny(any bool, text string) string {
	if any {
		return text
	}
	return ""
}

func orZero[T any](x *T) (v T) {
	if x != nil {
		v = *x
	}
	return v
}

func spaced[T ~string](list []T) string {
	texts := make([]string, len(list))
	for i, x := range list {
		texts[i] = string(x)
	}
	return strings.Join(texts, " ")
}

func (s *sheet) ageText(of temporal.Instant) string {
	if of == 0 {
		return ""
	}
	return strconv.Itoa(s.age(of))
}
