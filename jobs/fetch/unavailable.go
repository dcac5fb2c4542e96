package fetch

import (
	"fmt"
	"net/http"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// Unavailable says why there is no document: the publisher could not be
// reached, or did not answer as it should. It wraps [models.ErrUnavailable].
// Its text names the host and never says anything that the publisher sent.
type Unavailable struct {
	Host   string
	Status int    // of HTTP; 0 where none came, or where the fault is not in it
	Reason string // what the host did: "answered 503 Service Unavailable", "refuses connections"
	Tries  int    // that were made; 0 if it was not asked, since it wants rest
	// RestUntil is until when the publisher asked to be left alone; zero if it
	// did not.
	RestUntil temporal.Instant

	again bool  // whether another try may help
	cause error // nil if there is none
}

// Error is one plain sentence without a full stop.
func (u *Unavailable) Error() string {
	var b strings.Builder
	b.WriteString(u.Host + " " + u.Reason)
	if u.Tries > 1 {
		fmt.Fprintf(&b, " (%d tries)", u.Tries)
	}
	if u.RestUntil != 0 {
		b.WriteString("; it is to be left alone until " + u.RestUntil.String())
	}
	return b.String()
}

// asked reports whether the host was asked at all.
func (u *Unavailable) asked() bool { return u.Status != 0 || u.RestUntil == 0 }

// Unwrap gives models.ErrUnavailable and the cause.
func (u *Unavailable) Unwrap() []error {
	if u.cause == nil {
		return []error{models.ErrUnavailable}
	}
	return []error{models.ErrUnavailable, u.cause}
}

// NotThere says that the publisher has no such document: it answered so, or
// redirects to an error page. It wraps [models.ErrNotFound] and
// [models.ErrUnavailable]: for one member of many the first says all, for the
// list of them the second does.
type NotThere struct {
	Host   string
	Status int    // 404 or 410, or of the redirect
	To     string // path of the error page; empty without a redirect
}

// Error is one plain sentence without a full stop.
func (n *NotThere) Error() string {
	if n.To != "" {
		return fmt.Sprintf("%s has no such document: it redirects to an error page (%d)", n.Host, n.Status)
	}
	return fmt.Sprintf("%s has no such document: it %s", n.Host, answered(n.Status))
}

// Unwrap gives models.ErrNotFound and models.ErrUnavailable.
func (n *NotThere) Unwrap() []error { return []error{models.ErrNotFound, models.ErrUnavailable} }

// answered is what is said of a status. The words that came with it are the
// publisher's own, and not repeated.
func answered(status int) string {
	return strings.TrimSpace(fmt.Sprintf("answered %d %s", status, http.StatusText(status)))
}
