package parlinfo

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models/temporal"
)

func ada() answerOf {
	return person(7, "Ada ", " Example", seat(71, donValley, "Don Valley North", "2019-10-21", ""), labelled(72, liberal, "2019-10-21", "2020-01-31"))
}

func TestParseReadsEveryShapeOfAPerson(t *testing.T) {
	const table = "\xef\xbb\xbfPersonId,PersonRoleId,LastName,UsedFirstName,StartDate,StartDateIsApproximate,EndDate,EndDateIsApproximate,EndReasonTypeEn,HasCrossedTheFloor,OrganizationId,OrganizationLongEn,OrganizationTypeId,OrganizationProvinceEn,NameEn\n" +
		"7,71,Example,Ada,2019-10-21,False,,False,,False,11579,Don Valley North,35,Ontario,Constituency Member\n" +
		"7,71,Example,Ada,2019-10-21,False,,False,,False,11579,Don Valley North,35,Ontario,Constituency Member\n" +
		"7,72,Example,Ada,2019-10-21,False,2020-01-31,False,,True,4831,Liberal Party of Canada,4,,Party Member\n"
	jsonp := profileText(ada())
	plain := strings.TrimSuffix(jsonp[strings.Index(jsonp, "1(")+2:], ");")
	list := listText(ada())
	bare := list[strings.Index(list, "[") : strings.LastIndex(list, "]")+1]
	for name, text := range map[string]string{
		"7?callback=1": jsonp, "7.json": plain, "list.json": list, "people.json": bare, "federal_experience.csv": table,
	} {
		docs, faults := Parse("capture-2020-10-01/"+name, []byte(text))
		if len(faults) > 0 || len(docs) != 1 {
			t.Errorf("%s: %d documents, faults %v", name, len(docs), faults)
			continue
		}
		d := docs[0]
		if d.Person != 7 || d.Name.Full != "Ada Example" || d.Captured != temporal.MustDay("2020-10-01") || len(d.Roles) != 2 || len(d.SHA256) != 64 {
			t.Errorf("%s: read %+v", name, d)
			continue
		}
		if got := d.Roles[1].Period.String(); got != "2019-10-21/2020-02-01" {
			t.Errorf("%s: the label that ends on 31 January holds %s, want to 1 February exclusive", name, got)
		}
		if !d.Roles[0].Period.Open() || d.Roles[0].Province != "Ontario" {
			t.Errorf("%s: seat %+v", name, d.Roles[0])
		}
	}
}

func TestParseNamesWhatIsWrong(t *testing.T) {
	whole := profileText(ada())
	for _, c := range []struct {
		name, text string
		want       FaultKind
	}{
		{"the error body with status 200", `{"Message":"An error has occurred.","ExceptionMessage":"Value cannot be null."}`, ErrorBody},
		{"zero bytes", "", EmptyDocument},
		{"blanks", " \n\t", EmptyDocument},
		{"a page", "<!DOCTYPE html><html></html>", HTML},
		{"half a profile", whole[:len(whole)/2], TruncatedJSON},
		{"half a list", listText(ada())[:200], TruncatedJSON},
		{"broken UTF-8", "{\"Person\":{\"PersonId\":7,\"LastName\":\"Qu\xe9bec\"}}", InvalidUTF8},
		{"plain text", "Service unavailable", NotJSON},
		{"a comment", "/* nothing */", NotJSON},
		{"JSON of something else", `{"a":1}`, NoPerson},
		{"person 0", `{"Person":{"PersonId":0}}`, NoPerson},
		{"a person that is a number", `{"Person":17}`, NoPerson},
		{"a table without a column", "PersonRoleId,PersonId\n1,2\n", BadTable},
		{"a seat without dates", profileText(person(7, "A", "E", seat(1, 2, "X", "", ""))), NoDates},
		{"a seat on 30 February", profileText(person(7, "A", "E", seat(1, 2, "X", "2020-02-30", ""))), BadDate},
	} {
		_, faults := Parse("x-2020-10-01", []byte(c.text))
		if len(faults) != 1 || faults[0].Kind != c.want {
			t.Errorf("%s: faults %v, want one of kind %s", c.name, faults, c.want)
		}
	}
}

func TestParseKeepsTheRestOfAList(t *testing.T) {
	text := `{"people":[{"PersonId":"x"},{"PersonId":9,"UsedFirstName":"Bo","LastName":"Sample"}]}`
	docs, faults := Parse("list-2024-05-31.json", []byte(text))
	if len(docs) != 1 || docs[0].Person != 9 || len(faults) != 1 || faults[0].Element != "people[0]" {
		t.Errorf("got %v and %v", docs, faults)
	}
}

func TestParseKeepsNothingButNamesAndOffices(t *testing.T) {
	docs, _ := Parse("7", []byte(profileText(ada().with("Death", answerOf{"DateOfDeath": "2001-02-03T00:00:00Z"}))))
	want := []Document{{File: "7", Title: "Profile of person 7", URL: "https://lop.parl.ca/ParlinfoWebAPI/Person/GetPersonWebProfile/7", Person: 7,
		Name: personName("Ada", "Example"), complete: int(profile)}}
	docs[0].SHA256, docs[0].Roles = "", nil
	if diff := cmp.Diff(want, docs, cmp.AllowUnexported(Document{})); diff != "" {
		t.Error(diff)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(profileText(ada())))
	f.Add([]byte(listText(ada())))
	f.Add([]byte("PersonRoleId,PersonId\n"))
	f.Add([]byte("/**/ typeof 1 === 'function' && 1();"))
	f.Add([]byte("[null]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, faults := Parse("fuzz-2020-10-01", data)
		for _, d := range docs {
			if d.Person <= 0 {
				t.Errorf("a document of person %d", d.Person)
			}
			for _, r := range d.Roles {
				if r.Period.From.IsZero() {
					t.Errorf("a role without a start: %+v", r)
				}
			}
		}
		if len(docs) == 0 && len(faults) == 0 && string(data) != `{"people":[]}` && !strings.Contains(string(data), "[") && !strings.Contains(string(data), "PersonRoleId") {
			t.Errorf("nothing read and nothing reported of %q", data)
		}
		Derive(docs, lists(), Reviewed{})
	})
}
