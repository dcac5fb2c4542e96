package jobs

import (
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// electedShare is the share of the seats by law, in percent, that must begin on
// one day for it to be that of a general election. Results come in over days; a
// House of which a tenth is missing has not been published yet.
const electedShare = 90

// elected is the day of the general election after the dissolution of the
// newest parliament that documents show; zero if they show none.
func (h *Held) elected(docs []models.Document) temporal.Day {
	if !h.Dissolved() {
		return 0
	}
	var found temporal.Day
	for i := range docs {
		if docs[i].Lists == models.ListsSitting {
			found = max(found, h.electedIn(&docs[i]))
		}
	}
	return found
}

func (h *Held) electedIn(d *models.Document) temporal.Day {
	won := map[temporal.Day][]string{}
	for i := range d.Records {
		for _, s := range d.Records[i].Seats {
			first := s.Period.From
			if s.Period.Open() && first > h.Parliament.Dissolution && first <= h.Today {
				won[first] = append(won[first], models.Fold(s.Riding)+"\x00"+models.FindProvince(s.Province))
			}
		}
	}
	for day, ridings := range won {
		slices.Sort(ridings)
		seats, law := len(slices.Compact(ridings)), h.SeatsByLaw(day)
		if law > 0 && seats*100 >= law*electedShare {
			return day // of two days only one can have so many
		}
	}
	return 0
}
