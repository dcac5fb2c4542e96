package main

import (
	"context"
	"path"
	"slices"

	"caucus/jobs"
	"caucus/jobs/fetch"
	"caucus/models"
	"caucus/models/temporal"
)

// replay reads captures, each at the scheduled times of its day. Captures of one
// source and day are the documents of one run.
func (r *refreshing) replay(ctx context.Context, s settings, sources []models.SourceID) error {
	list, err := captures(r.command.Replay, r.recognize)
	if err != nil {
		return misuse{err}
	}
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].day == list[0].day && list[n].source == list[0].source {
			n++
		}
		these := list[:n]
		list = list[n:]
		if !slices.Contains(sources, these[0].source) {
			continue
		}
		schedule, err := s.scheduleOf(these[0].source)
		if err != nil {
			return err
		}
		feed := r.feed(these[0].source)
		for _, at := range schedule.Slots(these[0].day) {
			if err := r.order(ctx, jobs.Order{Feed: feed, Trigger: models.ByReplay, At: at, Pages: pages(these, feed, at)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// recognize finds the first publisher that can read a document.
func (r *refreshing) recognize(name string, body []byte) (models.SourceID, bool) {
	for i, feed := range r.feeds {
		page, err := pageOf(capture{name: name, source: published[i], body: body}, feed, 0)
		if err != nil {
			continue
		}
		if doc, err := feed.Read(page); err == nil && len(doc.Records) > 0 {
			return published[i], true
		}
	}
	return "", false
}

func pages(list []capture, feed jobs.Feed, at temporal.Instant) []fetch.Page {
	var out []fetch.Page
	for _, c := range list {
		page, _ := pageOf(c, feed, at) // of what is no text the source says so
		out = append(out, page)
	}
	return out
}

// pageOf is a capture as if it had been served at an instant. Nobody knows under
// which address it was: it is kept under the one where readers find the source.
func pageOf(c capture, feed jobs.Feed, at temporal.Instant) (fetch.Page, error) {
	page, err := fetch.PageOf(models.Served{
		Source: c.source, URL: feed.About().URL, RetrievedAt: at, ContentType: contentTypes[path.Ext(unpackedName(c.name))], Body: c.body,
	}, path.Base(c.name))
	return page, err
}

// contentTypes are those of captures, by the ending of their names.
var contentTypes = map[string]string{
	".xml": "text/xml; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".json": "application/json; charset=utf-8",
}
