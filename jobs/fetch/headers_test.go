package fetch_test

import (
	"net/http"
	"testing"
	"testing/synctest"
)

// Headers may hold any bytes; what is kept of them is text, or nothing. The
// document does not suffer from it.
func TestHeadersThatAreNoText(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := opens(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/xml; title=Qu\xe9bec")
			w.Header().Set("ETag", "\"Qu\xe9bec\"")
			w.Header().Set("Last-Modified", "22 d\xe9c 2022")
			w.Write([]byte(list))
		})
		got, err := get(t, client(t, p))
		if err != nil || got.ContentType != "" || got.ETag != "" || got.LastModified != "" || string(got.Text) != list {
			t.Errorf("the page is of %q, %q and %q, error %v; want it without", got.ContentType, got.ETag, got.LastModified, err)
		}
	})
}
