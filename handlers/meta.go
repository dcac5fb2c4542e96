package handlers

// meta writes what the answer is about and ends the document. On a day after
// the last that any source speaks of, what was last known is carried forward.
// What depends on the day is null where none was asked for.
func (w *page) meta() {
	w.key("meta")
	w.object()
	w.key("on")
	w.day(w.on)
	w.key("revision")
	w.number(w.revision)
	w.key("known_at")
	w.instant(w.RecordedAt(w.revision))
	w.key("status")
	if w.on.IsZero() {
		w.null()
	} else {
		_, status := w.ParliamentOn(w.house.ID, w.on)
		w.text(string(status))
	}
	w.key("carried_forward")
	if w.on.IsZero() {
		w.null()
	} else {
		w.bool(w.on > w.SpeaksUntil())
	}
	w.key("speaks_until")
	w.day(w.SpeaksUntil())
	w.key("links")
	w.object()
	w.key("self")
	w.text(w.self)
	w.key("permalink")
	w.text(w.link(w.after))
	w.endObject()
	w.endObject()
	w.endObject()
}

// nextLink writes the link to the page behind a cursor, and null if there is
// none. It names day and revision: whoever follows it reads one state of the
// register to its end, without gaps or repeats.
func (w *page) nextLink(cursor string) {
	w.key("next")
	if cursor == "" {
		w.null()
		return
	}
	w.text(w.link(cursor))
}
