package sourcetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"caucus/jobs/fetch"
	"caucus/models"
)

// TestWhichReadingsAreWrong: what holds of every source must be able not to.
func TestWhichReadingsAreWrong(t *testing.T) {
	dong := models.Document{Records: []models.Record{{Locator: "line 2"}}}
	page := func() error { return &fetch.Unreadable{Rule: "html", Detail: "The answer is a page in HTML."} }
	for name, c := range map[string]struct {
		d, again      models.Document
		err, errAgain error
		fault         string // holds this
	}{
		"a list":                    {d: dong, again: dong},
		"a page that is refused":    {err: page(), errAgain: page()},
		"another list each time":    {d: dong, fault: "and again"},
		"a page that is read later": {err: page(), fault: "and again"},
		"an error without a rule":   {err: errors.New("x"), errAgain: errors.New("x"), fault: "no rule"},
		"a rule without a reason":   {err: &fetch.Unreadable{Rule: "html"}, errAgain: &fetch.Unreadable{Rule: "html"}, fault: "no reason"},
		"rows of a refused page":    {d: dong, again: dong, err: page(), errAgain: page(), fault: "1 records"},
	} {
		if got := faultOf(c.d, c.again, c.err, c.errAgain); (got == "") != (c.fault == "") || !strings.Contains(got, c.fault) {
			t.Errorf("%s: %q, want %q", name, got, c.fault)
		}
	}
}

func TestTheRuleOfARefusal(t *testing.T) {
	for _, c := range []struct {
		err  error
		rule string
	}{
		{nil, ""}, {errors.New("html"), ""}, {&fetch.Unreadable{Rule: "html", Detail: "a page"}, ""},
		{fmt.Errorf("the list: %w", &fetch.Unreadable{Rule: "html", Detail: "The answer is a page."}), "html"},
	} {
		if got := RuleOf(c.err); got != c.rule {
			t.Errorf("%v has the rule %q, want %q", c.err, got, c.rule)
		}
	}
}
