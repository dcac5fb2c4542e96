package handlers

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"

	"caucus/handlers/problem"
)

// methods are those that every route takes.
const methods = "GET, HEAD, OPTIONS"

// Header values that never change, shared by all answers.
var (
	anyOrigin     = []string{"*"}
	exposed       = []string{"Allow, Content-Disposition, ETag, Link, Retry-After"}
	noSniff       = []string{"nosniff"}
	preflightAge  = []string{"86400"}
	allowedByCORS = []string{methods}
)

// open lets pages of every origin read every answer, errors and preflights too.
// The answers are the same for all and carry no credentials, so the headers do
// not depend on the request: a cache needs no Vary.
func open(c *gin.Context) {
	h := c.Writer.Header()
	h["Access-Control-Allow-Origin"] = anyOrigin
	h["Access-Control-Expose-Headers"] = exposed
	h["X-Content-Type-Options"] = noSniff
	if c.Request.Method == http.MethodOptions {
		h["Access-Control-Allow-Methods"] = allowedByCORS
		h["Access-Control-Allow-Headers"] = anyOrigin
		h["Access-Control-Max-Age"] = preflightAge
	}
	c.Next()
}

// logged notes each request if the log takes that much.
func (a *api) logged(c *gin.Context) {
	if !a.Log.Enabled(c.Request.Context(), slog.LevelDebug) {
		c.Next()
		return
	}
	start := a.Clock()
	c.Next()
	a.Log.Debug("answered", "method", c.Request.Method, "path", c.Request.URL.Path, "query", c.Request.URL.RawQuery,
		"status", c.Writer.Status(), "bytes", c.Writer.Size(), "took", a.Clock().Sub(start), "from", c.ClientIP())
}

// recovered turns a panic into a problem that shows nothing, and logs all of
// it. An answer is built before its first byte is written, so there is always
// room for the problem.
func (a *api) recovered(c *gin.Context) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if p == http.ErrAbortHandler {
			panic(p)
		}
		a.Log.Error("panic", "method", c.Request.Method, "path", c.Request.URL.Path, "query", c.Request.URL.RawQuery,
			"panic", fmt.Sprint(p), "stack", string(debug.Stack()))
		c.Abort()
		if !c.Writer.Written() {
			problem.Write(c.Writer, c.Request, fmt.Errorf("panic: %v", p))
		}
	}()
	c.Next()
}

// fail answers with the problem that an error is, and logs those of ours.
func (a *api) fail(c *gin.Context, err error) {
	if problem.Write(c.Writer, c.Request, err) == http.StatusInternalServerError {
		a.Log.Error("question", "method", c.Request.Method, "path", c.Request.URL.Path, "query", c.Request.URL.RawQuery, "error", err)
	}
}

// noRoute tells that there is nothing, but not to a preflight: a browser takes
// whatever is no success for a refusal, and then never asks the question whose
// answer would say so.
func (a *api) noRoute(c *gin.Context) {
	if preflight(c.Request) {
		c.Status(http.StatusNoContent)
		return
	}
	a.fail(c, problem.ErrNoRoute)
}

func (a *api) noMethod(c *gin.Context) { a.fail(c, problem.ErrMethod) }

// preflight reports whether a browser asks on behalf of a page if it may ask.
func preflight(r *http.Request) bool {
	return r.Method == http.MethodOptions && r.Header.Get("Origin") != "" && r.Header.Get("Access-Control-Request-Method") != ""
}
