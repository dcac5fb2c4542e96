package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// routes is every route on one screen. Those of /api/v1 that are
// not about now also take on, known_at and revision.
func (a *api) routes(e *gin.Engine) {
	e.Use(a.measured, a.logged, a.recovered, open)
	e.NoRoute(a.noRoute)
	e.NoMethod(a.noMethod)

	read(e, "/", index)
	read(e, "/healthz", healthz)
	read(e, "/readyz", a.readyz)
	read(e, "/metrics", a.tellMetrics)
	read(e, "/openapi.json", a.moved("/api/v1/openapi.json"))
	read(e, "/docs", a.moved("/api/v1/docs"))

	read(e, "/api/v1/openapi.json", a.contract())
	read(e, "/api/v1/docs", a.docs())
	read(e, "/api/v1/docs/:file", a.docsFile)

	list(e, "/api/v1/people", a.answerOnce(people, "q", "sitting", "caucus", "designation", "party",
		"riding", "province", "parliament", "state", "limit", "after"))
	read(e, "/api/v1/people/:id", a.answerOnce(person))
	read(e, "/api/v1/people/:id/explanation", a.answerOnce(explanation))
	read(e, "/api/v1/people/:id/sources", a.answerNow(a.personSources))
	list(e, "/api/v1/changes", a.answerOnce(changes, "from", "to", "kind", "cause", "person", "caucus", "from_caucus",
		"to_caucus", "parliament", "state", "known_since", "limit", "after"))
	list(e, "/api/v1/standings", a.answer(standings, "axis"))
	list(e, "/api/v1/standings/history", a.answerOnce(history, "axis", "from", "to", "parliament", "limit", "after"))
	list(e, "/api/v1/standings/compare", a.answerOnce(compare, "from", "to", "axis", "kind", "limit", "after"))
	list(e, "/api/v1/ridings", a.answerOnce(ridings, "q", "province", "parliament", "order", "existing", "limit", "after"))
	read(e, "/api/v1/ridings/:id", a.answerOnce(riding))
	list(e, "/api/v1/caucuses", a.answerOnce(caucusList.list, "q", "sitting", "limit", "after"))
	read(e, "/api/v1/caucuses/:id", a.answerOnce(caucusList.tell))
	list(e, "/api/v1/parties", a.answerOnce(partyList.list, "q", "sitting", "limit", "after"))
	read(e, "/api/v1/parties/:id", a.answerOnce(partyList.tell))
	list(e, "/api/v1/parliaments", a.answerOnce(parliaments, "limit", "after"))
	read(e, "/api/v1/parliaments/:number", a.answerOnce(parliament))
	post(e, "/api/v1/resolve", a.resolve)
	post(e, "/api/v1/resolve.csv", a.resolve)
	list(e, "/api/v1/revisions", a.answer(a.revisions, "kind", "actor", "limit", "after"))
	read(e, "/api/v1/revisions/stream", a.stream)
	read(e, "/api/v1/revisions/:number", a.answer(a.revision, "kind", "person", "limit", "after"))
	list(e, "/api/v1/corrections", a.answer(a.corrections, "kind", "person", "limit", "after"))
	list(e, "/api/v1/sources", a.answerNow(a.sourceList, "limit", "after"))
	read(e, "/api/v1/sources/:id", a.answerNow(a.sourceAlone))
	list(e, "/api/v1/sources/:id/runs", a.answerNow(a.runList, "outcome", "limit", "after"))
	list(e, "/api/v1/claims", a.answerNow(a.claimList, "person", "source", "about", "gone", "limit", "after"))
	list(e, "/api/v1/queue", a.answerNow(a.queue, "kind", "source", "person", "settled", "limit", "after"))
}

// list is read, under the path and under that of the CSV file.
func list(e *gin.Engine, path string, h gin.HandlerFunc) {
	read(e, path, h)
	read(e, path+".csv", h)
}

// read takes GET and HEAD, and says so to OPTIONS.
func read(e *gin.Engine, path string, h gin.HandlerFunc) {
	e.GET(path, h)
	e.HEAD(path, h)
	e.OPTIONS(path, func(c *gin.Context) {
		c.Header("Allow", methods)
		c.Status(http.StatusNoContent)
	})
}

// post takes POST, and says so to OPTIONS.
func post(e *gin.Engine, path string, h gin.HandlerFunc) {
	const methods = "OPTIONS, POST"
	e.POST(path, h)
	e.OPTIONS(path, func(c *gin.Context) {
		c.Header("Allow", methods)
		c.Header("Access-Control-Allow-Methods", methods)
		c.Status(http.StatusNoContent)
	})
}
