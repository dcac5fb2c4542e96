package models

import (
	"strconv"
	"strings"
	"testing"

	"caucus/models/temporal"
)

func TestDerivedIDsSurvivePacking(t *testing.T) {
	for _, parts := range [][]string{nil, {""}, {"per_1", "designation", "2023-03-22"}, {"é", "\xff", "\x1f"}} {
		id := DeriveID("aff", parts...)
		p, err := packID("aff", id)
		if err != nil || p.text("aff") != id {
			t.Errorf("%q becomes %d and %q, %v", id, p, p.text("aff"), err)
		}
	}
}

func TestPackedIDsSortAsTheirTextsDo(t *testing.T) {
	texts := []string{"ten_000000000000", "ten_000000000001", "ten_00000000000z", "ten_000000000010", "ten_1zzzzzzzzzzz", "ten_a00000000000", "ten_zzzzzzzzzzzz"}
	for i, a := range texts {
		for j, b := range texts {
			p, err1 := packID("ten", a)
			q, err2 := packID("ten", b)
			if err1 != nil || err2 != nil || p < q != (a < b) || (p == q) != (i == j) {
				t.Errorf("%s is %d, %s is %d", a, p, b, q)
			}
		}
	}
}

func TestIDsThatCannotBePacked(t *testing.T) {
	for _, id := range []string{
		"", "ten", "ten_", "ten_00000000000", "ten_0000000000000", "aff_000000000000", "ten-000000000000", "TEN_000000000000",
		"ten_00000000000I", "ten_00000000000l", "ten_00000000000o", "ten_00000000000u", "ten_00000000000é", "ten_00000000000 ", "ten_00000000000\t", " ten_000000000000",
	} {
		if p, err := packID("ten", id); err == nil || !strings.Contains(err.Error(), strconv.Quote(id)) {
			t.Errorf("%q becomes %d, %v", id, p, err)
		}
	}
}

// FuzzPackID: whatever can be packed is written back as it was.
func FuzzPackID(f *testing.F) {
	f.Add("ten", "ten_000000000000")
	f.Add("ten", DeriveID("ten", "x"))
	f.Add("aff", "ten_000000000000")
	f.Add("", "_zzzzzzzzzzzz")
	f.Fuzz(func(t *testing.T, prefix, id string) {
		p, err := packID(prefix, id)
		if err != nil {
			return
		}
		if back := p.text(prefix); back != id {
			t.Fatalf("%q is written back as %q", id, back)
		}
	})
}

// FuzzPackedText: every 60 bits are an id.
func FuzzPackedText(f *testing.F) {
	f.Add(uint64(0))
	f.Add(uint64(1)<<60 - 1)
	f.Fuzz(func(t *testing.T, n uint64) {
		want := packedID(n & (1<<60 - 1))
		if got, err := packID("snp", want.text("snp")); err != nil || got != want {
			t.Fatalf("%d is written %q and read as %d, %v", want, want.text("snp"), got, err)
		}
	})
}

func TestArenaKeepsTextsApart(t *testing.T) {
	var a arena
	texts := []string{"", "one", "deux", "", "trois é", strings.Repeat("x", 1<<16-1)}
	var at []slice
	for _, s := range texts {
		at = append(at, a.add(s))
	}
	a.seal()
	for i, s := range texts {
		if got := a.get(at[i]); got != s {
			t.Errorf("text %d is %.20q, want %.20q", i, got, s)
		}
	}
}

func TestOpenEndsComeLast(t *testing.T) {
	if endOrOpen(0) <= temporal.MustDay("9999-12-31") || endOrOpen(5) != 5 {
		t.Errorf("an open end is day %d", endOrOpen(0))
	}
}
