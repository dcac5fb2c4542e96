package handlers

import (
	"bytes"
	"encoding/json"
	"testing"

	"caucus/models/temporal"
)

// FuzzString compares the strings of our encoder with those of encoding/json,
// which shares no code with it: what a reader decodes must be the same.
func FuzzString(f *testing.F) {
	for _, s := range []string{"", "Québec debout", `a "quoted" \ word`, "\x00\x1f\x7f\t\r\n", "\xff\xfe", "a\xc3", "\u2028</script>&", "\ufffd", "😀\xf0\x9f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ours := appendString(nil, s)
		theirs, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var a, b string
		if err := json.Unmarshal(ours, &a); err != nil {
			t.Fatalf("%q: %v in %s", s, err, ours)
		}
		if err := json.Unmarshal(theirs, &b); err != nil || a != b {
			t.Fatalf("%q: ours %q, theirs %q", s, a, b)
		}
	})
}

func TestWriterPutsCommas(t *testing.T) {
	w := &writer{}
	w.object()
	w.key("none")
	w.array()
	w.endArray()
	w.key("days")
	w.array()
	w.day(temporal.MustDay("2023-03-22"))
	w.day(0)
	w.endArray()
	w.key("objects")
	w.array()
	for range 2 {
		w.object()
		w.key("n")
		w.number(-5)
		w.key("is")
		w.bool(true)
		w.key("text")
		w.text("[{:")
		w.key("raw")
		w.raw(`{"a":1}`)
		w.endObject()
	}
	w.endArray()
	w.key("unknown")
	w.numberOrNull(0)
	w.key("unsaid")
	w.textOrNull("")
	w.endObject()
	const object = `{"n":-5,"is":true,"text":"[{:","raw":{"a":1}}`
	want := `{"none":[],"days":["2023-03-22",null],"objects":[` + object + `,` + object + `],"unknown":null,"unsaid":null}`
	if !bytes.Equal(w.b, []byte(want)) {
		t.Errorf("got  %s\nwant %s", w.b, want)
	}
}
