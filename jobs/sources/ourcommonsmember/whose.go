package ourcommonsmember

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

var (
	// idForm is how the House numbers people.
	idForm = regexp.MustCompile(`^[1-9][0-9]{0,8}$`)
	// inAddress is where an address has the id.
	inAddress = regexp.MustCompile(`\(([1-9][0-9]{0,8})\)`)
	// dayInName is a day in the name of a file, which is no id.
	dayInName = regexp.MustCompile(`\d{4}-\d{2}-\d{2}|\d{8}T?\d*Z?`)
	digits    = regexp.MustCompile(`\d+`)
)

// idIn takes the id of the person out of the address of a profile, or out of
// the name of a file if it has one number besides a day. It is empty where
// neither tells.
func idIn(address string) string {
	if m := inAddress.FindAllStringSubmatch(address, -1); m != nil {
		return m[len(m)-1][1]
	}
	name := path.Base(strings.ReplaceAll(address, `\`, "/"))
	if strings.Contains(name, "?") {
		return ""
	}
	numbers := digits.FindAllString(dayInName.ReplaceAllString(name, " "), -1)
	if len(numbers) != 1 || !idForm.MatchString(numbers[0]) {
		return ""
	}
	return numbers[0]
}

// atPerson stands before the id where the row of a person is named.
const atPerson = "PersonId "

// personOf names the person of a document.
func personOf(id string) string {
	if id == "" {
		return "Profile"
	}
	return atPerson + id
}

// whose is the id of the person, empty if neither the address nor the document
// tells. The error is a fetch.Unreadable: the document is of somebody else.
func (p *profile) whose(asked string) (string, error) {
	id := asked
	for _, said := range p.ids() {
		switch {
		case !idForm.MatchString(said):
			return "", unreadable("wrong_format", "The PersonId "+quote(said)+" is no id; right would be a number such as 105091.")
		case id == "":
			id = said
		case id != said:
			return "", unreadable("wrong_format", fmt.Sprintf("The profile of %s was asked for, and the one that was served is of %s.", id, said))
		}
	}
	return id, nil
}

// ids are what the document says itself of whose it is.
func (p *profile) ids() (list []string) {
	list = append(list, p.PersonID...)
	for _, roles := range [][]role{p.Seats, p.Labels, p.Candidate} {
		for i := range roles {
			for _, e := range roles[i].Elements {
				if e.XMLName.Local == "PersonId" {
					list = append(list, e.Text)
				}
			}
		}
	}
	kept := list[:0]
	for _, id := range list {
		if id = strings.TrimSpace(id); id != "" && id != "0" {
			kept = append(kept, id)
		}
	}
	return kept
}
