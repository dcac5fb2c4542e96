package fetch

import (
	"context"
	"net/http"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"time"

	"caucus/models"
)

// Options are what a client is made from.
type Options struct {
	Agent   string // program and version: "caucus/1.2.0"
	Contact string // where a publisher reaches the operator: an address of mail or of the web; may be empty
	// Clock tells what time it is.
	Clock func() time.Time
	// Wait waits, or returns the context's error; nil for a timer. Tests that
	// ask a server of their own need not wait.
	Wait func(ctx context.Context, d time.Duration) error
	// Transport asks one question; nil for the usual one, with the proxies that
	// the environment names.
	Transport http.RoundTripper
}

// product is a name and a version, as a User-Agent begins.
var product = regexp.MustCompile(`^[A-Za-z0-9._+-]+/[A-Za-z0-9._+-]+$`)

// userAgent is who asks, and whom to write to about it.
func (o *Options) userAgent() string {
	if o.Contact == "" {
		return o.Agent
	}
	return o.Agent + " (+" + o.Contact + ")"
}

func (o *Options) check() error {
	var faults models.InvalidError
	if !product.MatchString(o.Agent) {
		faults.Add("agent", o.Agent, `a name and a version, such as "caucus/1.2.0"`)
	}
	if o.Contact != "" && !reachable(o.Contact) {
		faults.Add("contact", o.Contact, `an address such as "register@example.org" or "https://example.org/contact"`)
	}
	if o.Clock == nil {
		faults.Add("clock", "", "a clock")
	}
	return faults.OrNil()
}

// reachable reports whether a contact is an address that may stand in a header.
func reachable(contact string) bool {
	if strings.ContainsFunc(contact, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune("()<>\\", r) }) {
		return false
	}
	if u, err := url.Parse(contact); err == nil && (u.Scheme == "https" || u.Scheme == "http") {
		return u.Hostname() != ""
	}
	_, err := mail.ParseAddress(strings.TrimPrefix(contact, "mailto:"))
	return err == nil
}

// timer is the usual Wait.
func timer(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
