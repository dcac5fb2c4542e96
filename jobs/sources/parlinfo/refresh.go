package parlinfo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"caucus/jobs/fetch"
	"caucus/models"
)

// Feed is ParlInfo as a source that is asked again and again. It satisfies
// what jobs ask of a source, and may be used by several goroutines.
type Feed struct{ reviewed index }

// NewFeed returns the source. Of the reviewed decisions those are applied that
// are about whose an id of the House is, and about roles of labels and caucuses.
func NewFeed(reviewed Reviewed) *Feed { return &Feed{newIndex(reviewed)} }

// About tells who publishes ParlInfo.
func (f *Feed) About() models.Source {
	return models.Source{
		ID: SourceID, Title: "ParlInfo", Publisher: "Library of Parliament",
		URL:   "https://lop.parl.ca/sites/ParlInfo/default/en_CA/",
		Terms: "Published as is by the Library of Parliament, which names no open licence; facts are carried here with attribution and are not presented as official.",
	}
}

const (
	accept       = "application/json" // XML is served otherwise
	refinersPath = "Refiner/GetRefiners?collection=Person"
	listTitle    = "List of people currently in office"
)

// How many bytes the documents may have: those of a few hundred people had 6.7
// million, the longest profile 1.3 million.
const (
	mostOfList  = 16 << 20
	mostOfOther = 4 << 20
)

// List gets the list of people who are currently in office, with all their
// roles. Which question that is, is looked up first: the number of the answer
// changes with each parliament.
func (f *Feed) List(ctx context.Context, get fetch.Getter, _ fetch.Watch) ([]models.Document, error) {
	options, err := get(ctx, fetch.Request{Path: refinersPath, Accept: accept, Title: "Choices of the search for people", MaxBytes: mostOfOther})
	if err != nil {
		return nil, fmt.Errorf("get the choices of the search for people: %w", err)
	}
	number, err := currentlyInOffice(options.Text)
	if err != nil {
		return nil, err
	}
	page, err := get(ctx, fetch.Request{
		Path: "Person/SearchAndRefine?expression=&refiners=" + number + ",", Accept: accept, Title: listTitle, MaxBytes: mostOfList})
	if err != nil {
		return nil, fmt.Errorf("get the list of people currently in office: %w", err)
	}
	doc, err := f.Read(page)
	if err != nil {
		return nil, err
	}
	return []models.Document{doc}, nil
}

// mostFollowed is how many people are asked about at once: a profile is 160 KB,
// and who is left out is asked about next time.
const mostFollowed = 40

// Follow gets the profiles of people who have an id here. A profile that is
// served and cannot be read is a document with nothing but a fault. Where the
// publisher cannot be reached the others are still asked about, until two in a
// row are missing; what was read is returned beside the first error.
func (f *Feed) Follow(ctx context.Context, get fetch.Getter, people []fetch.Wanted) (docs []models.Document, first error) {
	missing := 0
	for _, id := range asked(people) {
		number := strconv.Itoa(id)
		page, err := get(ctx, fetch.Request{
			Path: "Person/GetPersonWebProfile/" + number, Accept: accept, Title: "Profile of person " + number, MaxBytes: mostOfOther})
		switch {
		case err == nil:
			missing = 0
			docs = append(docs, f.profile(page, id))
			continue
		case errors.Is(err, models.ErrNotFound):
			continue // a person whom the source does not have
		case first == nil:
			first = fmt.Errorf("get the profile of person %d: %w", id, err)
		}
		if missing++; missing == 2 || !errors.Is(err, models.ErrUnavailable) {
			break
		}
	}
	return docs, first
}

// asked are the ids here of those who are asked about, no more than
// mostFollowed.
func asked(people []fetch.Wanted) (list []int) {
	for _, p := range people {
		for _, i := range p.Identifiers {
			if id, err := strconv.Atoi(i.Value); i.Scheme == string(SourceID) && err == nil && id > 0 && len(list) < mostFollowed {
				list = append(list, id)
			}
		}
	}
	return list
}

// profile reads the profile of one person, who must be the one asked about.
func (f *Feed) profile(page fetch.Page, id int) models.Document {
	own := models.Identifier{Scheme: string(SourceID), Value: strconv.Itoa(id)}
	doc, err := f.Read(page)
	var unreadable *fetch.Unreadable
	switch {
	case errors.As(err, &unreadable):
		doc = documentOf(page, models.ListsSome)
		doc.Faults = []models.RecordFault{{Locator: personAt(id), Detail: unreadable.Rule + ": " + unreadable.Detail}}
	case len(doc.Records) > 0 && (len(doc.Records) > 1 || !slices.Contains(doc.Records[0].Identifiers, own)):
		doc.Records = nil
		doc.Faults = []models.RecordFault{{Locator: personAt(id), Detail: "somebody else's profile was served; one of person " + own.Value + " would be right"}}
	}
	return doc
}

// personAt names a person inside a document.
func personAt(id int) string { return "PersonId " + strconv.Itoa(id) }
