package fetch

import (
	"net/http"
	"regexp"
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
		return &Unavailable{Host: hostOf(asked), Status: to.Response.StatusCode, Reason: reason}
	}
	switch {
	case hostOf(from) != hostOf(to.URL):
		return refuse("redirects to another host")
	case from.Scheme == "https" && to.URL.Scheme != "https":
		return refuse("redirects to an address without encryption")
	case errorPage.MatchString(to.URL.Path) && !errorPage.MatchString(asked.Path):
		return &NotThere{Host: hostOf(asked), Status: to.Response.StatusCode, To: to.URL.Path}
	case len(via) > mostRedirects:
		return refuse("redirects on and on")
	}
	to.Header.Del("Referer")
	return nil
}
