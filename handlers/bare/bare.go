// Package bare is Gin and nothing else: a server that answers with bytes which
// were ready before it began. Nothing that works out its answers can be faster,
// so speed over HTTP is told as a share of its speed.
package bare

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
)

// Answer is the body that is ready for one question.
type Answer struct {
	Question string // path and query, as they are asked
	ETag     string // whoever sends it as If-None-Match is answered 304
	Body     []byte
}

// Write writes answers for [Read], one after the other.
func Write(w io.Writer) func(Answer) error {
	e := gob.NewEncoder(w)
	return func(a Answer) error {
		if err := e.Encode(a); err != nil {
			return fmt.Errorf("write the answer to %s: %w", a.Question, err)
		}
		return nil
	}
}

// Read reads all answers that [Write] wrote, by question.
func Read(r io.Reader) (map[string]Answer, error) {
	d := gob.NewDecoder(r)
	answers := map[string]Answer{}
	for {
		var a Answer
		switch err := d.Decode(&a); {
		case errors.Is(err, io.EOF):
			return answers, nil
		case err != nil:
			return nil, fmt.Errorf("read answer %d: %w", len(answers)+1, err)
		}
		answers[a.Question] = a
	}
}

// New returns the server. What it has no answer for is a 404.
func New(answers map[string]Answer) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	say := func(c *gin.Context) { answer(c, answers) }
	for _, path := range [...]string{"/api/v1/people", "/api/v1/people/:id", "/api/v1/changes", "/api/v1/standings"} {
		e.GET(path, say)
	}
	return e
}

func answer(c *gin.Context, answers map[string]Answer) {
	a, ok := answers[c.Request.RequestURI]
	switch {
	case !ok:
		c.Status(http.StatusNotFound)
	case a.ETag != "" && c.GetHeader("If-None-Match") == a.ETag:
		c.Header("ETag", a.ETag)
		c.Status(http.StatusNotModified)
	default:
		c.Data(http.StatusOK, "application/json", a.Body)
	}
}
