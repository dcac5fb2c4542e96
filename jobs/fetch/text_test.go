package fetch_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf8"

	"caucus/jobs/fetch"
	"caucus/models"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

func TestCharsets(t *testing.T) {
	const caucus = "Bloc Québécois — l’Acadie"
	latin, err := charmap.Windows1252.NewEncoder().String(caucus)
	if err != nil {
		t.Fatal(err)
	}
	little, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(caucus)
	big, _ := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(caucus)
	declares := func(charset string) string { return `<?xml version="1.0" encoding="` + charset + `"?><a>` }
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(declares("utf-16") + caucus)
	for name, c := range map[string]struct {
		contentType, body string
		want              string // the text
		fault             string // part of the sentence, where it cannot be read
	}{
		"nobody says anything":                      {"", caucus, caucus, ""},
		"nobody says anything, and it is not UTF-8": {"text/csv", latin, "", `not in the charset "utf-8"`},
		"a mark":                                             {"text/csv", "\xef\xbb\xbf" + caucus, caucus, ""},
		"a mark against the header":                          {"text/csv; charset=windows-1252", "\xef\xbb\xbf" + caucus, caucus, ""},
		"only a mark":                                        {"text/csv", "\xef\xbb\xbf", "", ""},
		"a mark of UTF-16":                                   {"text/csv", "\xff\xfe" + little, caucus, ""},
		"a mark of UTF-16, big end first":                    {"text/csv; charset=utf-16", "\xfe\xff" + big, caucus, ""},
		"UTF-16 by the header":                               {"text/csv; charset=UTF-16BE", big, caucus, ""},
		"UTF-16 by how a declaration looks":                  {"application/xml", wide, declares("UTF-8") + caucus, ""},
		"half a letter of UTF-16":                            {"text/csv", "\xff\xfe" + little + "x", "", `not in the charset "utf-16le"`},
		"half a pair of UTF-16":                              {"text/csv; charset=utf-16le", "\x00\xd8a\x00", "", `not in the charset "utf-16le"`},
		"Windows-1252 by the header":                         {`text/csv; charset="Windows-1252"`, latin, caucus, ""},
		"Latin-1, which is Windows-1252":                     {"text/csv; charset=iso-8859-1", latin, caucus, ""},
		"the euro":                                           {"text/csv; charset=iso-8859-15", "\xa4", "€", ""},
		"Windows-1252 by the declaration":                    {"application/xml", declares("windows-1252") + latin, declares("UTF-8") + caucus, ""},
		"the header against the declaration":                 {"application/xml; charset=windows-1252", declares("utf-8") + latin, declares("utf-8") + caucus, ""},
		"UTF-8 that is called Latin-1":                       {"application/xml; charset=iso-8859-1", declares("utf-8") + caucus, declares("utf-8") + caucus, ""},
		"UTF-8 that is called Latin-1, and nobody else says": {"text/csv; charset=iso-8859-1", caucus, "", `said to be in the charset "iso-8859-1", but its bytes`},
		"UTF-8 that calls itself Latin-1":                    {"application/xml", declares("iso-8859-1") + caucus, "", `said to be in the charset "iso-8859-1", but its bytes`},
		"letters of ASCII only":                              {"text/csv; charset=us-ascii", "Bloc", "Bloc", ""},
		"bytes that are not UTF-8, though it says so":        {"text/csv; charset=utf-8", "caf\xe9", "", `not in the charset "utf-8"`},
		"a charset that nobody has":                          {"text/csv; charset=x-secret", caucus, "", `the charset "x-secret", which is not read`},
		"a charset of elsewhere":                             {"application/xml", declares("koi8-r") + caucus, "", `the charset "koi8-r", which is not read`},
		"a header that is none":                              {"text/csv; charset", caucus, caucus, ""},
		"a declaration further down":                         {"text/csv", "x" + declares("koi8-r") + caucus, "x" + declares("koi8-r") + caucus, ""},
	} {
		t.Run(name, func(t *testing.T) {
			body := []byte(c.body)
			got, err := fetch.Text(body, c.contentType)
			if string(body) != c.body {
				t.Error("the document was changed")
			}
			if c.fault == "" {
				if err != nil || string(got) != c.want {
					t.Errorf("got %q, %v; want %q", got, err, c.want)
				}
				return
			}
			u, ok := errors.AsType[*fetch.Unreadable](err)
			if !ok || u.Rule != "invalid_text" || !strings.Contains(u.Detail, c.fault) || got != nil {
				t.Errorf("got %q, %v; want %q", got, err, c.fault)
			}
		})
	}
}

// What cannot be read is kept all the same: it is what was served.
func TestAPageThatIsNoText(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := opens(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/csv; charset=utf-8")
			io.WriteString(w, "caf\xe9")
		})
		got, err := get(t, client(t, p))
		if _, ok := errors.AsType[*fetch.Unreadable](err); !ok || errors.Is(err, models.ErrUnavailable) {
			t.Errorf("got %v", err)
		}
		if string(got.Body) != "caf\xe9" || got.Text != nil || got.Snapshot == "" || p.asked.Load() != 1 {
			t.Errorf("%+v", got)
		}
	})
}

// Whatever Windows-1252 or UTF-16 can write comes back unless it is ambiguous,
// and a reader of XML that knows UTF-8 alone can read it.
func TestTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOfN(rapid.RuneFrom([]rune("abc éàœŒ—’€“ôÎ")), 0, 40, -1).Draw(t, "letters")
		charset := rapid.SampledFrom([]string{"windows-1252", "utf-16le", "utf-16be", "utf-8"}).Draw(t, "charset")
		document := `<?xml version='1.0'  encoding = '` + charset + `' ?><a>` + letters + `</a>`
		body := document
		switch charset {
		case "windows-1252":
			body, _ = charmap.Windows1252.NewEncoder().String(document)
		case "utf-16le":
			body, _ = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(document)
		case "utf-16be":
			body, _ = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(document)
		}
		text, err := fetch.Text([]byte(body), "application/xml")
		if charset == "windows-1252" && utf8.ValidString(body) && body != document {
			if err == nil { // as "Îœ", whose bytes are a Greek letter in UTF-8
				t.Fatal("it could be either, and one was chosen")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		var got string
		if err := xml.Unmarshal(text, &got); err != nil || got != letters {
			t.Fatalf("got %q, %v; want %q", got, err, letters)
		}
	})
}

func FuzzText(f *testing.F) {
	f.Add([]byte("\xef\xbb\xbf"+list), "text/csv")
	f.Add([]byte("\xff\xfea\x00"), "")
	f.Add([]byte("caf\xe9"), "text/csv; charset=iso-8859-1")
	f.Add([]byte(`<?xml encoding="utf-16"?>`), "application/xml")
	f.Add([]byte("<\x00?\x00"), "a/b; charset=\"")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		before := bytes.Clone(body)
		text, err := fetch.Text(body, contentType)
		if !bytes.Equal(before, body) {
			t.Error("the document was changed")
		}
		if err != nil {
			if u, ok := errors.AsType[*fetch.Unreadable](err); !ok || len(u.Detail) > 400 || text != nil {
				t.Errorf("%q, %v", text, err)
			}
			return
		}
		if !utf8.Valid(text) {
			t.Errorf("%q is not UTF-8", text)
		}
		if again, err := fetch.Text(text, ""); err != nil || !bytes.Equal(again, bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))) && !bytes.HasPrefix(text, []byte("<\x00?")) && !bytes.HasPrefix(text, []byte("\x00<\x00?")) {
			t.Errorf("of its own text: %q, %v", again, err)
		}
	})
}
