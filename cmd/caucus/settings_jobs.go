package main

import (
	"errors"
	"net/mail"
	"net/url"
	"slices"
	"strings"

	"caucus/jobs"
	"caucus/models"
)

// namedValues reads "source=value; source=value", with each source once and
// among those given.
func (r *reader) namedValues(w written, sources []models.SourceID, want string) map[models.SourceID]string {
	var values map[models.SourceID]string
	for one := range strings.SplitSeq(w.value, ";") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		name, value, ok := strings.Cut(one, "=")
		id := models.SourceID(strings.TrimSpace(name))
		value = strings.TrimSpace(value)
		if _, twice := values[id]; !ok || value == "" || twice || !slices.Contains(sources, id) {
			r.fault(written{w.name, one}, "SOURCE="+want+", with each SOURCE once and one of "+joined(sources))
			continue
		}
		if values == nil {
			values = map[models.SourceID]string{}
		}
		values[id] = value
	}
	return values
}

func joined(sources []models.SourceID) string {
	names := make([]string, len(sources))
	for i, id := range sources {
		names[i] = string(id)
	}
	return strings.Join(names, ", ")
}

// bases reads the base addresses of publishers: that of a mirror, or of a
// server for tests.
func (r *reader) bases(w written, sources []models.SourceID) map[models.SourceID]string {
	values := r.namedValues(w, sources, "ADDRESS")
	for id, value := range values {
		u, err := url.Parse(value)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
			r.fault(written{w.name, string(id) + "=" + value}, "an address such as https://mirror.example.ca/, without user, query and fragment")
			continue
		}
		values[id] = strings.TrimRight(value, "/") + "/"
	}
	return values
}

// contact reads under what publishers may reach whoever asks them.
func (r *reader) contact(w written) string {
	if w.value == "" {
		return ""
	}
	u, err := url.Parse(w.value)
	isURL := err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil
	address, err := mail.ParseAddress(w.value)
	if isMail := err == nil && address.Address == w.value; !isMail && !isURL || !inHeader(w.value) {
		r.fault(w, "an address of mail, or of a page, under which publishers reach you, without blanks and brackets")
	}
	return w.value
}

// inHeader reports whether an address may stand in the comment of a User-Agent.
func inHeader(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`()<>\`, r) })
}

// schedules reads when sources are asked. What cron would take and then
// surprise with is refused here, before anything is touched.
func (r *reader) schedules(w written, sources []models.SourceID) map[models.SourceID]string {
	values := r.namedValues(w, sources, "SPEC")
	for id, spec := range values {
		_, err := jobs.ParseSchedule(spec)
		if invalid := (&models.InvalidError{}); errors.As(err, &invalid) {
			for _, f := range invalid.Faults {
				r.fault(written{w.name, string(id) + "=" + spec}, f.Want)
			}
		}
	}
	return values
}

// scheduleOf is when a source is asked.
func (s settings) scheduleOf(id models.SourceID) (jobs.Schedule, error) {
	spec, ok := s.schedules[id]
	if !ok {
		spec = jobs.Usual[id]
	}
	return jobs.ParseSchedule(spec)
}
