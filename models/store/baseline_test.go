package store_test

import (
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"gorm.io/gorm"

	"caucus/migrations"
	"caucus/models"
	"caucus/models/facts"
	"caucus/models/store"
	"caucus/models/temporal"
)

// The baseline answers the register's questions with plain GORM queries on the
// same database. It exists to be measured against, and nothing else uses it.

const house = models.HouseID("ca-commons")

// theDataset is the embedded dataset, in a database and as a register.
type theDataset struct {
	register *models.Register
	db       *gorm.DB
}

var datasetDir = sync.OnceValues(func() (*models.Facts, error) { return facts.Read(migrations.Seed) })

func dataset(t testing.TB) theDataset {
	t.Helper()
	set, err := datasetDir()
	if err != nil {
		t.Fatal(err)
	}
	s := openAt(t, filepath.Join(t.TempDir(), "caucus.db"), clock())
	all := make([]models.Fact, 0, set.Len())
	for f := range set.All() {
		all = append(all, f)
	}
	rev := record(t, s, store.Entry{Kind: models.DatasetRevision, Open: all})
	held, err := s.Facts(t.Context(), rev.Number)
	if err != nil {
		t.Fatal(err)
	}
	r, err := models.NewRegister([]models.Revision{rev}, held)
	if err != nil {
		t.Fatal(err)
	}
	return theDataset{r, s.Reader()}
}

// held are the beliefs of a kind that hold on a day.
func (d theDataset) held(kind models.Kind, on temporal.Day) *gorm.DB {
	return d.db.Table("beliefs AS b").Where("b.kind = ? AND b.to_revision IS NULL AND b.valid_from <= ? AND (b.valid_to IS NULL OR b.valid_to > ?)",
		kind, on.String(), on.String())
}

type countRow struct {
	Organization string
	Members      int
}

func (d theDataset) standings(on temporal.Day) (rows []countRow) {
	d.held(models.KindAffiliation, on).Where("b.axis = ?", models.Designation).
		Select("coalesce(b.organization, '') AS organization, count(DISTINCT b.person) AS members").
		Group("b.organization").Order("members DESC, organization").Find(&rows)
	return rows
}

type memberRow struct{ Person, Riding, Organization string }

func (d theDataset) members(on temporal.Day) (rows []memberRow) {
	d.held(models.KindTenure, on).
		Joins("JOIN beliefs AS a ON a.kind = 'affiliation' AND a.person = b.person AND a.axis = 'designation' AND a.to_revision IS NULL AND a.valid_from <= ? AND (a.valid_to IS NULL OR a.valid_to > ?)", on.String(), on.String()).
		Select("b.person AS person, b.riding AS riding, coalesce(a.organization, '') AS organization").
		Order("b.person, b.riding").Find(&rows)
	return rows
}

type factRow struct{ Kind, Body string }

func (d theDataset) person(id models.PersonID) (about []models.Fact) {
	var rows []factRow
	d.db.Table("beliefs").Select("kind, body").
		Where("to_revision IS NULL AND ((kind IN ('tenure', 'affiliation') AND person = ?) OR (kind = 'person' AND key = ?))", id, id).
		Order("kind, axis, valid_from").Find(&rows)
	for _, row := range rows {
		if f, err := facts.Decode(models.Kind(row.Kind), []byte(row.Body)); err == nil {
			about = append(about, f)
		}
	}
	return about
}

type changeRow struct{ Person, On string }

// changes finds the days of a period on which a member's caucus or label
// became another, unless one organization became the other.
func (d theDataset) changes(p temporal.Period) (rows []changeRow) {
	d.db.Table("beliefs AS b").
		Joins("JOIN beliefs AS a ON a.kind = b.kind AND a.person = b.person AND a.axis = b.axis AND a.valid_to = b.valid_from AND a.to_revision IS NULL").
		Joins("JOIN beliefs AS t ON t.kind = 'tenure' AND t.person = b.person AND t.to_revision IS NULL AND t.valid_from < b.valid_from AND (t.valid_to IS NULL OR t.valid_to > b.valid_from)").
		Where("b.kind = 'affiliation' AND b.to_revision IS NULL AND b.valid_from >= ? AND b.valid_from < ?", p.From.String(), p.To.String()).
		Where("a.value_status <> 'unknown' AND b.value_status <> 'unknown' AND coalesce(a.organization, '') <> coalesce(b.organization, '')").
		Where(`NOT EXISTS (SELECT 1 FROM beliefs AS s WHERE s.kind = 'succession' AND s.to_revision IS NULL
			AND json_extract(s.body, '$.from') = a.organization AND json_extract(s.body, '$.to') = b.organization AND json_extract(s.body, '$.on') = b.valid_from)`).
		Select("DISTINCT b.person AS person, b.valid_from AS \"on\"").Order("b.valid_from DESC, b.person").Find(&rows)
	return rows
}

func (d theDataset) search(word string) (ids []string) {
	d.db.Table("beliefs").Where("kind = 'person' AND to_revision IS NULL AND json_extract(body, '$.name.full') LIKE ?", "%"+word+"%").
		Order("key").Pluck("key", &ids)
	return ids
}

// sampleDays are days on which the House sat, spread over its life.
func sampleDays(r *models.Register) (days []temporal.Day) {
	for d := temporal.MustDay("1867-11-06"); d < temporal.MustDay("2026-10-01"); d = d.Add(97) {
		if _, status := r.ParliamentOn(house, d); status == models.HouseSitting {
			days = append(days, d)
		}
	}
	return days
}

// TestTheBaselineAgreesWithTheRegister counts the House in SQL, on days spread
// over its whole life, and compares.
func TestTheBaselineAgreesWithTheRegister(t *testing.T) {
	if underRace {
		t.Skip("takes minutes under the race detector; run without -race")
	}
	d := dataset(t)
	for _, on := range sampleDays(d.register) {
		var want []countRow
		for _, row := range d.register.Standings(house, models.Designation, on).Rows {
			want = append(want, countRow{string(row.Value.Organization), row.Seats})
		}
		slices.SortFunc(want, func(a, b countRow) int {
			if a.Members != b.Members {
				return b.Members - a.Members
			}
			return slices.Compare([]byte(a.Organization), []byte(b.Organization))
		})
		if got := d.standings(on); !slices.Equal(want, got) {
			t.Errorf("standings of %s: register %v, GORM %v", on, want, got)
		}
	}
	on := temporal.MustDay("2023-03-22")
	if want, got := d.register.Members(house, on), d.members(on); len(want) != len(got) {
		t.Errorf("members: register %d, GORM %d", len(want), len(got))
	}
	p := temporal.Period{From: temporal.MustDay("2015-10-19"), To: temporal.MustDay("2026-10-01")}
	changes := d.register.Changes(models.ChangesQuery{House: house, Period: p}).Changes
	if got := d.changes(p); len(got) != len(changes) {
		t.Errorf("changes: register %d, GORM %d", len(changes), len(got))
	}
	found := d.register.People(models.PeopleQuery{House: house, On: on, Text: "dong"}).People
	if got := d.search("dong"); len(got) != len(found) || len(got) == 0 {
		t.Errorf("search: register %v, GORM %v", found, got)
	}
	dong, err := d.register.FindPerson("ourcommons:105091")
	if err != nil {
		t.Fatal(err)
	}
	spells := 1 + len(d.register.Tenures(dong))
	for _, axis := range models.Axes {
		spells += len(d.register.Timeline(dong, axis))
	}
	if got := d.person(dong); len(got) < spells {
		t.Errorf("person: register %d spells, GORM %d", spells, len(got))
	}
}
