package store_test

import (
	"errors"
	"testing"

	"caucus/models"
	"caucus/models/store"
)

func init() {
	contract = append(contract,
		story{"a rejection is held until it is closed", rejectionIsHeld},
		story{"a rejection that would reject nothing is refused", emptyRejectionIsRefused},
	)
}

// rejecting is the decision not to believe what the almanac says.
func rejecting(s models.Said) models.Rejection {
	return models.Rejection{ID: models.NewRejectionID(s), Source: s.Source, Person: s.Person, About: s.About, Value: s.Value,
		Riding: s.Riding, From: s.Period.From, To: s.Period.To, Cited: cited}
}

func rejectionIsHeld(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: theHouse()})
	of := rejecting(models.Said{Source: almanac.ID, Person: dong.ID, About: models.AboutDesignation, Value: independent})
	seat := rejecting(models.Said{Source: almanac.ID, Person: dong.ID, About: models.AboutSeat, Riding: dongSeat.Riding, Period: period("2021-09-20", "2023-03-22")})
	record(t, s, store.Entry{Open: []models.Fact{of, seat}})
	wantFacts(t, s, 2, append(theHouse(), of, seat)...)
	record(t, s, store.Entry{Close: []models.Ref{models.RefOf(of)}})
	wantFacts(t, s, 3, append(theHouse(), seat)...)
	wantSound(t, s)
}

func emptyRejectionIsRefused(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: theHouse()})
	said := models.Said{Source: almanac.ID, Person: dong.ID, About: models.AboutDesignation, Value: independent}
	for name, spoil := range map[string]func(*models.Said, *models.Rejection){
		"of no source":                func(s *models.Said, _ *models.Rejection) { s.Source = "" },
		"about nobody":                func(s *models.Said, _ *models.Rejection) { s.Person = "" },
		"about no matter":             func(s *models.Said, _ *models.Rejection) { s.About = "mood" },
		"of a label with a riding":    func(s *models.Said, _ *models.Rejection) { s.Riding = "rid_spadina" },
		"of a seat of no riding":      func(s *models.Said, _ *models.Rejection) { s.About, s.Value = models.AboutSeat, models.Value{} },
		"of a seat with a label":      func(s *models.Said, _ *models.Rejection) { s.About, s.Riding = models.AboutSeat, "rid_spadina" },
		"of an organization unnamed":  func(s *models.Said, _ *models.Rejection) { s.Value.Organization = "" },
		"of an end before the start":  func(s *models.Said, _ *models.Rejection) { s.Period = period("2023-03-22", "2021-09-20") },
		"under the id of another":     func(_ *models.Said, f *models.Rejection) { f.Value = liberal },
		"that nobody is cited for":    func(_ *models.Said, f *models.Rejection) { f.Citations = nil },
		"in a state that there is no": func(_ *models.Said, f *models.Rejection) { f.State = "rumoured" },
	} {
		said := said
		spoil(&said, &models.Rejection{})
		f := rejecting(said)
		spoil(&models.Said{}, &f)
		_, err := s.Record(t.Context(), attributed(store.Entry{Open: []models.Fact{f}}))
		var invalid *models.InvalidError
		if !errors.As(err, &invalid) || len(invalid.Faults) != 1 {
			t.Errorf("a rejection %s: %v", name, err)
		}
	}
	wantHead(t, s, 1)
}
