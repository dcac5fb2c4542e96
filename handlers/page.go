package handlers

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"caucus/models"
	"caucus/models/temporal"
)

// page is an answer while it is written: the JSON so far, what it is about, and
// its links.
type page struct {
	writer
	*scope
	about     scope
	params    params
	self      string // the question as it was asked
	permalink []byte // the same with day and revision filled in, without cursor
	after     string // cursor of the page asked for; empty for the first
	question  []byte // what tells this answer from every other of the register

	listing models.Standing // room for one row of a list after another
	seat    models.Tenure
	spans   models.Timeline // room for one timeline after another
	source  *cited          // the document cited last, which is often cited again
	written recording

	writtenDay temporal.Day // the day that dayText says, which a page writes again and again
	dayText    []byte
}

// maxKept bounds the buffers that are kept for the next answer: the longest pages
// of lists fit, which would otherwise grow a buffer anew each time.
const maxKept = 4 << 20

var pages = sync.Pool{New: func() any { return &page{} }}

func newPage() *page {
	w := pages.Get().(*page)
	w.b, w.permalink, w.after, w.written.on = w.b[:0], w.permalink[:0], "", false
	return w
}

// free lets another answer have the page. Nothing of it may be used any more.
func (w *page) free() {
	w.scope, w.self, w.about = nil, "", scope{}
	w.listing, w.seat = models.Standing{}, models.Tenure{}
	clear(w.params.sent)
	clear(w.spans)
	w.source = nil
	if cap(w.b) <= maxKept {
		pages.Put(w)
	}
}

// links fills in both links. Filters follow day and revision, in an order of
// ours, so that the same question always has the same permalink.
func (w *page) links(base string, asked *url.URL, p *params) {
	if w.self = base + asked.EscapedPath(); asked.RawQuery != "" {
		w.self = base + asked.EscapedPath() + "?" + asked.RawQuery
	}
	w.permalink = append(append(append(w.permalink, base...), w.path...), '?')
	if w.after, _ = p.take("after"); p.now {
		w.permalink = append(w.permalink, bytes.TrimPrefix(p.canonical, []byte("&"))...)
		return
	}
	if !w.on.IsZero() {
		w.permalink = append(w.on.AppendTo(append(w.permalink, "on="...)), '&')
	}
	w.permalink = append(w.permalink, "revision="...)
	w.permalink = strconv.AppendInt(w.permalink, int64(w.revision), 10)
	w.permalink = append(w.permalink, p.canonical...)
}

// link is the permalink of a page of the list.
func (w *page) link(after string) string {
	if after == "" {
		return string(w.permalink)
	}
	if bytes.HasSuffix(w.permalink, []byte("?")) {
		return string(w.permalink) + "after=" + after
	}
	return string(w.permalink) + "&after=" + after
}

// tag is the ETag: a digest of build, question (day, revision and filters filled
// in), how it was asked, which the answer repeats, and what else it depends on.
func (w *page) tag(build, also string) string {
	h := fnv(fnvStart, build)
	h = fnv(fnv(h, "\n"), w.permalink)
	h = fnv(fnv(h, "\n"), w.self)
	h = fnv(fnv(h, "\n"), also)
	var room [48]byte
	tag := strconv.AppendInt(append(room[:0], '"'), int64(w.revision), 10)
	tag = strconv.AppendUint(append(tag, '-'), h, 16)
	return string(append(tag, '"'))
}

// FNV-1a over 64 bits, without the allocations of hash/fnv.
const fnvStart uint64 = 14695981039346656037

func fnv[T string | []byte](h uint64, text T) uint64 {
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	return h
}

// matches reports whether If-None-Match names the tag. A weak form of it counts
// too: it is the same answer.
func matches(fields []string, tag string) bool {
	for _, field := range fields {
		for one := range strings.SplitSeq(field, ",") {
			one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
			if one == tag || one == "*" {
				return true
			}
		}
	}
	return false
}

// Answers may be kept but must be asked for again: a revision may have come.
var revalidate = []string{"no-cache"}

// writeTagged writes a body, and its tag if it has one.
func writeTagged(c *gin.Context, tag string, body []byte) {
	tagged(c, tag)
	writeJSON(c, body)
}

func tagged(c *gin.Context, tag string) {
	h := c.Writer.Header()
	if tag != "" {
		h["Etag"] = []string{tag}
	}
	h["Cache-Control"] = revalidate
}

// body is the whole answer: found again, or rendered. It may be used until the
// page is freed.
func (w *page) body(render func(*page), keep bool) []byte {
	if !keep {
		render(w)
		return w.b
	}
	w.question = append(append(append(w.question[:0], w.permalink...), '\n'), w.self...)
	w.question = append(append(w.question, '\n'), w.after...)
	if body := w.answers.get(w.question); body != nil {
		return body
	}
	render(w)
	if w.answers.repeated(w.question) {
		w.answers.put(w.question, w.b)
	}
	return w.b
}

func notModified(c *gin.Context, tag string) {
	tagged(c, tag)
	c.Writer.WriteHeader(http.StatusNotModified)
	c.Writer.WriteHeaderNow()
}
