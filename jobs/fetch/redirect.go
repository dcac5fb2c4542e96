package fetch

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

const mostRedirects = 5

// errorPage is part of a path that says that there is nothing. The House sends
// whoever asks for a member whom it does not have to such a page, not a 404.
var errorPage = regexp.MustCompile(`(?i)error|not-?_?found|/404`)

// redirected refuses a redirect that leads out of the host, to no encryption,
// to an error page, or on and on.
func redirected(to *http.Request, via []*http.Request) error {
	asked, from := via[0].URL, via[len(via)-1].URL
	refuse := func(reason string) error {
		return &Unavailable{Host: asked.Host, Status: to.Response.StatusCode, Reason: reason}
	}
	switch {
	case !sameHost(from, to.URL):
		return refuse("redirects to another host")
	case from.Scheme == "https" && to.URL.Scheme != "https":
		return refuse("redirects to an address without encryption")
	case errorPage.MatchString(to.URL.Path) && !errorPage.MatchString(asked.Path):
		return &NotThere{Host: asked.Host, Status: to.Response.StatusCode, To: to.URL.Path}
	case len(via) > mostRedirects:
		return refuse("redirects on and on")
	}
	to.Header.Del("Referer")
	return nil
}

// sameHost reports whether two addresses are of one host and port. The step
// from the usual port of http to that of https is none to another host.
func sameHost(a, b *url.URL) bool {
	return strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

// port is that of an address; empty if it is the usual one.
func port(u *url.URL) string {
	p := u.Port()
	if u.Scheme == "http" && p == "80" || u.Scheme == "https" && p == "443" {
		return ""
	}
	return p
}
