package fetch_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"caucus/jobs/fetch"
	"caucus/models"
)

func TestWhereAPublisherSendsWhoeverAsks(t *testing.T) {
	const host = "asking for http://www.ourcommons.example/Members/en/x(1)/XML: www.ourcommons.example "
	for name, c := range map[string]struct {
		to   string // of the redirect
		want string // the error; none for a page
	}{
		"the slug of the member's name": {"/Members/en/han-dong(105091)/XML", ""},
		"another spelling of the host":  {"http://WWW.ourcommons.example:80/there", ""},
		"a relative address":            {"XML2", ""},
		"encryption":                    {"https://www.ourcommons.example/there", ""},
		"an error page":                 {"/en/Error?aspxerrorpath=/Members/en/x(1)/XML", host + "has no such document: it redirects to an error page (302)"},
		"a page that was not found":     {"/PageNotFound", host + "has no such document: it redirects to an error page (302)"},
		"another host":                  {"http://www.other.example/Members", host + "redirects to another host"},
		"another port":                  {"http://www.ourcommons.example:8080/Members", host + "redirects to another host"},
		"a host below":                  {"//www.ourcommons.example.other.example/", host + "redirects to another host"},
		"itself":                        {"/Members/en/x(1)/XML", host + "redirects on and on"},
		"no address":                    {"http://[secret", host + "could not be understood, or broke the connection off (3 tries)"},
		"no web":                        {"file:///etc/passwd", host + "redirects to another host"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := opens(t, func(w http.ResponseWriter, r *http.Request) {
					if r.URL.Path != "/Members/en/x(1)/XML" {
						if r.Referer() != "" || r.UserAgent() == "" {
							t.Errorf("asked with %v", r.Header)
						}
						io.WriteString(w, list)
						return
					}
					w.Header().Set("Location", c.to)
					w.WriteHeader(http.StatusFound)
				})
				p.transport.DialTLSContext = p.transport.DialContext // what is asked, not how it is encrypted
				start := time.Now()
				got, err := client(t, p).Get(t.Context(), commons, fetch.Request{Path: "Members/en/x(1)/XML"}, models.Served{})
				if c.want == "" {
					// It is kept under the address that was asked.
					if err != nil || got.URL != house+"Members/en/x(1)/XML" || string(got.Text) != list || time.Since(start) != time.Second {
						t.Errorf("after %s: %s, %v", time.Since(start), got.URL, err)
					}
					return
				}
				if err == nil || err.Error() != c.want || !errors.Is(err, models.ErrUnavailable) {
					t.Errorf("got  %v\nwant %s", err, c.want)
				}
				missing, ok := errors.AsType[*fetch.NotThere](err)
				if ok != errors.Is(err, models.ErrNotFound) || ok && (missing.Status != 302 || missing.To == "") {
					t.Errorf("%+v", missing)
				}
			})
		})
	}
}

func TestEncryptionIsNotGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := opens(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "http://www.ourcommons.example/there")
			w.WriteHeader(http.StatusMovedPermanently)
		})
		p.transport.DialTLSContext = p.transport.DialContext
		_, err := client(t, p).Get(t.Context(), fetch.Site{Source: "s", Public: "https://www.ourcommons.example/"}, members, models.Served{})
		if u := unavailable(t, err); u.Reason != "redirects to an address without encryption" || u.Status != 301 || p.asked.Load() != 1 {
			t.Errorf("%+v", u)
		}
	})
}

func TestAChainOfRedirectsHasAnEnd(t *testing.T) {
	for links, want := range map[int]bool{5: true, 6: false} {
		synctest.Test(t, func(t *testing.T) {
			p := opens(t, func(w http.ResponseWriter, r *http.Request) {
				var n int
				fmt.Sscanf(r.URL.Path, "/%d", &n)
				if n == 0 {
					io.WriteString(w, list)
					return
				}
				http.Redirect(w, r, fmt.Sprintf("/%d", n-1), http.StatusFound)
			})
			_, err := client(t, p).Get(t.Context(), commons, fetch.Request{Path: fmt.Sprint(links)}, models.Served{})
			if (err == nil) != want {
				t.Errorf("%d redirects: %v", links, err)
			}
		})
	}
}
