package store

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// optional is a text that may be absent, which SQL keeps as NULL and Go as the
// empty text, so that rows can be compared.
type optional string

// Value writes NULL for the empty text.
func (o optional) Value() (driver.Value, error) {
	if o == "" {
		return nil, nil
	}
	return string(o), nil
}

// Scan reads NULL as the empty text.
func (o *optional) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*o = ""
	case string:
		*o = optional(v)
	case []byte:
		*o = optional(v)
	case time.Time: // how a driver hands over a date: midnight UTC
		*o = optional(v.Format(time.DateOnly))
	default:
		return fmt.Errorf("a text was expected, not %T", src)
	}
	return nil
}

// optionalInt is a positive number that may be absent: NULL in SQL, 0 in Go.
type optionalInt int

// Value writes NULL for 0.
func (n optionalInt) Value() (driver.Value, error) {
	if n == 0 {
		return nil, nil
	}
	return int64(n), nil
}

// Scan reads NULL as 0.
func (n *optionalInt) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*n = 0
	case int64:
		*n = optionalInt(v)
	default:
		return fmt.Errorf("a number was expected, not %T", src)
	}
	return nil
}

// belief is a row of the projection: a fact and the revisions between which it
// was held. The columns between ToRevision and Body repeat, for SQL, what Body says.
type belief struct {
	Kind         string
	Key          string
	FromRevision int
	ToRevision   optionalInt
	Person       optional
	Axis         optional
	ValueStatus  optional
	Organization optional
	House        optional
	Parliament   optionalInt
	Riding       optional
	Place        optionalInt
	ValidFrom    optional
	ValidTo      optional
	State        optional
	Basis        optional
	Body         string // the fact's canonical JSON
}

// TableName is the name of the table in SQL.
func (belief) TableName() string { return "beliefs" }

// revision is a row of the chain.
type revision struct {
	Number     int `gorm:"primaryKey;autoIncrement:false"`
	Kind       string
	RecordedAt string
	Actor      string // digest
	Reason     string // digest
	Payload    string
	Previous   string
	Hash       string
}

// TableName is the name of the table in SQL.
func (revision) TableName() string { return "revisions" }

// text is what somebody wrote, under the digest that payloads hold. Salt and
// text are NULL once it is withdrawn, which is not the same as empty.
type text struct {
	Digest string `gorm:"primaryKey"`
	Salt   *string
	Text   *string
}

// TableName is the name of the table in SQL.
func (text) TableName() string { return "texts" }
