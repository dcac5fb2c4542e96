package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"caucus/handlers/contracttest"
)

// held holds every answer that a test of this package gets over HTTP to the
// contract of the API. One that the contract does not allow is an error of the
// request, so that no test can pass over it.
type held struct{ next http.RoundTripper }

func init() { http.DefaultTransport = held{http.DefaultTransport} }

// RoundTrip asks, and reads the answer to its end, unless it has none.
func (h held) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := h.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, endless := []byte(nil), res.Header.Get("Content-Type") == "text/event-stream"
	if !endless {
		body, err = io.ReadAll(res.Body)
		res.Body.Close()
		res.Body = io.NopCloser(bytes.NewReader(body))
	}
	contract, broken := contracttest.Load()
	if err := errors.Join(err, broken); err != nil {
		return nil, err
	}
	if err := contract.Answer(r, res, body); err != nil {
		res.Body.Close()
		return nil, fmt.Errorf("the contract does not allow the answer: %w", err)
	}
	return res, nil
}

func TestAnswersAreHeldToTheContract(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"status":"well"}`)
	}))
	defer s.Close()
	res, err := http.Get(s.URL + "/healthz")
	if err == nil {
		res.Body.Close()
	}
	if err == nil || !strings.Contains(err.Error(), "value must be 'ok'") {
		t.Errorf("an answer that the contract does not allow passes: %v", err)
	}
}
