package fetch

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"caucus/models"
)

// longestRequest is how long a request may take, with all its tries and turns.
const longestRequest = 10 * time.Minute

// Client asks publishers. It may be used by many at once; a process needs one,
// since it is the client that knows when a host was asked last.
type Client struct {
	agent string
	clock func() time.Time
	wait  func(context.Context, time.Duration) error
	turns *turns
	http  *http.Client
}

// New makes a client. The error is a [models.InvalidError] with every fault of
// the options.
func New(o Options) (*Client, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	if o.Wait == nil {
		o.Wait = timer
	}
	if o.Transport == nil {
		o.Transport = usual()
	}
	turns := newTurns(&o)
	return &Client{
		agent: o.userAgent(), clock: o.Clock, wait: o.Wait, turns: turns,
		http: &http.Client{Transport: &exchange{turns: turns, next: o.Transport}, CheckRedirect: redirected},
	}, nil
}

// Get asks a site for a document, up to three times. Known is what was kept of
// the same URL the last time, if the publisher may say that nothing has changed;
// the page then is the known one, served now. Without a body, or of another URL,
// it is not used.
//
// The error is an [Unavailable] or a [NotThere], an [models.InvalidError] of the
// site or the path, or what the context ended with. It is an [Unreadable] where
// the page came and is no text: then the page is whole but for its Text, and can
// be kept.
func (c *Client) Get(ctx context.Context, at Site, r Request, known models.Served) (Page, error) {
	address, public, err := at.address(r.Path)
	if err != nil {
		return Page{}, err
	}
	if known.URL != public {
		known = models.Served{}
	}
	a := &ask{client: c, host: hostOf(address), most: r.MaxBytes, known: known}
	if a.most <= 0 {
		a.most = MaxBytes
	}
	if err := a.run(ctx, address, r.Accept); err != nil {
		return Page{}, fmt.Errorf("asking for %s: %w", public, err)
	}
	served := a.served
	served.Source, served.URL = at.Source, public
	p, err := PageOf(served, r.Title)
	p.Unchanged = a.unchanged
	if err != nil {
		return p, fmt.Errorf("reading %s: %w", public, err)
	}
	return p, nil
}
