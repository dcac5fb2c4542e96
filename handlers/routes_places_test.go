package handlers_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/handlers"
	"caucus/models"
	. "caucus/models/modeltest"
)

func TestHistoryAndComparison(t *testing.T) {
	const (
		counts = `"parliament":44,"status":"sitting","seats":338,"filled":333,"vacant":5,"majority":170,"balanced":true,"balance":"promised","rows":[{"status":"organization","organization":{"id":"org_liberal"`
		before = `"on":"2023-01-01","to":"2023-03-22","last_day":"2023-03-21",` + counts
		after  = `"on":"2023-03-22","to":"2025-03-24","last_day":"2025-03-23",` + counts
	)
	ask(t, []row{
		{"the parliament in which Han Dong left", "/api/v1/standings/history?parliament=44", 200,
			[]string{`"house":"ca-commons","axis":"designation","history":[{"on":"2021-09-20"`, before, after, `"next":null`, "&parliament=44\""}, []string{"dissolved", "not_yet"}},
		{"its second row", "/api/v1/standings/history?parliament=44&from=2023-03-21&to=2023-03-22", 200, []string{`"history":[{` + before}, []string{after}},
		{"its last, on an axis", "/api/v1/standings/history?axis=caucus&from=2023-03-22&to=2023-03-23", 200,
			[]string{`"axis":"caucus","history":[{` + after, `{"status":"none","organization":null,"seats":3,`}, []string{before}},
		{"nothing after the day of the question", "/api/v1/standings/history?from=2022-01-01&on=2023-03-21", 200, []string{before}, []string{after}},
		{"the House is dissolved", "/api/v1/standings/history?from=2025-03-24&to=2025-03-25", 200,
			[]string{`"history":[{"on":"2025-03-24","to":"2025-04-28","last_day":"2025-04-27","parliament":44,"status":"dissolved","seats":338,"filled":0,"vacant":338,"majority":170,"balanced":true,"balance":"promised","rows":[]}]`}, nil},
		{"before there were members", "/api/v1/standings/history?to=1867-08-01", 200,
			[]string{`"history":[{"on":"1867-07-01","to":"1988-11-21","last_day":"1988-11-20","parliament":null,"status":"not_yet_elected","seats":null,"filled":0,"vacant":null,"majority":null,"balanced":null,"balance":"not_promised","rows":[]}]`}, nil},
		{"as known before", "/api/v1/standings/history?parliament=44&revision=1", 200, []string{`"on":"2023-01-01","to":"2025-03-24"`}, []string{before}},
		{"the eve and the day", "/api/v1/standings/compare?from=2023-03-21&to=2023-03-22", 200, []string{
			`"from":{"on":"2023-03-21","house":"ca-commons","parliament":44,"status":"sitting","axis":"designation","seats":338,"filled":333`, `"to":{"on":"2023-03-22"`,
			`"from":157,"to":156,"change":-1}`, `"from":115,"to":115,"change":0}`, `"from":2,"to":3,"change":1}],"changes":[{"id":"chg_qgdmd5gwg65y"`, `"next":null`}, nil},
		{"of one kind", "/api/v1/standings/compare?from=2021-09-19&to=2023-03-22&kind=seated&limit=1", 200,
			[]string{`"from":{"on":"2021-09-19"`, `"parliament":43,"status":"dissolved"`, `"kind":"seated"`, `"next":"/api/v1/standings/compare?on=2026-11-22&revision=3&kind=seated&limit=1&from=2021-09-19&to=2023-03-22&after=`}, []string{"left_caucus"}},
		{"a merger", "/api/v1/standings/compare?from=2003-12-22&to=2003-12-23", 200, []string{`"differences":[],"changes":[{`, `"kind":"merged"`}, nil},
		{"as known before", "/api/v1/standings/compare?from=2023-03-21&to=2023-03-22&revision=1", 200, []string{`"from":157,"to":157,"change":0}`, `"changes":[]`}, nil},
	})
}

