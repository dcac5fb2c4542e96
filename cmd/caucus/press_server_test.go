package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"caucus/models"
	"caucus/models/temporal"
)

// press is the House and the Library on a server of the test: it serves what
// they would on a day, in their formats, until it is told otherwise.
type press struct {
	*httptest.Server
	t *testing.T

	mu         sync.Mutex
	roster     []rostered
	parliament int
	instead    map[string]http.HandlerFunc // by the beginning of a path
	asked      []string                    // paths, in order
	agents     map[string]bool
}

// newPress serves what facts say of a day.
func newPress(t *testing.T, f *models.Facts, on string) *press {
	p := &press{t: t, instead: map[string]http.HandlerFunc{}, agents: map[string]bool{}}
	p.publish(f, on)
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

// publish lets the publishers say what facts say of a day.
func (p *press) publish(f *models.Facts, on string) {
	day := temporal.MustDay(on)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.roster, p.parliament = rosterOn(f, day), newestParliament(f, day).Number
}

// edit changes what they say of those members whom choose chooses.
func (p *press) edit(choose func(*rostered) bool, change func(*rostered)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.roster = slices.Clone(p.roster)
	n := 0
	for i := range p.roster {
		if choose(&p.roster[i]) {
			p.roster[i].labels = slices.Clone(p.roster[i].labels)
			change(&p.roster[i])
			n++
		}
	}
	if n == 0 {
		p.t.Error("nobody on the roster is to be changed")
	}
}

// called chooses members by family name.
func called(family string) func(*rostered) bool {
	return func(m *rostered) bool { return m.family == family }
}

// relabelled lists a member under another label from a day on, which only
// documents with days tell.
func relabelled(house, full string, organization int, from string) func(*rostered) {
	return func(m *rostered) {
		day := temporal.MustDay(from)
		last := m.label()
		last.To = day
		if last.From >= day {
			m.labels = m.labels[:len(m.labels)-1]
		}
		m.labels = append(m.labels, rosterLabel{house: house, full: full, fullFr: full, organization: organization, Period: temporal.Period{From: day}})
	}
}

// sayInstead answers paths that begin with one by something else; nil ends that.
func (p *press) sayInstead(path string, h http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if h == nil {
		delete(p.instead, path)
		return
	}
	p.instead[path] = h
}

// questions counts the requests for paths that begin with one.
func (p *press) questions(path string) (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, a := range p.asked {
		if strings.HasPrefix(a, path) {
			n++
		}
	}
	return n
}

// sources is the setting that sends the program here.
func (p *press) sources() string {
	return fmt.Sprintf("CAUCUS_SOURCES=ourcommons=%s/; ourcommonsmember=%s/; parlinfo=%s/lop/", p.URL, p.URL, p.URL)
}

var memberPath = regexp.MustCompile(`\((\d+)\)/XML$`)

// ServeHTTP answers as the publishers do.
func (p *press) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, r.URL.RequestURI())
	p.agents[r.UserAgent()] = true
	roster, parliament := p.roster, p.parliament
	var instead http.HandlerFunc
	for path, h := range p.instead {
		if strings.HasPrefix(r.URL.Path, path) {
			instead = h
		}
	}
	p.mu.Unlock()
	if instead != nil {
		instead(w, r)
		return
	}
	const library = "/lop/Person/GetPersonWebProfile/"
	switch path := r.URL.Path; {
	case path == "/Members/en/search/XML":
		answer(w, "text/xml; charset=utf-8", membersXML(roster))
	case path == "/Members/en/search/csv":
		answer(w, "text/csv; charset=utf-8", membersCSV(roster))
	case memberPath.MatchString(path):
		id, _ := strconv.Atoi(memberPath.FindStringSubmatch(path)[1])
		for _, m := range roster {
			if m.ourcommons == id {
				answer(w, "text/xml; charset=utf-8", memberXML(m, parliament))
				return
			}
		}
		http.Redirect(w, r, "/error", http.StatusFound)
	case path == "/lop/Refiner/GetRefiners":
		answer(w, "application/json; charset=utf-8", []byte(refinersJSON))
	case path == "/lop/Person/SearchAndRefine":
		answer(w, "application/json; charset=utf-8", parlinfoList(roster))
	case strings.HasPrefix(path, library):
		id, _ := strconv.Atoi(strings.TrimPrefix(path, library))
		for _, m := range roster {
			if m.parlinfo == id {
				answer(w, "application/json; charset=utf-8", parlinfoProfile(m))
				return
			}
		}
		answer(w, "application/json; charset=utf-8", []byte(`{"Message":"An error has occurred.","ExceptionMessage":"Value cannot be null."}`))
	default:
		http.NotFound(w, r)
	}
}

func answer(w http.ResponseWriter, contentType string, body []byte) {
	w.Header().Set("Content-Type", contentType)
	_, _ = w.Write(body)
}

// refinersJSON are the choices of ParlInfo's search.
const refinersJSON = `[{"RefinerId":4,"NameEn":"Parliament","NameFr":"Parlement","Options":[
 {"OptionId":1,"NameEn":"Currently in Office","NameFr":"Actuellement en fonction"},
 {"OptionId":2,"NameEn":"45th Parliament (2025/05/26 - )","NameFr":"45e législature (2025/05/26 - )"}]}]`
