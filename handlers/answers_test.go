package handlers

import (
	"bytes"
	"fmt"
	"testing"
)

// TestAnswersForgetWhatNobodyAsks: what is asked for stays, what is not goes,
// and the whole stays within its bounds.
func TestAnswersForgetWhatNobodyAsks(t *testing.T) {
	a := &answers{}
	body := bytes.Repeat([]byte("x"), maxAnswer-100)
	a.put([]byte("loved"), []byte("first"))
	a.put([]byte("forgotten"), []byte("second"))
	for n := range 40 {
		question := fmt.Appendf(nil, "once %d", n)
		a.put(question, body)
		if !bytes.Equal(a.get(question), body) {
			t.Fatalf("%s is gone at once", question)
		}
		if string(a.get([]byte("loved"))) != "first" {
			t.Fatalf("what is asked for again and again is gone after %d others", n)
		}
		size := 0
		for _, generation := range []map[string][]byte{a.young, a.old} {
			for q, b := range generation {
				size += len(q) + len(b)
			}
		}
		if size > 2*maxAnswers {
			t.Fatalf("%d bytes are kept", size)
		}
	}
	if a.get([]byte("forgotten")) != nil {
		t.Error("what nobody asked for is still there")
	}
	a.put([]byte("huge"), make([]byte, maxAnswer+1))
	if a.get([]byte("huge")) != nil {
		t.Error("an answer that is too large was kept")
	}
}

// TestAnswersAreCopies: the buffer that was rendered into is used again.
func TestAnswersAreCopies(t *testing.T) {
	a := &answers{}
	buffer := []byte("answer")
	a.put([]byte("q"), buffer)
	copy(buffer, "xxxxxx")
	if got := string(a.get([]byte("q"))); got != "answer" {
		t.Errorf("got %q", got)
	}
}

// TestAnswersAreKeptForWhoeverAsksAgain: once is not enough, and what was asked
// long ago is as good as new.
func TestAnswersAreKeptForWhoeverAsksAgain(t *testing.T) {
	a := &answers{}
	if a.repeated([]byte("q")) {
		t.Error("the first question counts as one that was asked before")
	}
	if !a.repeated([]byte("q")) {
		t.Error("the same question again is not known")
	}
	for n := range 20 * len(a.asked) {
		if a.repeated(fmt.Appendf(nil, "once %d", n)) {
			t.Fatalf("question %d was never asked before", n)
		}
	}
	if a.repeated([]byte("q")) {
		t.Errorf("a question is known after %d others", 20*len(a.asked))
	}
}
