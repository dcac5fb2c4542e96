package fetch_test

import (
	"errors"
	"net/http"
	"testing"
	"testing/synctest"

	"caucus/jobs/fetch"
	"caucus/models"
)

// What is asked may hold an id that came from a publisher. It leads nowhere
// else.
func TestAPathStaysBelowItsBase(t *testing.T) {
	site := fetch.Site{Source: "parlinfo", Public: "http://lop.parl.example/ParlinfoWebAPI/"}
	for path, asked := range map[string]string{
		"":                             "/ParlinfoWebAPI/",
		"Person/20103":                 "/ParlinfoWebAPI/Person/20103",
		"Person?expression=&r=4-1,":    "/ParlinfoWebAPI/Person?expression=&r=4-1,",
		"Members/en/x(105091)/XML":     "/ParlinfoWebAPI/Members/en/x(105091)/XML",
		"a%2Fb":                        "/ParlinfoWebAPI/a%2Fb",
		"..":                           "",
		"../secret":                    "",
		"Person/../../secret":          "",
		"Person/%2e%2e/%2E%2e/secret":  "",
		"./x":                          "",
		"/secret":                      "",
		"//other.example/":             "",
		"Person/1#2":                   "",
		"Person/1 2":                   "",
		"Person/1\r\nHost: other":      "",
		"Person/Québec":                "",
		"Person/%zz":                   "",
		`..\secret`:                    "",
		"Person/..%2f..%2f..%2fsecret": "",
	} {
		synctest.Test(t, func(t *testing.T) {
			got := ""
			p := opens(t, func(_ http.ResponseWriter, r *http.Request) { got = r.RequestURI })
			page, err := client(t, p).Get(t.Context(), site, fetch.Request{Path: path}, models.Served{})
			_, invalid := errors.AsType[*models.InvalidError](err)
			if got != asked || invalid != (asked == "") || asked != "" && (err != nil || page.URL != site.Public+path) {
				t.Errorf("%q: asked %q for %q, %v", path, got, page.URL, err)
			}
		})
	}
}

func TestSitesAreCheckedAtOnce(t *testing.T) {
	for name, c := range map[string]struct {
		site   fetch.Site
		faults int
	}{
		"the House":             {fetch.Site{Public: "https://www.ourcommons.ca/"}, 0},
		"a mirror with a key":   {fetch.Site{Public: "https://www.ourcommons.ca/", Base: "http://me:key@127.0.0.1:9/m/"}, 0},
		"no slash, no address":  {fetch.Site{Public: "https://www.ourcommons.ca/x", Base: "://"}, 2},
		"nothing":               {fetch.Site{}, 2},
		"no web":                {fetch.Site{Public: "ftp://www.ourcommons.ca/"}, 2},
		"a question already":    {fetch.Site{Public: "https://www.ourcommons.ca/?a=/"}, 2},
		"a key that would leak": {fetch.Site{Public: "https://me:key@www.ourcommons.ca/", Base: "http://127.0.0.1/"}, 1},
	} {
		invalid, _ := errors.AsType[*models.InvalidError](c.site.Check())
		if got := 0; invalid != nil && len(invalid.Faults) != c.faults || invalid == nil && got != c.faults {
			t.Errorf("%s: %v, want %d faults", name, c.site.Check(), c.faults)
		}
	}
}
