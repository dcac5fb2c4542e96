package handlers

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"caucus/models"
)

// healthz says that the process is up.
func healthz(c *gin.Context) { writeJSON(c, []byte(`{"status":"ok"}`)) }

// readyz says whether questions can be answered, and if it is asked to be
// verbose, what else is known of the state of the process.
func (a *api) readyz(c *gin.Context) {
	r := a.Registers.Current()
	if r == nil {
		a.fail(c, fmt.Errorf("no register is loaded: %w", models.ErrUnavailable))
		return
	}
	if c.Request.URL.Query().Has("verbose") {
		a.readiness(c, r)
		return
	}
	writeJSON(c, []byte(`{"status":"ready","revision":`+strconv.Itoa(r.Head().Number)+`}`))
}

// indexBody names the routes to whoever comes without a question.
const indexBody = `{"name":"caucus","about":"Who sits in which caucus of the House of Commons of Canada, since when, why, and who says so.","routes":[
{"path":"/api/v1/standings","about":"seats of each designation or caucus on a day","example":"/api/v1/standings?on=2023-03-22"},
{"path":"/api/v1/people","about":"people by name, caucus, riding or parliament, ordered by family name","example":"/api/v1/people?q=dong&on=2023-03-22"},
{"path":"/api/v1/people/{id}","about":"one person, with tenures, timelines, changes and citations","example":"/api/v1/people/ourcommons:105091?on=2023-03-22"},
{"path":"/api/v1/changes","about":"who changed caucus, label or party, newest first","example":"/api/v1/changes?from=2015-10-19"},
{"path":"/api/v1/standings/history","about":"how the seats changed, day by day","example":"/api/v1/standings/history?parliament=44"},
{"path":"/api/v1/standings/compare","about":"two days side by side, with the changes between them","example":"/api/v1/standings/compare?from=2023-03-21&to=2023-03-22"},
{"path":"/api/v1/ridings","about":"ridings by name, with who holds their seats on a day","example":"/api/v1/ridings?existing=true&province=PE&on=2023-03-22"},
{"path":"/api/v1/ridings/{id}","about":"one riding, with its names and everybody who sat for it","example":"/api/v1/ridings/fed:35023"},
{"path":"/api/v1/caucuses","about":"caucuses, with their members on a day","example":"/api/v1/caucuses?sitting=true"},
{"path":"/api/v1/caucuses/{id}","about":"one caucus, with its members on a day and its seats through time","example":"/api/v1/caucuses/org_bloc"},
{"path":"/api/v1/parties","about":"parties, with their members on a day","example":"/api/v1/parties?sitting=true"},
{"path":"/api/v1/parties/{id}","about":"one party, with what became of it","example":"/api/v1/parties/org_reform"},
{"path":"/api/v1/parliaments","about":"parliaments by number","example":"/api/v1/parliaments"},
{"path":"/api/v1/parliaments/{number}","about":"one parliament, with everybody who sat in it","example":"/api/v1/parliaments/44"},
{"path":"/api/v1/people/{id}/explanation","about":"why somebody is listed so on a day, in one sentence","example":"/api/v1/people/ourcommons:105091/explanation?on=2023-03-22"},
{"path":"/api/v1/resolve","about":"up to 1000 affiliations on their days, by POST","example":"/api/v1/docs"},
{"path":"/api/v1/revisions","about":"what was written to this register, when and by whom","example":"/api/v1/revisions"},
{"path":"/api/v1/revisions/stream","about":"what is written to this register, as it is written: server-sent events","example":"/api/v1/revisions/stream?after=0"},
{"path":"/api/v1/revisions/{number}","about":"what one revision opened and closed","example":"/api/v1/revisions/1?kind=parliament"},
{"path":"/api/v1/corrections","about":"what this register had wrong","example":"/api/v1/corrections"},
{"path":"/api/v1/sources","about":"how up to date each source keeps the register","example":"/api/v1/sources"},
{"path":"/api/v1/sources/{id}","about":"how up to date one source keeps the register","example":"/api/v1/sources/parlinfo"},
{"path":"/api/v1/sources/{id}/runs","about":"how it went to ask a source","example":"/api/v1/sources/parlinfo/runs"},
{"path":"/api/v1/people/{id}/sources","about":"what each source says of one person now","example":"/api/v1/people/ourcommons:105091/sources"},
{"path":"/api/v1/claims","about":"what each source says, beside what is believed, and why","example":"/api/v1/claims?person=ourcommons:105091"},
{"path":"/api/v1/queue","about":"what waits for a decision","example":"/api/v1/queue"},
{"path":"/api/v1/openapi.json","about":"the contract of the API, OpenAPI 3.1","example":"/api/v1/openapi.json"},
{"path":"/api/v1/docs","about":"a page to try the API","example":"/api/v1/docs"},
{"path":"/healthz","about":"whether the process is up","example":"/healthz"},
{"path":"/readyz","about":"whether the register is loaded","example":"/readyz"},
{"path":"/metrics","about":"how the process does, for Prometheus","example":"/metrics"}]}
`

func index(c *gin.Context) { writeJSON(c, []byte(indexBody)) }

var contentJSON = []string{"application/json"}

// writeJSON writes a body that is complete.
func writeJSON(c *gin.Context, body []byte) { writeBody(c, contentJSON, body) }

func writeBody(c *gin.Context, contentType []string, body []byte) {
	h := c.Writer.Header()
	h["Content-Type"] = contentType
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	c.Writer.WriteHeader(http.StatusOK)
	if c.Request.Method == http.MethodHead {
		body = nil
	}
	_, _ = c.Writer.Write(body) // if it fails the caller has gone; there is nobody to tell
}
