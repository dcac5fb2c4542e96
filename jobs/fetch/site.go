package fetch

import (
	"net"
	"net/url"
	"path"
	"strings"

	"caucus/models"
)

// Site is where a source is asked.
type Site struct {
	Source models.SourceID
	Public string // the publisher's own base address, ending in a slash; every page's URL is below it
	Base   string // the address that is asked instead, such as a mirror; empty for Public
}

// Check returns every fault of the addresses at once, as [models.InvalidError].
func (s Site) Check() error {
	var faults models.InvalidError
	for _, a := range []struct{ field, address string }{{"public", s.Public}, {"base", s.base()}} {
		u, err := url.Parse(a.address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" ||
			!strings.HasSuffix(u.Path, "/") || u.RawQuery != "" || u.Fragment != "" ||
			u.User != nil && a.field == "public" {
			faults.Add(a.field, a.address, `an address of the web that ends in a slash: "https://www.ourcommons.ca/"`)
		}
	}
	return faults.OrNil()
}

func (s Site) base() string {
	if s.Base == "" {
		return s.Public
	}
	return s.Base
}

// address is where a path is asked, and the publisher's own address of it. The
// path may hold what a publisher sent, such as an id: it must not lead out of
// the base address.
func (s Site) address(below string) (ask *url.URL, public string, err error) {
	if err := s.Check(); err != nil {
		return nil, "", err
	}
	base, _ := url.Parse(s.base())
	ask, err = url.Parse(s.base() + below)
	if err != nil || !plain(below) || ask.Host != base.Host || !within(base, ask) {
		var faults models.InvalidError
		faults.Add("path", below, `a path below the base address, escaped: "Members/en/search/XML?parliament=44"`)
		return nil, "", &faults
	}
	return ask, s.Public + below, nil
}

// plain reports whether a path has nothing that must be escaped or that is
// never sent.
func plain(p string) bool {
	return !strings.HasPrefix(p, "/") && !strings.ContainsFunc(p, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`#\<>"^{|}`, r) })
}

// within reports whether an address is below another one, escaped dots and all.
func within(base, u *url.URL) bool {
	clean := path.Clean(u.Path)
	return strings.HasPrefix(clean+"/", base.Path) && !strings.Contains("/"+u.Path+"/", "/../") && !strings.Contains("/"+u.Path+"/", "/./")
}

// hostOf is the host of an address, and its port unless it is the usual one: the
// same for every spelling, and with and without encryption.
func hostOf(u *url.URL) string {
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if port == "" || u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		return host
	}
	return net.JoinHostPort(host, port)
}
