package handlers

import (
	"fmt"
	"strings"
	"testing"
)

// TestPiecesStayWithinTheirBounds: when there is no room they begin anew.
func TestPiecesStayWithinTheirBounds(t *testing.T) {
	p := pieces[string, string]{most: 100}
	for n := range 50 {
		key := fmt.Sprint("Member ", n)
		p.put(key, strings.Repeat("x", 30), 30)
		if _, ok := p.get(key); !ok {
			t.Fatalf("%s is gone at once", key)
		}
		size := 0
		for _, text := range p.of {
			size += len(text)
		}
		if size > 100 || size != p.size {
			t.Fatalf("%d bytes are kept, and counted as %d", size, p.size)
		}
	}
	p.put("long", strings.Repeat("x", 101), 101)
	if _, ok := p.get("long"); ok {
		t.Error("a piece that is too large was kept")
	}
}

// TestPiecesOfAPastRegisterAreNotKept: there, nothing is.
func TestPiecesOfAPastRegisterAreNotKept(t *testing.T) {
	var p pieces[int, string]
	p.put(1, "row", 3)
	if _, ok := p.get(1); ok {
		t.Error("a piece was kept")
	}
}
