package main

import (
	"bufio"
	"io"
	"net/http"
	"strings"
	"testing"
)

// What another process imports reaches whoever listens, and a server that is
// told to stop does not wait for listeners.
func TestAListenerHearsWhatAnotherProcessRecords(t *testing.T) {
	onBothEngines(t, func(t *testing.T, m *machine) {
		s := m.serve()
		resp, err := http.Get(s.url + "/api/v1/revisions/stream?after=0")
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		events := bufio.NewReader(resp.Body)
		for n, begins := range []string{`data: {"number":1,`, `data: {"number":2,`} {
			if n > 0 {
				m.commit(n + 1)
			}
			if data := line(t, events, "data: "); !strings.HasPrefix(data, begins) {
				t.Errorf("the stream says %s", data)
			}
		}
		if ended := s.stop(); ended.code != exitDone || strings.Contains(ended.stderr, "stop serving") {
			t.Errorf("with somebody listening it ended with %+v", ended)
		}
		if _, err := io.ReadAll(events); err != nil {
			t.Errorf("the stream was cut: %v", err)
		}
	})
}

// line reads up to a line that begins so.
func line(t *testing.T, r *bufio.Reader, begins string) string {
	t.Helper()
	for {
		text, err := r.ReadString('\n')
		if err != nil {
			t.Fatalf("%q %v", text, err)
		}
		if strings.HasPrefix(text, begins) {
			return text
		}
	}
}
