package parlinfo

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// columns that a table of roles must have, in any order.
var columns = []string{"PersonRoleId", "PersonId", "LastName", "UsedFirstName", "StartDate", "StartDateIsApproximate",
	"EndDate", "EndDateIsApproximate", "EndReasonTypeEn", "HasCrossedTheFloor", "OrganizationId", "OrganizationLongEn",
	"OrganizationTypeId", "OrganizationProvinceEn", "NameEn"}

func isTable(text []byte) bool {
	head, _, _ := bytes.Cut(text, []byte("\n"))
	return bytes.Contains(head, []byte("PersonRoleId")) && bytes.Contains(head, []byte(","))
}

// table reads a table of roles. It repeats a role once per parliament and
// label; the first row of each role stands for all.
func (p *parser) table(text []byte) {
	rows := csv.NewReader(bytes.NewReader(text))
	rows.ReuseRecord = true
	head, err := rows.Read()
	if err != nil {
		p.fault(BadTable, 0, "row 1", err.Error())
		return
	}
	at := map[string]int{}
	for i, name := range head {
		at[strings.TrimSpace(name)] = i
	}
	for _, name := range columns {
		if _, ok := at[name]; !ok {
			p.fault(BadTable, 0, "row 1", "no column "+name)
			return
		}
	}
	people, order := p.rows(rows, at)
	for _, id := range order {
		p.person(people[id], table)
	}
}

func (p *parser) rows(rows *csv.Reader, at map[string]int) (people map[int]*rawPerson, order []int) {
	people = map[int]*rawPerson{}
	seen := map[int]bool{}
	for n := 2; ; n++ {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return people, order
		}
		var syntax *csv.ParseError
		if errors.As(err, &syntax) && !errors.Is(err, csv.ErrFieldCount) {
			p.fault(BadTable, 0, fmt.Sprintf("row %d", n), err.Error()+"; the rows from here on are left out")
			return people, order
		}
		if err != nil {
			p.fault(BadTable, 0, fmt.Sprintf("row %d", n), err.Error()+"; the row is left out")
			continue
		}
		person, role := p.row(n, row, at)
		if person == nil || seen[role.ID] {
			continue
		}
		seen[role.ID] = true
		if people[person.PersonID] == nil {
			people[person.PersonID] = person
			order = append(order, person.PersonID)
		}
		people[person.PersonID].Roles = append(people[person.PersonID].Roles, role)
	}
}

func (p *parser) row(n int, row []string, at map[string]int) (*rawPerson, rawRole) {
	numbers := map[string]int{}
	for _, name := range []string{"PersonRoleId", "PersonId", "OrganizationId", "OrganizationTypeId"} {
		v, err := strconv.Atoi(row[at[name]])
		if err != nil {
			p.fault(BadTable, 0, fmt.Sprintf("row %d", n), fmt.Sprintf("%s is %q, not a number; the row is left out", name, row[at[name]]))
			return nil, rawRole{}
		}
		numbers[name] = v
	}
	text := func(name string) string { return strings.Clone(row[at[name]]) }
	flag := func(name string) bool { return strings.EqualFold(row[at[name]], "true") }
	person := &rawPerson{PersonID: numbers["PersonId"], Used: text("UsedFirstName"), Last: text("LastName")}
	return person, rawRole{
		ID: numbers["PersonRoleId"], Kind: text("NameEn"), Org: numbers["OrganizationId"], OrgType: numbers["OrganizationTypeId"],
		Start: text("StartDate"), Approximate: flag("StartDateIsApproximate"), End: text("EndDate"), EndApprox: flag("EndDateIsApproximate"),
		Crossed: flag("HasCrossedTheFloor"), En: text("OrganizationLongEn"), Province: text("OrganizationProvinceEn"), EndReason: text("EndReasonTypeEn"),
	}
}
