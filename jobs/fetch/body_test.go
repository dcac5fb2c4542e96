package fetch_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"math/rand"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"caucus/jobs/fetch"
	"caucus/models"
)

func zipped(t *testing.T, b []byte) []byte {
	t.Helper()
	var to bytes.Buffer
	z, err := gzip.NewWriterLevel(&to, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	z.Write(b)
	z.Close()
	return to.Bytes()
}

func noise(n int) []byte {
	b := make([]byte, n)
	rand.New(rand.NewSource(1)).Read(b)
	return b
}

func TestCompressedDocuments(t *testing.T) {
	const host = "www.ourcommons.example "
	text := strings.Repeat(list, 1000)
	whole := zipped(t, []byte(text))
	damaged := bytes.Clone(whole)
	damaged[len(damaged)-6] ^= 1 // of the checksum
	twisted := bytes.Clone(whole)
	twisted[20] ^= 0xff
	for name, c := range map[string]struct {
		encoding string
		body     []byte
		want     string // the error
		text     string
	}{
		"a list":                     {"gzip", whole, "", text},
		"by its old name":            {"X-GZIP", whole, "", text},
		"in two parts":               {"gzip", append(zipped(t, []byte("Bloc ")), zipped(t, []byte("Québécois"))...), "", "Bloc Québécois"},
		"nothing":                    {"gzip", nil, "", ""},
		"nothing, compressed":        {"gzip", zipped(t, nil), "", ""},
		"not compressed at all":      {"identity", []byte(list), "", list},
		"not compressed as it says":  {"gzip", []byte("<html>secret</html>"), host + "sent a compressed document that is damaged (3 tries)", ""},
		"cut off":                    {"gzip", whole[:len(whole)-9], host + "broke the document off before its end (3 tries)", ""},
		"cut off in its head":        {"gzip", whole[:4], host + "broke the document off before its end (3 tries)", ""},
		"with a wrong checksum":      {"gzip", damaged, host + "sent a compressed document that is damaged (3 tries)", ""},
		"twisted":                    {"gzip", twisted, host + "sent a compressed document that is damaged (3 tries)", ""},
		"with something behind it":   {"gzip", append(bytes.Clone(whole), "secret behind it"...), host + "sent a compressed document that is damaged (3 tries)", ""},
		"twice":                      {"gzip, gzip", whole, host + `sent a document in the encoding "gzip, gzip", which was not asked for`, ""},
		"a bomb":                     {"gzip", zipped(t, make([]byte, 8<<20)), host + "sent a compressed document that grows beyond all reason", ""},
		"a large one that is honest": {"gzip", zipped(t, noise(2<<20)), host + "sent a document of more than 1048576 bytes", ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := opens(t, func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Encoding", c.encoding)
					w.Write(c.body)
				})
				r := members
				if name == "a large one that is honest" {
					r.MaxBytes = 1 << 20
				}
				got, err := client(t, p).Get(t.Context(), commons, r, models.Served{})
				if c.want == "" {
					if err != nil || string(got.Text) != c.text {
						t.Errorf("%.40q, %v", got.Text, err)
					}
					return
				}
				if u := unavailable(t, err); u.Error() != c.want {
					t.Errorf("got  %v\nwant %s", u, c.want)
				}
			})
		})
	}
}

// A document of a gigabyte over a real connection takes neither the memory nor
// the time of one.
func TestAGigabyte(t *testing.T) {
	for name, length := range map[string]string{"without saying so": "", "and says so": strconv.Itoa(1 << 30)} {
		var sent atomic.Int64
		done := make(chan struct{})
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			defer close(done)
			if length != "" {
				w.Header().Set("Content-Length", length)
			}
			piece := make([]byte, 64<<10)
			for sent.Load() < 1<<30 {
				n, err := w.Write(piece)
				if sent.Add(int64(n)); err != nil {
					return
				}
			}
		}))
		c, err := fetch.New(fetch.Options{Agent: "caucus/1", Clock: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err = c.Get(t.Context(), fetch.Site{Source: "s", Public: s.URL + "/"}, fetch.Request{MaxBytes: 1 << 20}, models.Served{})
		runtime.ReadMemStats(&after)
		<-done
		s.Close()
		if u := unavailable(t, err); !strings.HasSuffix(u.Reason, "sent a document of more than 1048576 bytes") {
			t.Errorf("%s: %v", name, u)
		}
		// All that was ever allocated, by both ends: the document grows by
		// doubling at worst, and is thrown away.
		if took := after.TotalAlloc - before.TotalAlloc; took > 16<<20 || sent.Load() > 64<<20 {
			t.Errorf("%s: %d MB were allocated, %d MB sent", name, took>>20, sent.Load()>>20)
		} else {
			t.Logf("%s: %d KB were allocated, %d KB sent", name, took>>10, sent.Load()>>10)
		}
	}
}

func TestTheLimitIsExact(t *testing.T) {
	for _, encoding := range []string{"", "gzip"} {
		for size, fits := range map[int]bool{4999: true, 5000: true, 5001: false} {
			synctest.Test(t, func(t *testing.T) {
				p := opens(t, func(w http.ResponseWriter, _ *http.Request) {
					body := bytes.Repeat([]byte("x"), size)
					if encoding != "" {
						w.Header().Set("Content-Encoding", encoding)
						body = zipped(t, body)
					} else {
						w.(http.Flusher).Flush() // the length is not said
					}
					w.Write(body)
				})
				got, err := client(t, p).Get(t.Context(), commons, fetch.Request{MaxBytes: 5000}, models.Served{})
				if (err == nil) != fits || fits && len(got.Body) != size {
					t.Errorf("%d bytes %s: %d, %v", size, encoding, len(got.Body), err)
				}
			})
		}
	}
}

// A certificate that nobody vouches for is no matter for another try.
func TestACertificateThatIsNotValid(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, list) }))
	s.Config.ErrorLog = quiet
	s.StartTLS()
	defer s.Close()
	c, err := fetch.New(fetch.Options{Agent: "caucus/1", Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Get(t.Context(), fetch.Site{Source: "s", Public: s.URL + "/"}, members, models.Served{})
	if u := unavailable(t, err); u.Reason != "has a certificate that is not valid" || u.Tries != 1 {
		t.Errorf("%+v", u)
	}
	if errors.Is(err, models.ErrNotFound) {
		t.Error("it is there")
	}
}