// places is a House around 1990: a riding with two members, one that was
// renamed on a day that nobody knows, and nobody else. Two organizations change
// their names as their members leave.
func places(t *testing.T) handlers.Options {
	h := New()
	h.Person("Left Bench").Sits("Halifax", "1988-11-21", "1993-09-09").Label(Liberal, "1988-11-21", "1993-09-09")
	h.Person("Right Bench").Sits("Halifax", "1988-11-21", "1992-01-01").Label(PC, "1988-11-21", "1992-01-01")
	h.Facts.Tenures[1].Place = 2
	h.Person("Simon de Jong").Sits("Regina", "1988-11-21", "1993-09-09").Label(NDP, "1988-11-21", "1993-09-09")
	d := &h.Facts.Ridings[1]
	d.Province, d.Order = "SK", 1987
	d.Names = []models.RidingName{
		{Name: models.Name{En: "Regina"}},
		{Name: models.Name{En: "Regina—Qu'Appelle", Fr: "Régina—Qu'Appelle"}, Window: &models.Window{From: Day("1990-06-01")}},
	}
	d.Names[0].To, d.Names[1].From = Day("1990-06-18"), Day("1990-06-18")
	d.Identifiers = []models.Identifier{{Scheme: "parlinfo", Value: "6929"}}
	called := func(id models.OrganizationID, since, name string) {
		for i := range h.Facts.Organizations {
			if o := &h.Facts.Organizations[i]; o.ID == id {
				next := o.Names[0]
				o.Names[0].To, next.From = Day(since), Day(since)
				next.Full.En, next.Short.En = name, name
				o.Names = append(o.Names, next)
			}
		}
	}
	called(PC, "1992-01-01", "Tory")
	called(Alliance, "2004-02-02", "Former Alliance")
	shelf := handlers.NewShelf(load, 1)
	shelf.Swap(h.Register(t))
	o := options()
	o.Registers = shelf
	return o
}

func TestRidings(t *testing.T) {
	const (
		halifax = `"name":{"en":"Halifax","fr":"Halifax","fr_missing":true},"province":"ON","order":2013,"identifiers":[],`
		regina  = `"province":"SK","order":1987,"identifiers":[{"scheme":"parlinfo","value":"6929"}],`
		renamed = `"uncertain":[{"of":"riding_name","observed_between":{"last_seen_old":"1990-05-31","first_seen_new":"1990-06-18"},"other":null,` +
			`"other_name":{"en":"Regina—Qu'Appelle","fr":"Régina—Qu'Appelle"}}]`
	)
	askAll(t, places(t), []row{
		{"two members and one", "/api/v1/ridings?on=1990-01-01", 200, []string{
			halifax + `"existing":true,"seats":2,"vacant":0,"uncertain":null,"members":[{"id":"per_`, `"full":"Left Bench"`, `"full":"Right Bench"`,
			regina + `"existing":true,"seats":1,"vacant":0,"uncertain":null`, `"next":null`}, nil},
		{"one of the two has left", "/api/v1/ridings?on=1992-01-01&q=hal", 200, []string{halifax + `"existing":true,"seats":2,"vacant":1`}, []string{"Right Bench", "Regina"}},
		{"dissolved: all of it is vacant", "/api/v1/ridings?on=1993-09-09&existing=true", 200, []string{`"seats":2,"vacant":2,"uncertain":null,"members":[]`, `"seats":1,"vacant":1`}, nil},
		{"of another parliament", "/api/v1/ridings?on=2022-01-01", 200, []string{halifax + `"existing":false,"seats":0,"vacant":null,"uncertain":null,"members":[]`}, nil},
		{"not existing any more", "/api/v1/ridings?on=2022-01-01&existing=true", 200, []string{`"ridings":[]`}, nil},
		{"by province, parliament and order", "/api/v1/ridings?province=saskatchewan&parliament=34&order=1987", 200,
			[]string{regina, `&province=SK&parliament=34&order=1987"`}, []string{halifax}},
		{"by the name that it had before", "/api/v1/ridings?q=regina&on=2022-01-01", 200, []string{`"name":{"en":"Regina—Qu'Appelle","fr":"Régina—Qu'Appelle"}`}, nil},
		{"perhaps renamed", "/api/v1/ridings/parlinfo:6929?on=1990-06-01", 200, []string{`"name":{"en":"Regina","fr":"Regina","fr_missing":true}`, renamed,
			`"names":[{"name":{"en":"Regina","fr":"Regina","fr_missing":true},"from":null,"to":"1990-06-18","last_day":"1990-06-17","observed_between":null},` +
				`{"name":{"en":"Regina—Qu'Appelle","fr":"Régina—Qu'Appelle"},"from":"1990-06-18","to":null,"last_day":null,"observed_between":{"last_seen_old":"1990-05-31","first_seen_new":"1990-06-18"}}]`,
			`"history":[{"id":"ten_`, `"place":1,"person":{"id":"per_`, `"permalink":"/api/v1/ridings/rid_`}, nil},
		{"renamed", "/api/v1/ridings/parlinfo:6929?on=1990-06-18", 200, []string{`"name":{"en":"Regina—Qu'Appelle","fr":"Régina—Qu'Appelle"}`, `"uncertain":null`}, nil},
	})
}

