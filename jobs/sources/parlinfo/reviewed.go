package parlinfo

import (
	"bytes"
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"caucus/models/temporal"
)

//go:embed reviewed/*.csv
var reviewedFiles embed.FS

// Reviewed holds the decisions that people took where the source leaves one to
// take. The zero value holds none.
type Reviewed struct {
	CaucusRoles []CaucusRole
	Renames     []Rename
	Namesakes   []Namesake
	Seats       []SeatRepair
	TwoMembers  []TwoMembers
	Dropped     []DroppedRole
}

// CaucusRole decides what the end of a Caucus Member role means that ends
// inside a tenure while the label stays.
type CaucusRole struct {
	Person, Role int
	LastDay      temporal.Day
	Left         temporal.Day // the day of the departure, where the source's note names it; zero: the day after the last
	Decision     string       // "none": out of caucus; "hole": the role is recorded short; "unknown": nothing tells
	Reason       string
}

// Rename says that under one representation order two constituency ids are one
// riding that changed its name.
type Rename struct {
	Order, From, To int
	Day             temporal.Day // first day of the new name
	Reason          string
}

// Namesake says whose an id is that the source gives to two people.
type Namesake struct {
	Scheme, Value string
	Person        int // ParlInfo id; 0: nobody's until more is known
	Reason        string
}

// SeatRepair corrects what a Constituency Member role says of one parliament,
// where the source contradicts itself.
type SeatRepair struct {
	Person, Role, Parliament int
	Decision                 SeatDecision
	Day                      temporal.Day    // of From
	Absent                   temporal.Period // of Absent
	Constituency             int             // of Moved
	Reason                   string
}

// SeatDecision is what a repair does with a seat in one parliament.
type SeatDecision string

const (
	Drop   SeatDecision = "drop"   // not held at all
	From   SeatDecision = "from"   // held from a day that the source leaves out
	Absent SeatDecision = "absent" // not held from one day to another
	Moved  SeatDecision = "moved"  // another constituency
)

// DroppedRole is a Party Member or Caucus Member role that contradicts the
// rest of the profile and is left out.
type DroppedRole struct {
	Person, Role int
	Reason       string
}

// TwoMembers says that a riding had two members in a run of parliaments.
type TwoMembers struct {
	Constituency, First, Last int
	Reason                    string
}

// LoadReviewed reads the embedded decisions. Every row that cannot be read is
// named in the error.
func LoadReviewed() (Reviewed, error) {
	var v Reviewed
	l := &loader{}
	l.each("caucus_roles.csv", "person,role,last_day,left,decision,reason", func(r row) {
		v.CaucusRoles = append(v.CaucusRoles, CaucusRole{r.int(0), r.int(1), r.day(2), r.dayOrNone(3), r.oneOf(4, "none", "hole", "unknown"), r.text(5)})
	})
	l.each("riding_renames.csv", "order,from,to,day,reason", func(r row) {
		v.Renames = append(v.Renames, Rename{r.int(0), r.int(1), r.int(2), r.day(3), r.text(4)})
	})
	l.each("namesakes.csv", "scheme,value,person,reason", func(r row) {
		v.Namesakes = append(v.Namesakes, Namesake{r.text(0), r.text(1), r.int(2), r.text(3)})
	})
	l.each("seats.csv", "person,role,parliament,decision,value,reason", func(r row) {
		v.Seats = append(v.Seats, r.seat())
	})
	l.each("two_members.csv", "constituency,first,last,reason", func(r row) {
		v.TwoMembers = append(v.TwoMembers, TwoMembers{r.int(0), r.int(1), r.int(2), r.text(3)})
	})
	l.each("roles.csv", "person,role,reason", func(r row) {
		v.Dropped = append(v.Dropped, DroppedRole{r.int(0), r.int(1), r.text(2)})
	})
	return v, errors.Join(l.faults...)
}

type loader struct{ faults []error }

// row is one line of a reviewed file; what is wrong with it goes to the loader.
type row struct {
	l     *loader
	where string
	cells []string
}

func (l *loader) each(file, header string, fn func(row)) {
	data, err := reviewedFiles.ReadFile("reviewed/" + file)
	if err != nil {
		l.faults = append(l.faults, err)
		return
	}
	head, body, _ := bytes.Cut(data, []byte("\n"))
	if string(head) != header {
		l.faults = append(l.faults, fmt.Errorf("%s: the columns are %q, not %q", file, head, header))
		return
	}
	rows := csv.NewReader(bytes.NewReader(body))
	for n := 2; ; n++ {
		cells, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			l.faults = append(l.faults, fmt.Errorf("%s: %w", file, err))
			return
		}
		fn(row{l, fmt.Sprintf("%s:%d", file, n), cells})
	}
}

func (r row) fail(format string, args ...any) {
	r.l.faults = append(r.l.faults, fmt.Errorf("%s: "+format, append([]any{r.where}, args...)...))
}

func (r row) text(i int) string {
	if i >= len(r.cells) || r.cells[i] == "" {
		r.fail("column %d is empty", i+1)
		return ""
	}
	return r.cells[i]
}

func (r row) int(i int) int {
	v, err := strconv.Atoi(r.text(i))
	if err != nil {
		r.fail("column %d: %w", i+1, err)
	}
	return v
}

func (r row) dayOrNone(i int) temporal.Day {
	if i < len(r.cells) && r.cells[i] == "" {
		return 0
	}
	return r.day(i)
}

func (r row) day(i int) temporal.Day {
	v, err := temporal.ParseDay(r.text(i))
	if err != nil {
		r.fail("column %d: %w", i+1, err)
	}
	return v
}

func (r row) seat() SeatRepair {
	s := SeatRepair{Person: r.int(0), Role: r.int(1), Parliament: r.int(2), Reason: r.text(5)}
	s.Decision = SeatDecision(r.oneOf(3, string(Drop), string(From), string(Absent), string(Moved)))
	switch s.Decision {
	case From:
		s.Day = r.day(4)
	case Moved:
		s.Constituency = r.int(4)
	case Absent:
		first, last, _ := strings.Cut(r.text(4), "/")
		from, err1 := temporal.ParseDay(first)
		to, err2 := temporal.ParseDay(last)
		if err := errors.Join(err1, err2); err != nil {
			r.fail("column 5: %w", err)
		}
		s.Absent = period(from, to)
	}
	return s
}

func (r row) oneOf(i int, texts ...string) string {
	for _, t := range texts {
		if r.text(i) == t {
			return t
		}
	}
	r.fail("column %d is %q, none of %q", i+1, r.text(i), texts)
	return ""
}
