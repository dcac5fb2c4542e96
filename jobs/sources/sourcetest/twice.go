package sourcetest

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"caucus/jobs/fetch"
	"caucus/models"
)

// Reader is a source, as far as it reads.
type Reader interface {
	Read(fetch.Page) (models.Document, error)
}

// ReadTwice holds a source to what is true of whatever it is served: a page is
// refused with a rule and a reason, or read, and the second time as the first.
// read is false of a page that is refused.
func ReadTwice(t testing.TB, source Reader, p fetch.Page) (d models.Document, read bool) {
	t.Helper()
	d, err := source.Read(p)
	again, errAgain := source.Read(p)
	if fault := faultOf(d, again, err, errAgain); fault != "" {
		t.Fatal(fault)
	}
	return d, err == nil
}

// faultOf is what is wrong with two readings of one page; empty if nothing is.
func faultOf(d, again models.Document, err, errAgain error) string {
	if !reflect.DeepEqual(err, errAgain) || !reflect.DeepEqual(d, again) {
		return fmt.Sprintf("read once as %+v, %v, and again as %+v, %v", d, err, again, errAgain)
	}
	if err == nil {
		return ""
	}
	if u, ok := errors.AsType[*fetch.Unreadable](err); !ok || u.Rule == "" || u.Detail == "" {
		return fmt.Sprintf("the error names no rule or no reason: %v", err)
	}
	if len(d.Records) > 0 {
		return fmt.Sprintf("%d records of a page that is refused: %v", len(d.Records), err)
	}
	return ""
}
