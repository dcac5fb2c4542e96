package store

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"caucus/models"
)

// payloadVersion is the form of the payloads written now. A payload is never
// rewritten, so every version ever written must stay readable.
const payloadVersion = 1

// payload is what a revision says, as its text is read back.
type payload struct {
	Version    int          `json:"version"`
	Number     int          `json:"number"`
	Kind       string       `json:"kind"`
	RecordedAt string       `json:"recorded_at"` // with six decimals, as in the column
	Actor      string       `json:"actor"`       // digest
	Reason     string       `json:"reason"`      // digest
	Close      []models.Ref `json:"close"`
	Open       []opened     `json:"open"`
}

// opened is one fact of a payload.
type opened struct {
	Kind models.Kind     `json:"kind"`
	Fact json.RawMessage `json:"fact"`
}

// head is a payload's first part, which differs between two revisions that
// close and open the same.
func (r revision) head() string {
	return fmt.Sprintf(`{"version":%d,"number":%d,"kind":%s,"recorded_at":%s,"actor":%s,"reason":%s,`,
		payloadVersion, r.Number, quote(r.Kind), quote(r.RecordedAt), quote(r.Actor), quote(r.Reason))
}

// content is the rest of a payload: what is closed and opened, each in the
// order of kinds and keys.
func content(close []models.Ref, open []belief) string {
	var buf bytes.Buffer
	buf.WriteString(`"close":[`)
	for i, ref := range close {
		comma(&buf, i)
		fmt.Fprintf(&buf, `{"kind":%s,"key":%s}`, quote(string(ref.Kind)), quote(ref.Key))
	}
	buf.WriteString(`],"open":[`)
	for i, b := range open {
		comma(&buf, i)
		buf.WriteString(`{"kind":` + quote(b.Kind) + `,"fact":`)
		buf.WriteString(b.Body)
		buf.WriteByte('}')
	}
	buf.WriteString(`]}`)
	return buf.String()
}

func comma(buf *bytes.Buffer, i int) {
	if i > 0 {
		buf.WriteByte(',')
	}
}

// quote writes a JSON string without escaping HTML.
func quote(s string) string {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string always encodes
	return string(bytes.TrimRight(buf.Bytes(), "\n"))
}

// chain is the hash of a revision: of the hash before it (empty for the first)
// and of its payload.
func chain(previous, payload string) string { return sum(previous + "\n" + payload) }

// digest stands for a text in payloads.
func digest(salt, text string) string { return sum(salt + "\n" + text) }

func sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// freshSalt keeps a withdrawn text from being guessed.
func freshSalt(string) string { return rand.Text() }

// fixedSalt returns salts that follow from what a revision says, for the
// dataset that every installation must begin with alike. Its texts are public.
func fixedSalt(previous, content string) func(string) string {
	return func(field string) string { return sum(field + "\n" + previous + "\n" + content)[:32] }
}
