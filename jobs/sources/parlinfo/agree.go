package parlinfo

import (
	"fmt"
	"slices"
	"strings"

	"caucus/models/temporal"
)

// disagree compares the text that sums up the federal labels of a person,
// "Independent (2023/03/22 - )<br>Liberal Party of Canada (2019/10/21 -
// 2023/03/21)<br>", with the roles: both are made from one database, so that
// one of them is wrong where they differ. It says what differs; empty if
// nothing does.
func disagree(parties string, d *Document) string {
	var text, roles []string
	for part := range strings.SplitSeq(parties, "<br>") {
		if part = blanks(part); part != "" {
			text = append(text, part)
		}
	}
	for _, r := range rolesOf(d, PartyLabel) {
		roles = append(roles, summary(r))
	}
	slices.Sort(text)
	slices.Sort(roles)
	if slices.Equal(text, roles) {
		return ""
	}
	return fmt.Sprintf("PartyEn says %q, the roles say %q; the two should be the same, and the person is left out", text, roles)
}

// summary writes a label as the text does: of a day that is approximate only
// the year.
func summary(r *Role) string {
	return r.Name.En + " (" + slashed(r.Period.From, r.Approximate) + " - " + slashed(r.Period.LastDay(), r.EndApprox) + ")"
}

func slashed(d temporal.Day, approximate bool) string {
	if d.IsZero() {
		return ""
	}
	if approximate {
		year, _, _ := d.Date()
		return fmt.Sprintf("%04d", year)
	}
	return strings.ReplaceAll(d.String(), "-", "/")
}
