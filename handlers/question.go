package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"caucus/handlers/problem"
	"caucus/models"
	"caucus/models/temporal"
)

// scope is what every question is about: a register as of a revision, and a day.
type scope struct {
	*view
	ctx      context.Context // of the request, for questions that go beyond the register
	on       temporal.Day    // zero where none was asked for and none is needed
	revision int
	now      temporal.Instant
	today    temporal.Day
	path     string // of the permalink; that of the request unless the question says otherwise
}

// question reads its parameters, and returns what renders the answer. It need
// not care whether the parameters are right: if one is not, the answer is never
// rendered.
type question func(s *scope, p *params) (reply, error)

// reply renders an answer in the forms in which it can be had.
type reply struct {
	json func(*page)
	csv  func(*sheet) // nil for what is no list
	also string       // what the answer depends on besides the question
}

// answer is the way that every question takes.
func (a *api) answer(q question, names ...string) gin.HandlerFunc {
	return a.route(q, eachTime, append(slices.Clone(common), names...))
}

// answerOnce is answer for questions whose answers take longer to build than to
// find again.
func (a *api) answerOnce(q question, names ...string) gin.HandlerFunc {
	return a.route(q, onceForAll, append(slices.Clone(common), names...))
}

// answerNow is answer for questions about the sources and jobs of this moment,
// which are neither about a day nor about a revision.
func (a *api) answerNow(q question, names ...string) gin.HandlerFunc { return a.route(q, ofNow, names) }

// making tells how often the answer to a question must be made.
type making int

const (
	eachTime   making = iota
	onceForAll        // for each day and revision: it is kept
	ofNow             // each time, since it is about the moment
)

func (a *api) route(q question, m making, known []string) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := a.reply(c, q, m, known); err != nil {
			a.fail(c, err)
		}
	}
}

func (a *api) reply(c *gin.Context, q question, m making, known []string) error {
	w := newPage()
	p := &w.params
	p.begin(c.Request.URL.RawQuery, known, m == ofNow)
	path, named := strings.CutSuffix(c.Request.URL.Path, ".csv")
	if len(c.Params) > 0 {
		p.id = c.Params[0].Value
	}
	if named {
		p.id = strings.TrimSuffix(p.id, ".csv")
	}
	s := &w.about
	if err := a.about(c.Request.Context(), s, p); err != nil {
		return err
	}
	s.path = path
	answer, err := q(s, p)
	if named && answer.csv == nil && err == nil && len(p.faults.Faults) == 0 {
		return problem.ErrNoRoute
	}
	if faults := p.faults.OrNil(); faults != nil {
		return faults
	}
	if err != nil {
		return err
	}
	asCSV := answer.csv != nil && (named || prefersCSV(c.Request.Header["Accept"]))
	if asCSV {
		s.path += ".csv"
	}
	if answer.csv != nil {
		c.Writer.Header()["Vary"] = varyAccept
	}
	defer w.free() // not sooner: what is wrong with a question is told from there
	w.scope = s
	if w.links(a.BaseURL, c.Request.URL, p); m == ofNow {
		writeNow(c, w, answer, asCSV)
		return nil
	}
	tag := w.tag(a.Build, answer.also)
	switch {
	case c.Request.Method == http.MethodPost:
		tag = "" // it tells one answer to GET from another
	case matches(c.Request.Header["If-None-Match"], tag):
		notModified(c, tag)
		return nil
	}
	if asCSV {
		writeCSV(c, tag, w, answer.csv)
	} else {
		writeTagged(c, tag, w.body(answer.json, m == onceForAll))
	}
	return nil
}

// about reads the parameters that every question takes. With a fault among
// them, the newest register stands in, so that the faults of the others are
// told too.
func (a *api) about(ctx context.Context, s *scope, p *params) (err error) {
	current := a.Registers.Current()
	if current == nil {
		return fmt.Errorf("no register is loaded: %w", models.ErrUnavailable)
	}
	*s = scope{ctx: ctx, view: a.viewOf(current, &a.newest), now: temporal.InstantOf(a.Clock())}
	if s.house.ID == "" {
		return fmt.Errorf("the register has no House: %w", models.ErrUnavailable)
	}
	if s.today, err = s.clock.day(s.now); err != nil {
		return fmt.Errorf("today in House %s: %w", s.house.ID, err)
	}
	if p.now {
		s.on, s.revision = s.today, current.Head().Number
		return nil
	}
	if s.on = p.day("on", s.house.Since, s.today, s.todayIs); s.on == 0 {
		s.on = s.today
	}
	if s.revision = s.readRevision(p); s.revision == current.Head().Number || len(p.faults.Faults) > 0 {
		return nil
	}
	past, err := a.Registers.At(ctx, s.revision)
	if err != nil {
		return asOf(s.revision, err)
	}
	s.view = a.viewOf(past, &a.past)
	return nil
}

// asOf wraps why a past register cannot be had. Faults of what is stored are
// ours: they must not be taken for those of the question.
func asOf(revision int, err error) error {
	if errors.Is(err, models.ErrUnavailable) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("register as of revision %d: %w", revision, err)
	}
	return errors.New("register as of revision " + strconv.Itoa(revision) + ": " + err.Error())
}

// readRevision reads known_at or revision; the newest if neither was given.
func (s *scope) readRevision(p *params) int {
	head := s.Head().Number
	number := p.number("revision", min(1, head), head, head)
	at, ok := p.instant("known_at", s.now)
	text, asked := p.take("known_at")
	if asked && p.was("revision") {
		p.fault("known_at", text, "known_at or revision, not both")
	}
	if !ok {
		return number
	}
	if number = s.RevisionAt(at); number == 0 && head > 0 {
		p.fault("known_at", text, "an instant from "+s.First().RecordedAt.String()+" on, when revision "+
			strconv.Itoa(s.First().Number)+" was recorded")
	}
	return number
}
