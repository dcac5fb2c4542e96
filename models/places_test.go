package models_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

// toldHistory says rows on one line each.
func toldHistory(rows []models.HistoryRow) (out []string) {
	for _, row := range rows {
		s := fmt.Sprintf("%s/%s %d %s", row.On, row.To, row.Parliament, row.Status)
		for _, c := range row.Rows {
			s += fmt.Sprintf(" %s %d", said(c.Value), c.Seats)
		}
		out = append(out, s)
	}
	return out
}

func TestHistoryOfOneMemberWhoLeft(t *testing.T) {
	h := New()
	h.Person("Han Dong").Sits("Don Valley North", "2021-09-20", "2025-03-24").
		Label(Liberal, "2021-09-20", "2023-03-22").Label(Independent, "2023-03-22", "2025-03-24")
	r := h.Register(t)
	p44, _ := r.Parliament(Commons, 44)
	for _, c := range []struct {
		name string
		q    models.HistoryQuery
		want []string
	}{
		{"of his parliament", models.HistoryQuery{Parliament: p44}, []string{
			"2021-09-20/2023-03-22 44 sitting org_liberal 1", "2023-03-22/2025-03-24 44 sitting org_independent 1"}},
		{"of the day on which he left", models.HistoryQuery{Period: temporal.Period{From: Day("2023-03-22"), To: Day("2023-03-23")}},
			[]string{"2023-03-22/2025-03-24 44 sitting org_independent 1"}},
		{"of the day before", models.HistoryQuery{Period: temporal.Period{From: Day("2023-03-21"), To: Day("2023-03-22")}},
			[]string{"2021-09-20/2023-03-22 44 sitting org_liberal 1"}},
		{"on the caucus axis", models.HistoryQuery{Axis: models.Caucus, Parliament: p44, After: Day("2021-09-20")},
			[]string{"2023-03-22/2025-03-24 44 sitting none 1"}},
		{"across the dissolution", models.HistoryQuery{Period: temporal.Period{From: Day("2025-03-23")}}, []string{
			"2023-03-22/2025-03-24 44 sitting org_independent 1", "2025-03-24/2025-04-28 44 dissolved", "2025-04-28/ 45 sitting"}},
		{"of the first days of the House", models.HistoryQuery{Period: temporal.Period{To: Day("1867-08-01")}},
			[]string{"1867-07-01/1988-11-21 0 not_yet_elected"}},
	} {
		c.q.House = Commons
		if c.q.Axis == "" {
			c.q.Axis = models.Designation
		}
		if diff := cmp.Diff(c.want, toldHistory(r.History(c.q).Rows)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	if got := r.History(models.HistoryQuery{House: "lords"}); len(got.Rows) != 0 || got.Rows == nil {
		t.Errorf("of no House: %+v", got)
	}
}

func TestHistoryOfAParliamentOnOtherDays(t *testing.T) {
	r := New().Register(t)
	p43, _ := r.Parliament(Commons, 43)
	for _, c := range []struct{ name, from, to, want string }{
		{"its last day", "2021-08-15", "2021-08-16", ""},
		{"its first day", "2019-10-21", "2019-10-22", ""},
		{"the day after its dissolution", "2021-08-16", "2021-09-01", "a parliament not dissolved before 2021-08-16"},
		{"up to the eve of its election", "", "2019-10-21", "a parliament elected before 2019-10-21"},
	} {
		q := models.HistoryQuery{House: Commons, Parliament: p43, Period: temporal.Period{From: Day(c.from), To: Day(c.to)}}
		got := q.Contradictions()
		if (c.want == "") != (len(got) == 0) || len(got) > 0 && (got[0].Field != "parliament" || got[0].Value != "43" || !strings.HasPrefix(got[0].Want, c.want)) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

// TestComparingAcrossAMerger: the members of the Alliance are listed as
// Conservatives from one day to the next, by one event and nobody's change.
func TestComparingAcrossAMerger(t *testing.T) {
	h := New()
	for _, name := range []string{"Ann Able", "Bo Baker"} {
		h.Person(name).Sits(name, "2000-11-27", "2004-05-24").Label(Alliance, "2000-11-27", "2003-12-23").Label(Conservative, "2003-12-23", "2004-05-24")
	}
	h.Person("Cy Clark").Sits("Calgary Centre", "2000-11-27", "2004-05-24").Label(PC, "2000-11-27", "2003-12-23").Label(Independent, "2003-12-23", "2004-05-24")
	q := models.CompareQuery{House: Commons, Axis: models.Designation, From: Day("2003-12-22"), To: Day("2003-12-23")}
	c := h.Register(t).Compare(q)
	want := []models.Difference{
		{Value: models.Of(Conservative), To: 2}, {Value: models.Of(Alliance), From: 2}, {Value: models.Of(PC), From: 1}, {Value: models.Of(Independent), To: 1},
	}
	if diff := cmp.Diff(want, c.Differences); diff != "" {
		t.Error(diff)
	}
	var kinds []models.ChangeKind
	for _, change := range c.Changes {
		kinds = append(kinds, change.Kind)
	}
	if diff := cmp.Diff([]models.ChangeKind{models.LeftCaucus, models.OrgMerged}, kinds); diff != "" || c.Differences[1].Change() != -2 {
		t.Error(diff)
	}
}

// twoMembers is a House of one riding with two members, another that was
// renamed, and a third with its identifier.
func twoMembers() *House {
	h := New()
	h.Person("Left Bench").Sits("Halifax", "1988-11-21", "1993-09-09").Label(Liberal, "1988-11-21", "1993-09-09")
	h.Person("Right Bench").Sits("Halifax", "1988-11-21", "1992-01-01").Label(PC, "1988-11-21", "1992-01-01")
	h.Facts.Tenures[1].Place = 2
	h.Person("Late Bench").Sits("Halifax", "1992-06-01", "1993-09-09").Label(PC, "1992-06-01", "1993-09-09")
	h.Facts.Tenures[2].Place = 2
	h.Person("New Name").Sits("Regina", "1988-11-21", "1993-09-09").Label(NDP, "1988-11-21", "1993-09-09")
	h.Person("Other Order").Sits("Qu'Appelle", "1993-10-25", "1997-04-28").Label(NDP, "1993-10-25", "1997-04-28")
	d := &h.Facts.Ridings[1]
	d.Names = []models.RidingName{
		{Period: temporal.Period{To: Day("1990-06-18")}, Name: models.Name{En: "Regina"}},
		{Period: temporal.Period{From: Day("1990-06-18")}, Name: models.Name{En: "Regina—Qu'Appelle", Fr: "Régina—Qu'Appelle"}, Window: &models.Window{From: Day("1990-06-01")}},
	}
	d.Identifiers = []models.Identifier{{Scheme: "parlinfo", Value: "6929"}, {Scheme: "parlinfo", Value: "7121"}}
	h.Facts.Ridings[2].Identifiers = []models.Identifier{{Scheme: "parlinfo", Value: "6929"}, {Scheme: "fed", Value: "47001"}}
	return h
}

func TestARidingWithTwoMembers(t *testing.T) {
	h := twoMembers()
	id := h.Riding("Halifax")
	r := h.Register(t)
	for _, c := range []struct {
		on              string
		seats, vacant   int
		members, exists string
	}{
		{"1988-11-20", 0, 0, "", "false"},
		{"1990-01-01", 2, 0, "Left Bench, Right Bench", "true"},
		{"1992-01-01", 2, 1, "Left Bench", "true"},
		{"1992-06-01", 2, 0, "Left Bench, Late Bench", "true"},
		{"1993-09-09", 2, 2, "", "true"}, // of the parliament that was dissolved the day before
		{"1993-10-25", 0, 0, "", "false"},
	} {
		d, ok := r.RidingOn(id, Day(c.on))
		var names []string
		for _, m := range d.Members {
			p, _ := r.Person(m)
			names = append(names, p.Name.Full)
		}
		vacant, told := d.Vacant()
		if !ok || d.Seats != c.seats || vacant != c.vacant || told != d.Exists() || strings.Join(names, ", ") != c.members || fmt.Sprint(d.Exists()) != c.exists {
			t.Errorf("%s: %+v, members %v", c.on, d, names)
		}
	}
	if sat := r.TenuresFor(id); len(sat) != 3 || sat[0].From != Day("1992-06-01") || sat[1].Place != 1 || sat[2].Place != 2 {
		t.Errorf("%+v", sat)
	}
	if _, ok := r.RidingOn("rid_nowhere", Day("1990-01-01")); ok || len(r.TenuresFor("rid_nowhere")) != 0 {
		t.Error("there is no such riding")
	}
}

func TestARidingThatWasRenamed(t *testing.T) {
	h := twoMembers()
	id, other := h.Riding("Regina"), h.Riding("Qu'Appelle")
	r := h.Register(t)
	d := models.NewDirectory(r)
	for _, c := range []struct{ text, on, want string }{
		{"", "1990-06-17", "Halifax, Qu'Appelle, Regina"},
		{"", "1990-06-18", "Halifax, Qu'Appelle, Regina—Qu'Appelle"},
		{"appelle", "1990-01-01", "Qu'Appelle, Regina"}, // found by the name that it has since
		{"regina qu'app", "2026-01-01", "Regina—Qu'Appelle"},
		{"egina", "2026-01-01", ""},
	} {
		var names []string
		for _, one := range d.RidingsOn(models.RidingsQuery{House: Commons, Text: c.text, On: Day(c.on)}).Ridings {
			name, _ := one.NameOn(Day(c.on))
			names = append(names, name.En)
		}
		if got := strings.Join(names, ", "); got != c.want {
			t.Errorf("%q on %s: %s, want %s", c.text, c.on, got, c.want)
		}
	}
	for _, c := range []struct {
		ref, on string
		want    models.RidingID
		fault   string
	}{
		{string(id), "2026-01-01", id, ""},
		{"parlinfo:7121", "2026-01-01", id, ""},
		{"fed:47001", "1988-11-21", other, ""},
		{"parlinfo:6929", "1990-01-01", id, ""},
		{"parlinfo:6929", "1995-01-01", other, ""},
		{"parlinfo:6929", "2026-01-01", "", "an id, or a day on which one of them exists"},
		{"Regina", "1990-01-01", "", "rid_… or one of"},
		{"wikidata:Q1", "1990-01-01", "", "rid_… or one of"},
		{"fed:", "1990-01-01", "", "rid_… or one of"},
		{"fed:1", "1990-01-01", "", "not found"},
		{"rid_nowhere", "1990-01-01", "", "not found"},
	} {
		got, err := r.FindRiding(Commons, c.ref, Day(c.on))
		if got != c.want || (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) ||
			c.fault == "not found" && !errors.Is(err, models.ErrNotFound) {
			t.Errorf("%s on %s: %s, %v", c.ref, c.on, got, err)
		}
	}
}

func TestOrganizationsOfTwoAxes(t *testing.T) {
	h := New()
	h.Person("A Member").Sits("Somewhere", "2015-10-19", "2019-09-12").Label(Bloc, "2015-10-19", "2018-02-28").
		On(models.Designation, models.Of(Bloc), "2018-02-28", "2019-09-12").On(models.Caucus, models.Of(GPQ), "2018-02-28", "2018-06-06").
		On(models.Caucus, models.Of(QuebecDebout), "2018-06-06", "2019-09-12")
	r := h.Register(t)
	yes := true
	list := func(a models.Axis, text, on string, sitting *bool) (ids []models.OrganizationID) {
		for _, o := range r.OrganizationsOn(models.OrganizationsQuery{House: Commons, Axis: a, On: Day(on), Text: text, Sitting: sitting}).Organizations {
			ids = append(ids, o.ID)
		}
		return ids
	}
	for _, c := range []struct {
		name      string
		got, want []models.OrganizationID
	}{
		{"caucuses, those of no party too", list(models.Caucus, "", "2026-01-01", nil),
			[]models.OrganizationID{Liberal, Conservative, Alliance, PC, Bloc, NDP, Green, GPQ, QuebecDebout, DRC}},
		{"parties", list(models.Party, "", "2026-01-01", nil), []models.OrganizationID{Liberal, Conservative, Alliance, PC, Bloc, NDP, Green}},
		{"by words of a French name", list(models.Caucus, "parl queb", "2026-01-01", nil), []models.OrganizationID{GPQ}},
		{"by which somebody is listed, though of another caucus", list(models.Caucus, "", "2018-03-01", &yes), []models.OrganizationID{Bloc, GPQ}},
		{"of nobody once the House is dissolved", list(models.Caucus, "", "2019-09-12", &yes), nil},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	o, err := r.OrganizationOn(Commons, models.Caucus, GPQ, Day("2018-03-01"))
	if err != nil || o.Seats != [...]int{0, 1, 0} || !o.Sitting() {
		t.Errorf("%+v, %v", o, err)
	}
	if _, err := r.OrganizationOn(Commons, models.Caucus, Independent, Day("2018-03-01")); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("a label is no caucus: %v", err)
	}
	if _, err := r.OrganizationOn(Commons, models.Party, GPQ, Day("2018-03-01")); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("a caucus is no party: %v", err)
	}
	var bad *models.InvalidError
	if _, err := r.OrganizationOn(Commons, models.Party, "Liberal", Day("2018-03-01")); !errors.As(err, &bad) {
		t.Errorf("a name is no id: %v", err)
	}
	if s := r.SuccessionsOf(Conservative); len(s) != 3 || s[0].On != Day("2003-12-23") || s[2].From != PC {
		t.Errorf("%+v", s)
	}
	if got := r.SeatHistory(Commons, models.Caucus, models.Of(GPQ)); len(got) != 2 || got[0].From != Day("2018-02-28") || got[0].To != Day("2018-06-06") || got[1].Seats != 0 {
		t.Errorf("%+v", got)
	}
}

func TestDaysOfAParliament(t *testing.T) {
	r := New().Register(t)
	for _, c := range []struct {
		number      int
		on, nearest string
		status      models.HouseStatus
	}{
		{44, "2021-09-19", "", models.HouseNotYet},
		{44, "2021-09-20", "2021-09-20", models.HouseSitting},
		{44, "2025-03-23", "2025-03-23", models.HouseSitting},
		{44, "2025-03-24", "2025-03-23", models.HouseDissolved},
		{45, "2026-11-22", "2026-11-22", models.HouseSitting},
	} {
		p, err := r.FindParliament(Commons, fmt.Sprint(c.number))
		if err != nil || p.StatusOn(Day(c.on)) != c.status || p.Nearest(Day(c.on)) != Day(c.nearest) {
			t.Errorf("%d on %s: %s, nearest %s", c.number, c.on, p.StatusOn(Day(c.on)), p.Nearest(Day(c.on)))
		}
	}
	if _, err := r.FindParliament(Commons, "36"); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("the House of the tests lacks the 36th: %v", err)
	}
	for _, number := range []string{"", "0", "-1", "044", "last", "44 "} {
		var bad *models.InvalidError
		if _, err := r.FindParliament(Commons, number); !errors.As(err, &bad) {
			t.Errorf("%q is no number: %v", number, err)
		}
	}
	list, more := r.ParliamentRecords(Commons, 37, 2)
	if len(list) != 2 || list[0].Number != 38 || !more {
		t.Errorf("%+v, more %v", list, more)
	}
	if list, more = r.ParliamentRecords(Commons, 44, 1); len(list) != 1 || list[0].Seats != 343 || more {
		t.Errorf("%+v, more %v", list, more)
	}
}
