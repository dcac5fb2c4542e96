package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// How much of an answer is read.
const (
	// MaxBytes is how large a document may be, unless its request says
	// otherwise. The largest list of today has 7 MB.
	MaxBytes = 32 << 20
	// mostRatio is how many bytes one compressed byte may become, once there
	// are ratioFrom of them. The most repetitive list of today has 27.
	mostRatio = 200
	ratioFrom = 1 << 20
)

// read reads the body of an answer, with its content encoding undone. It does
// not close it. A body that is shorter than its Content-Length is an error; what
// a Content-Length that is too small cuts off cannot be seen here, only by who
// reads the document.
func read(a *http.Response, most int64) ([]byte, error) {
	host := hostOf(a.Request.URL)
	tooLarge := &Unavailable{Host: host, Reason: fmt.Sprintf("sent a document of more than %d bytes", most)}
	if a.ContentLength > most {
		return nil, tooLarge
	}
	var from io.Reader = a.Body
	switch encoding := strings.ToLower(strings.Join(a.Header.Values("Content-Encoding"), ", ")); encoding {
	case "", "identity":
	case "gzip", "x-gzip":
		from = &unzip{in: counter{from: a.Body}, host: host}
	default:
		return nil, &Unavailable{Host: host, Reason: fmt.Sprintf("sent a document in the encoding %.20q, which was not asked for", encoding)}
	}
	body, err := io.ReadAll(io.LimitReader(from, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(body)) > most {
		return nil, tooLarge
	}
	return body, nil
}

// counter counts what it reads.
type counter struct {
	from io.Reader
	n    int64
}

// Read reads on and counts.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.n += int64(n)
	return n, err
}

// unzip decompresses, and gives up on what grows beyond all reason. An answer
// of no bytes at all is an empty document.
type unzip struct {
	in   counter
	zip  *gzip.Reader
	out  int64
	host string
}

// Read reads what was compressed.
func (u *unzip) Read(p []byte) (int, error) {
	if u.zip == nil {
		var err error
		if u.zip, err = gzip.NewReader(bufio.NewReader(&u.in)); err != nil {
			return 0, u.fault(err)
		}
	}
	n, err := u.zip.Read(p)
	u.out += int64(n)
	if u.out > ratioFrom && u.out/max(u.in.n, 1) > mostRatio {
		return n, &Unavailable{Host: u.host, Reason: "sent a compressed document that grows beyond all reason"}
	}
	return n, u.fault(err)
}

// fault tells damage from an end that came too soon.
func (u *unzip) fault(err error) error {
	_, corrupt := errors.AsType[flate.CorruptInputError](err)
	if corrupt || errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) {
		return &Unavailable{Host: u.host, Reason: "sent a compressed document that is damaged", again: true}
	}
	return err
}