func TestOrganizationsAreCalledAsOnTheirDays(t *testing.T) {
	askAll(t, places(t), []row{
		{"the last one leaves on the day of the new name", "/api/v1/standings/compare?from=1991-12-31&to=1992-01-01", 200,
			[]string{`"short":{"en":"Progressive Conservative","fr":"Progressiste-conservateur"}`, `"from":1,"to":0,"change":-1`}, []string{"Tory"}},
		{"a row of history as on its first day", "/api/v1/standings/history?from=1991-01-01&to=1992-01-02", 200, []string{`"short":{"en":"Progressive Conservative"`}, []string{"Tory"}},
		{"what went into another, as on the day before", "/api/v1/parties/org_conservative", 200, []string{`"short":{"en":"Canadian Alliance"`}, []string{"Former"}},
		{"both names", "/api/v1/parties/org_pc?on=1991-12-31", 200, []string{`{"id":"org_pc","kind":"party","name":{"en":"Progressive Conservative"`,
			`"from":null,"to":"1992-01-01","last_day":"1991-12-31"},{"name":{"en":"Tory"`, `"from":"1992-01-01","to":null`}, nil},
	})
}

func TestCaucusesPartiesAndParliaments(t *testing.T) {
	ask(t, []row{
		{"caucuses in the reviewed order, those of nobody too", "/api/v1/caucuses?on=2023-03-22", 200, []string{
			`{"caucuses":[{"id":"org_liberal","kind":"party","name":{"en":"Liberal Party of Canada","fr":"Parti libéral du Canada"}`,
			`"colour":"#D71920","from":null,"to":null,"last_day":null,"sitting":true,"seats":{"designation":156,"caucus":156,"party":156}},{"id":"org_conservative"`,
			`{"id":"org_gpq","kind":"caucus"`, `"sitting":false,"seats":{"designation":0,"caucus":0,"party":0}}`, `"next":null`}, []string{"org_independent"}},
		{"under which somebody sits", "/api/v1/caucuses?on=2023-03-22&sitting=true", 200, []string{"org_green"}, []string{"org_gpq", "org_alliance"}},
		{"of nobody while the House is dissolved", "/api/v1/caucuses?on=2025-04-01&sitting=true", 200, []string{`"caucuses":[]`}, nil},
		{"parties by a word of a French name", "/api/v1/parties?q=quebecois", 200, []string{`"parties":[{"id":"org_bloc"`}, []string{"org_gpq", "org_liberal"}},
		{"one caucus on the day", "/api/v1/caucuses/org_green?on=2023-03-22", 200, []string{
			`"names":[{"name":{"en":"Green Party","fr":"Parti vert"},"short":{"en":"Green Party","fr":"Parti vert"},"abbreviation":{"en":"Green Party","fr":"Parti vert"},"from":null,"to":null,"last_day":null}]`,
			`"successions":[],"axis":"caucus","members":[{"id":"per_`, `"history":[{"on":"2021-09-20","to":"2025-03-24","last_day":"2025-03-23","seats":2},{"on":"2025-03-24","to":null,"last_day":null,"seats":0}],"citations":[{`}, nil},
		{"a caucus that was renamed", "/api/v1/caucuses/org_quebec_debout", 200, []string{
			`"successions":[{"kind":"renamed","on":"2018-06-06","from":{"id":"org_gpq"`, `"to":{"id":"org_quebec_debout"`, `"members":[],"history":[],"citations":[{`}, nil},
		{"parties that merged", "/api/v1/parties/org_conservative?on=2023-03-22", 200, []string{
			`"successions":[{"kind":"merged","on":"2003-12-23","from":{"id":"org_alliance"`, `"on":"2004-02-02","from":{"id":"org_pc"`, `"axis":"party","members":[{`, `"seats":115}`}, nil},
		{"parliaments by number", "/api/v1/parliaments?on=2021-09-19", 200, []string{
			`{"parliaments":[{"number":34,"election":"1988-11-21","first_sitting":"1988-12-12","dissolution":"1993-09-08","status":"dissolved","seats":295,"members":0,"changes":0},{"number":35`,
			`{"number":44,"election":"2021-09-20","first_sitting":"2021-11-22","dissolution":"2025-03-23","status":"not_yet_elected","seats":338,"members":338,"changes":1}`,
			`{"number":45,"election":"2025-04-28","first_sitting":"2025-05-26","dissolution":null,"status":"not_yet_elected"`}, nil},
		{"one on a day on which it sat", "/api/v1/parliaments/44?on=2023-03-22", 200, []string{
			`"status":"sitting","seats":338,"members":338,"changes":1,"citations":[{`, `"standings":{"on":"2023-03-22","house":"ca-commons","parliament":44`, `"sitting":[{"id":"per_64nxzp69ckdt"`,
			`"history":[{"id":"ten_7ehp0mf30p6x","parliament":44`, `"place":1,"person":{"id":"per_64nxzp69ckdt","name":"Han Dong"`}, nil},
		{"its last day, once it is dissolved", "/api/v1/parliaments/44", 200, []string{`"status":"dissolved"`, `"standings":{"on":"2025-03-23"`, `"filled":333`, `"sitting":[],"history":[{`}, nil},
		{"before its election", "/api/v1/parliaments/44?on=2021-09-19", 200, []string{`"status":"not_yet_elected"`, `"standings":null,"sitting":[],"history":[{`}, nil},
	})
}

