package handlers

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"caucus/models"
)

const (
	// writeWithin bounds how long a write may take. Whoever reads more slowly is
	// cut off, and goes on from the last event that arrived.
	writeWithin = 5 * time.Second
	// eventsAtOnce is how many revisions are read and written at once.
	eventsAtOnce = 100
	// reconnect asks clients to come back two seconds after they were cut off.
	reconnect = "retry: 2000\n\n"
)

// events is a stream while it is written.
type events struct {
	out     gin.ResponseWriter
	control *http.ResponseController
	machine func() time.Time   // nil for writes that may take any time
	broken  context.CancelFunc // called when a write went wrong
	seen    int                // number of the last revision that was written
	text    []byte
}

// begin sends the headers.
func begin(out gin.ResponseWriter, machine func() time.Time, seen int, broken context.CancelFunc) *events {
	e := &events{out: out, control: http.NewResponseController(out), machine: machine, broken: broken, seen: seen}
	e.text = append(e.text, reconnect...)
	e.send()
	return e
}

// revisions writes an event for each, with the object that the list has.
func (e *events) revisions(list []models.LoggedRevision) {
	w := newPage()
	defer w.free()
	for i := range list {
		w.b = w.b[:0]
		w.logged(&list[i])
		e.event("revision", list[i].Number, w.b)
	}
	e.send()
	e.seen = list[len(list)-1].Number
}

// reset tells that the history was replaced by another, whose newest revision
// has that number. It is the id, so that a client that comes back by itself goes
// on from there.
func (e *events) reset(newest int) {
	e.event("reset", newest, []byte(`{"revision":`+strconv.Itoa(newest)+`}`))
	e.send()
}

// event appends an event. JSON has no line breaks, so that it is one line.
func (e *events) event(name string, id int, json []byte) {
	e.text = strconv.AppendInt(append(e.text, "id: "...), int64(id), 10)
	e.text = append(append(e.text, "\nevent: "...), name...)
	e.text = append(append(e.text, "\ndata: "...), json...)
	e.text = append(e.text, "\n\n"...)
}

// comment writes a line that clients pass over.
func (e *events) comment(text string) {
	e.text = append(append(append(e.text, ": "...), text...), "\n\n"...)
	e.send()
}

// send writes what was appended. The server itself notes a write that is cut
// short only when the connection is flushed, and then ends the request.
func (e *events) send() {
	e.extend()
	if _, err := e.out.Write(e.text); err != nil {
		e.broken()
	}
	e.out.Flush()
	e.text = e.text[:0]
}

// extend gives the next write its time, in the place of what the server has for
// a whole answer. Deadlines of connections are instants of the machine's own
// clock, whatever the clock of the register says.
func (e *events) extend() {
	var until time.Time // zero: none
	if e.machine != nil {
		until = e.machine().Add(writeWithin)
	}
	if err := e.control.SetWriteDeadline(until); err != nil {
		e.broken()
	}
}

// end leaves time to write that this was the end: the deadline of the last event
// may be long past.
func (e *events) end() { e.extend() }
