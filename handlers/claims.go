package handlers

import (
	"fmt"
	"strconv"

	"caucus/models"
	"caucus/models/temporal"
)

const claimsCursor = "k"

// claim is what a source says, beside what the register holds in its place.
type claim struct {
	models.Claim
	models.Weighed
	document models.Snapshot
}

// claimList lists what sources say, side by side: by person, matter and source.
func (a *api) claimList(s *scope, p *params) (reply, error) {
	q := models.ClaimsQuery{
		Person: s.anybody(p, "person"),
		Source: a.source(s, p, "source"),
		About:  oneOf(p, "about", models.Matters[:]...),
		Gone:   p.yes("gone"),
		After:  numberPlace(p, claimsCursor),
		Limit:  p.limit(),
	}
	f, err := a.freshness(p)
	if f == nil {
		return reply{}, err
	}
	list, more, err := a.weighed(s, f, q)
	if err != nil {
		return reply{}, err
	}
	next := ""
	if more {
		next = encodeCursor(claimsCursor, strconv.Itoa(list[len(list)-1].ID))
	}
	return nowReply("claims", list, next, claimColumns, func(w *page, c *claim) {
		w.object()
		w.key("person")
		w.loggedPerson(c.Person)
		w.claim(c)
		w.key("held")
		w.held(&c.Weighed)
		w.endObject()
	}), nil
}

// weighed asks for claims, and weighs each.
func (a *api) weighed(s *scope, f Freshness, q models.ClaimsQuery) (list []claim, more bool, err error) {
	claims, more, err := f.Claims(s.ctx, q)
	if err != nil {
		return nil, false, fmt.Errorf("what sources say: %w", err)
	}
	list = make([]claim, len(claims))
	for i := range claims {
		c := &list[i]
		c.Claim = claims[i]
		c.Weighed = s.Weigh(&c.Claim, s.house.ID, s.today)
		if c.document, err = a.document(s.ctx, s, f, c.Snapshot); err != nil {
			return nil, false, err
		}
	}
	return list, more, nil
}

// claim writes the members of what a source says.
func (w *page) claim(c *claim) {
	w.key("id")
	w.number(c.ID)
	w.key("source")
	w.text(string(c.Source))
	w.key("about")
	w.text(string(c.About))
	w.key("name")
	w.textOrNull(c.Name)
	w.key("written")
	w.textOrNull(c.Written)
	w.saidValue(c.About, c.Value, c.Riding)
	w.period(c.Period)
	w.key("dated")
	w.bool(c.Dated())
	w.key("first_seen")
	w.instant(c.FirstSeen)
	w.key("second_seen")
	w.instant(c.SecondSeen)
	w.key("last_seen")
	w.instant(c.LastSeen)
	w.key("age_seconds")
	w.number(w.age(c.LastSeen))
	w.key("gone")
	w.instant(c.Gone)
	w.key("state")
	w.text(string(c.State))
	w.key("agrees")
	w.bool(c.State == models.ClaimBelieved)
	w.key("why")
	w.text(c.Why)
	w.key("citation")
	w.servedAs(&c.document, c.Locator)
}

// saidValue writes what is said: a value on an axis, or whose seat.
func (w *page) saidValue(about models.Matter, v models.Value, riding models.RidingID) {
	w.key("value")
	if onAxis(about) {
		w.value(v, w.on)
	} else {
		w.null()
	}
	w.key("riding")
	w.ridingOrNull(riding, w.on)
}

// onAxis reports whether a matter is one of the axes: not a seat, nor nothing in
// particular.
func onAxis(about models.Matter) bool { return about != models.AboutSeat && about != "" }

func (w *page) ridingOrNull(id models.RidingID, day temporal.Day) {
	if _, ok := w.ridings[id]; !ok {
		w.null()
		return
	}
	w.riding(id, day)
}

// servedAs writes the document in which something was said; null for what is not
// known of it.
func (w *page) servedAs(s *models.Snapshot, locator string) {
	w.object()
	w.key("snapshot")
	w.textOrNull(string(s.ID))
	w.key("url")
	w.textOrNull(s.URL)
	w.key("locator")
	w.textOrNull(locator)
	w.key("retrieved_at")
	w.instant(s.RetrievedAt)
	w.key("sha256")
	w.textOrNull(s.SHA256)
	w.endObject()
}

// held writes what the register holds in the place of a claim; null for nothing.
func (w *page) held(x *models.Weighed) {
	switch {
	case x.Tenure != nil:
		t := x.Tenure
		w.object()
		w.saidValue(models.AboutSeat, models.Value{}, t.Riding)
		w.period(t.Period)
		w.heldBy(t.State, "", t.Citations)
		w.null()
		w.endObject()
	case x.Span != nil:
		s := x.Span
		w.object()
		w.saidValue(models.AboutDesignation, s.Value, "")
		w.period(s.Period)
		w.heldBy(s.State, s.Basis, s.Citations)
		w.between(s.Window, s.From)
		w.endObject()
	default:
		w.null()
	}
}

// heldBy writes how firmly something is held, and begins to write between which
// days it was seen to begin.
func (w *page) heldBy(state models.State, basis models.Basis, by []models.Citation) {
	w.key("state")
	w.text(string(state))
	w.key("basis")
	w.textOrNull(string(basis))
	w.key("citations")
	w.citations(by)
	w.key("observed_between")
}
