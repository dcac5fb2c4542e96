package main

import (
	"slices"
	"testing"

	"caucus/jobs"
	"caucus/jobs/fetch"
	"caucus/jobs/sources/ourcommons"
	"caucus/jobs/sources/ourcommonsmember"
	"caucus/jobs/sources/parlinfo"
	"caucus/models"
	"caucus/models/temporal"
)

// servedDoc is a document with the type that it is served as.
type servedDoc struct {
	contentType string
	body        []byte
	sound       bool // it is not to be corrupted
}

// documentKind is a kind of document, and how a publisher writes it.
type documentKind struct {
	name    string
	source  jobs.Source
	write   func(list []rostered, parliament int) []servedDoc
	fields  []string // names of elements, columns or keys that it has
	profile bool     // a document is of one person
	dated   bool     // it tells since when labels hold
}

const (
	typeXML  = "text/xml; charset=utf-8"
	typeCSV  = "text/csv; charset=utf-8"
	typeJSON = "application/json; charset=utf-8"
)

var houseElements = []string{"PersonId", "PersonShortHonorific", "PersonOfficialFirstName", "PersonOfficialLastName", "ConstituencyName",
	"ConstituencyProvinceTerritoryName", "CaucusShortName", "FromDateTime", "ToDateTime", "MemberOfParliament"}

// documentKinds are all kinds.
func documentKinds(t testing.TB) []*documentKind {
	reviewed, err := parlinfo.LoadReviewed()
	if err != nil {
		t.Fatal(err)
	}
	library := parlinfo.NewFeed(reviewed)
	return []*documentKind{
		{name: "house_xml", source: ourcommons.Source{}, fields: houseElements,
			write: func(list []rostered, _ int) []servedDoc { return []servedDoc{{typeXML, membersXML(list), false}} }},
		{name: "house_csv", source: ourcommons.Source{},
			fields: []string{"Honorific Title", "First Name", "Last Name", "Constituency", "Province / Territory", "Political Affiliation", "Start Date", "End Date"},
			write:  func(list []rostered, _ int) []servedDoc { return []servedDoc{{typeCSV, membersCSV(list), false}} }},
		{name: "member_xml", source: ourcommonsmember.Source{}, profile: true, dated: true,
			fields: append(slices.Clone(houseElements[:9]), "CaucusMemberRole", "CaucusMemberRoles", "MemberOfParliamentRole", "ParliamentNumber"),
			write:  memberDocs},
		{name: "parlinfo_list", source: library, dated: true, fields: libraryKeys,
			write: func(list []rostered, _ int) []servedDoc { return []servedDoc{{typeJSON, parlinfoList(list), false}} }},
		{name: "parlinfo_profile", source: library, profile: true, dated: true, fields: append(slices.Clone(libraryKeys), "FederalExperience", "Person"),
			write: func(list []rostered, _ int) (docs []servedDoc) {
				for i := range list {
					docs = append(docs, servedDoc{typeJSON, parlinfoProfile(list[i]), false})
				}
				return docs
			}},
	}
}

var libraryKeys = []string{"PersonId", "HOCPersonId", "UsedFirstName", "LastName", "DisplayName", "PartyEn", "ConstituencyEn", "Roles", "NameEn", "StartDate",
	"EndDate", "OrganizationId", "OrganizationLongEn", "OrganizationTypeId", "IsCurrentlyMP", "IsCurrent"}

func memberDocs(list []rostered, parliament int) (docs []servedDoc) {
	for i := range list {
		docs = append(docs, servedDoc{typeXML, memberXML(list[i], parliament), false})
	}
	return docs
}

// page is a document as it is served at an instant; of what is no text the
// source says so.
func (k *documentKind) page(doc servedDoc, n int, at temporal.Instant) fetch.Page {
	url := "https://www.example.org/" + k.name
	if k.profile && !doc.sound {
		url += "/" + string(rune('a'+n%26)) + string(rune('a'+n/26))
	}
	page, _ := fetch.PageOf(models.Served{Source: k.source.About().ID, URL: url, RetrievedAt: at, ContentType: doc.contentType, Body: doc.body}, k.name)
	return page
}

// read is what the source makes of documents that it can read.
func (k *documentKind) read(docs []servedDoc, at temporal.Instant) (list []models.Document) {
	for i, doc := range docs {
		if d, err := k.source.Read(k.page(doc, i, at)); err == nil {
			list = append(list, d)
		}
	}
	return list
}
