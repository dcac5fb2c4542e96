package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"regexp"
	"runtime/debug"

	"caucus/jobs"
	"caucus/jobs/fetch"
	"caucus/jobs/sources/ourcommons"
	"caucus/jobs/sources/ourcommonsmember"
	"caucus/jobs/sources/parlinfo"
	"caucus/models"
	"caucus/models/store"
)

// refreshedHouse is the one that is refreshed.
const refreshedHouse models.HouseID = "ca-commons"

// The publishers' own base addresses.
const (
	houseAddress   = "https://www.ourcommons.ca/"
	libraryAddress = "https://lop.parl.ca/ParlinfoWebAPI/"
)

// published are the sources that are asked over the network, in this order: the
// lists come before what is asked because of them.
var published = []models.SourceID{ourcommons.ID, ourcommonsmember.ID, parlinfo.SourceID}

// aboutSources are all sources that a job refreshes.
func aboutSources() []models.Source {
	return []models.Source{ourcommons.Source{}.About(), ourcommonsmember.Source{}.About(), (&parlinfo.Feed{}).About(), {
		ID: datasetSource, Title: "Embedded dataset", Publisher: "Editors of this register",
		Terms: "Facts with their own citations, carried in the program; a newer program brings a newer one.",
	}}
}

// feeds are those sources and how to ask them. One client asks all, since it
// knows when a host was asked last.
func (p *process) feeds(s settings) ([]jobs.Feed, error) {
	contact := s.contact
	if contact == "" && inHeader(s.baseURL) {
		contact = s.baseURL
	}
	client, err := fetch.New(fetch.Options{Agent: "caucus/" + release(), Contact: contact, Clock: p.now, Wait: p.waits.publisher})
	if err != nil {
		return nil, err
	}
	reviewed, err := parlinfo.LoadReviewed()
	if err != nil {
		return nil, fmt.Errorf("the reviewed decisions on ParlInfo: %w", err)
	}
	feed := func(source jobs.Source, address string) jobs.Feed {
		site := fetch.Site{Source: source.About().ID, Public: address, Base: s.bases[source.About().ID]}
		return jobs.Feed{Source: source, Address: address, Ask: func(ctx context.Context, r fetch.Request, last *models.Served) (fetch.Page, error) {
			var known models.Served
			if last != nil {
				known = *last
			}
			return client.Get(ctx, site, r, known)
		}}
	}
	return []jobs.Feed{
		feed(ourcommons.Source{}, houseAddress), feed(ourcommonsmember.Source{}, houseAddress), feed(parlinfo.NewFeed(reviewed), libraryAddress),
	}, nil
}

// refresher brings the register of a store up to date.
func (p *process) refresher(st *store.Store, log *slog.Logger) *jobs.Refresher {
	return &jobs.Refresher{Keeper: st, House: refreshedHouse, Clock: p.now, NewID: newPersonID, Log: log}
}

// newPersonID is the id of somebody discovered by a refresh: drawn, since an
// identifier of a publisher may come later, or turn out to be another's.
func newPersonID() models.PersonID { return models.PersonID(models.DeriveID("per", rand.Text())) }

var notInProduct = regexp.MustCompile(`[^A-Za-z0-9._+-]+`)

// release is the version of the module, as publishers are told.
func release() string {
	if info, ok := debug.ReadBuildInfo(); ok && notInProduct.ReplaceAllString(info.Main.Version, "") != "" {
		return notInProduct.ReplaceAllString(info.Main.Version, "")
	}
	return "unreleased"
}