func TestListsOfPlacesAsCSV(t *testing.T) {
	o := places(t)
	for _, c := range []struct {
		name, path, file string
		options          *handlers.Options
		lines            int
		last             map[string]string
	}{
		{"history", "/api/v1/standings/history.csv?from=2023-03-22&to=2025-03-25&on=2026-11-22", "caucus-standings-history_on-2026-11-22_revision-3_from-2023-03-22_to-2025-03-25.csv", nil, 7,
			map[string]string{"on": "2025-03-24", "to": "2025-04-28", "last_day": "2025-04-27", "status": "dissolved", "value": "", "value_en": "", "seats": "", "house_vacant": "338"}},
		{"comparison", "/api/v1/standings/compare.csv?from=2023-03-21&to=2023-03-22&on=2026-11-22", "caucus-standings-compare_on-2026-11-22_revision-3_from-2023-03-21_to-2023-03-22.csv", nil, 1,
			map[string]string{"on": "2023-03-22", "kind": "left_caucus", "name": "Han Dong"}},
		{"ridings", "/api/v1/ridings.csv?on=1990-06-17", "caucus-ridings_on-1990-06-17_revision-1.csv", &o, 2,
			map[string]string{"riding_en": "Regina", "province": "SK", "order": "1987", "parlinfo": "6929", "fed": "", "existing": "true", "seats": "1", "vacant": "0",
				"uncertain": "true", "names": "Simon de Jong", "designations": "org_ndp"}},
		{"a riding with two members", "/api/v1/ridings.csv?on=1990-06-17&q=halifax", "caucus-ridings_on-1990-06-17_revision-1_q-halifax.csv", &o, 1,
			map[string]string{"seats": "2", "names": "Left Bench; Right Bench", "designations": "org_liberal; org_pc", "uncertain": "false"}},
		{"one that does not exist", "/api/v1/ridings.csv?on=2022-01-01&q=halifax", "caucus-ridings_on-2022-01-01_revision-1_q-halifax.csv", &o, 1,
			map[string]string{"existing": "false", "seats": "0", "vacant": "", "names": ""}},
		{"caucuses", "/api/v1/caucuses.csv?on=2023-03-22&q=parl", "caucus-caucuses_on-2023-03-22_revision-3_q-parl.csv", nil, 1,
			map[string]string{"id": "org_gpq", "kind": "caucus", "short_fr": "Groupe parlementaire québécois", "sitting": "false", "seats_caucus": "0", "from": ""}},
		{"parties", "/api/v1/parties.csv?on=2023-03-22&sitting=true", "caucus-parties_on-2023-03-22_revision-3_sitting-true.csv", nil, 5,
			map[string]string{"id": "org_green", "seats_designation": "2", "seats_party": "2"}},
		{"parliaments", "/api/v1/parliaments.csv?on=2023-03-22", "caucus-parliaments_on-2023-03-22_revision-3.csv", nil, 9,
			map[string]string{"number": "45", "dissolution": "", "status": "not_yet_elected", "seats": "343", "members": "0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			use := options()
			if c.options != nil {
				use = *c.options
			}
			s, _ := served(t, use)
			a, lines := sheet(t, s, c.path)
			if len(lines) != c.lines {
				t.Fatalf("%d lines: %s", len(lines), a.body)
			}
			got := map[string]string{}
			for column := range c.last {
				if text, ok := lines[len(lines)-1][column]; ok {
					got[column] = text
				}
			}
			if diff := cmp.Diff(c.last, got); diff != "" || !strings.Contains(a.header.Get("Content-Disposition"), `"`+c.file+`"`) {
				t.Error(diff, a.header.Get("Content-Disposition"))
			}
		})
	}
}
