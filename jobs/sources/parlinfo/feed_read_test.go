package parlinfo

import (
	"errors"
	"strings"
	"testing"

	"caucus/jobs/fetch"
	"caucus/jobs/sources/sourcetest"
	"caucus/models"
)

// TestWhatTheDocumentsSay compares what is read with what a person has looked
// through.
func TestWhatTheDocumentsSay(t *testing.T) {
	for _, c := range []struct{ file, address string }{
		{"list.json", listAddress}, {"profile.jsonp", publisher + profilePath + "18449?callback=1"},
	} {
		t.Run(c.file, func(t *testing.T) {
			d, err := feed(t).Read(pageOf(c.address, load(t, c.file)))
			if err != nil {
				t.Fatal(err)
			}
			sourcetest.Golden(t, inFeed(c.file+".golden"), d)
		})
	}
}

func TestWhomAListHolds(t *testing.T) {
	bare := load(t, "list.json")
	for _, c := range []struct {
		name, address, text string
		want                models.Scope
	}{
		{"currently in office", listAddress, bare, models.ListsSitting},
		{"with a callback", listAddress + "&callback=1", "/**/ typeof 1 === 'function' && 1(" + bare + ");", models.ListsSitting},
		{"everyone since 1867", publisher + "Person/SearchAndRefine?expression=&refiners=", bare, models.ListsSitting},
		{"a copy without an address", "", bare, models.ListsSitting},
		{"a copy called current", "", `{"parliament": "current", "people": ` + bare + `}`, models.ListsSitting},
		{"a copy that names a parliament", "", load(t, "list-44.json"), models.ListsParliament},
		{"a copy with other fields first", "", `{"n": 7, "people": ` + bare + `, "parliament": 44}`, models.ListsParliament},
		{"prime ministers", publisher + "Person/SearchAndRefine?expression=&refiners=5-1,", bare, models.ListsSome},
		{"a parliament and another choice", publisher + "Person/SearchAndRefine?refiners=4-1,5-1,", bare, models.ListsSome},
		{"a search by name", publisher + "Person/SearchAndRefine?expression=Abbott&refiners=4-1,", bare, models.ListsSome},
		{"no address at all", "://", bare, models.ListsSome},
		{"a profile", publisher + profilePath + "7", profileText(ada()), models.ListsSome},
		{"a table of roles", "", roleTable, models.ListsSome},
	} {
		d, err := feed(t).Read(pageOf(c.address, c.text))
		if err != nil || d.Lists != c.want || len(d.Records) == 0 {
			t.Errorf("%s: lists %s with %d records, error %v; want %s", c.name, d.Lists, len(d.Records), err, c.want)
		}
	}
}

const roleTable = "PersonId,PersonRoleId,LastName,UsedFirstName,StartDate,StartDateIsApproximate,EndDate,EndDateIsApproximate,EndReasonTypeEn,HasCrossedTheFloor,OrganizationId,OrganizationLongEn,OrganizationTypeId,OrganizationProvinceEn,NameEn\n" +
	"7,71,Example,Ada,2019-10-21,False,,False,,False,11579,Don Valley North,35,Ontario,Constituency Member\n" +
	"7,72,Example,Ada,2019-10-21,False,2020-01-31,False,,True,4831,Liberal Party of Canada,4,,Party Member\n"

func TestTheChoicesOfTheSearchSpeakOfNobody(t *testing.T) {
	d, err := feed(t).Read(pageOf(publisher+refinersPath, load(t, "refiners.json")))
	if err != nil || len(d.Records)+len(d.Faults) != 0 || d.Lists != models.ListsSome {
		t.Errorf("read %+v, error %v", d, err)
	}
}

func TestReadRefusesWhatIsNoDocumentOfTheSource(t *testing.T) {
	whole := load(t, "list.json")
	for _, c := range []struct{ name, text, rule string }{
		{"zero bytes", "", "empty"},
		{"blanks", " \n", "empty"},
		{"a list of nobody", "[]", "empty"},
		{"a copy of a list of nobody", `{"parliament":"44","people":[]}`, "empty"},
		{"a page", "<!DOCTYPE html><title>Maintenance</title>", "html"},
		{"XML, which is served to those who do not ask for JSON", "<ArrayOfPerson><Person/></ArrayOfPerson>", "html"},
		{"half a list", whole[:len(whole)/2], "truncated"},
		{"half a profile", profileText(ada())[:300], "truncated"},
		{"a call that is not closed", "/**/ typeof 1 === 'function' && 1(", "truncated"},
		{"a call with nothing in it", "/**/ typeof 1 === 'function' && 1( );", "truncated"},
		{"a bracket", "[", "truncated"},
		{"broken UTF-8", "[{\"LastName\":\"Qu\xe9bec\"}]", "invalid_text"},
		{"the error body", `{"Message":"An error has occurred.","ExceptionMessage":"Value cannot be null."}`, "error_body"},
		{"a plain word", "Unavailable", "wrong_format"},
		{"a comment", "/* nothing */", "wrong_format"},
		{"another object", `{"a":1}`, "wrong_format"},
		{"nobody's profile", `{"Person":{"PersonId":0}}`, "wrong_format"},
		{"a profile that is a number", `{"Person":17}`, "wrong_format"},
		{"a list of something else", `[{"a":1},{"a":2}]`, "wrong_format"},
		{"a list of nothing", `[null]`, "wrong_format"},
		{"a list of numbers", `[1,2]`, "wrong_format"},
		{"a list with a slip of the pen", `[{"PersonId":tru}]`, "wrong_format"},
		{"people who are a number", `{"people":7}`, "wrong_format"},
		{"a message that is a number", `{"Message":7}`, "wrong_format"},
		{"a hundred times as many objects as people have", `[{"PersonId":1}` + strings.Repeat(",{}", mostObjects) + "]", "wrong_format"},
		{"as many numbers", `[{"PersonId":1}` + strings.Repeat(",1", mostCommas+1) + "]", "wrong_format"},
		{"a table without a column", "PersonRoleId,PersonId\n1,2\n", "missing_column"},
	} {
		d, err := feed(t).Read(pageOf(listAddress, c.text))
		var u *fetch.Unreadable
		if !errors.As(err, &u) || u.Rule != c.rule || u.Detail == "" || len(d.Records) > 0 {
			t.Errorf("%s: %d records, error %v; want the rule %s", c.name, len(d.Records), err, c.rule)
		}
	}
}

// TestOneBadEntryCostsOneEntry: the others of the list are read.
func TestOneBadEntryCostsOneEntry(t *testing.T) {
	whole := load(t, "list.json")
	for _, c := range []struct{ name, entry, at string }{
		{"a number as a name", `{"PersonId":1,"LastName":7}`, "people[0]"},
		{"a text as an id", `{"PersonId":"x"}`, "people[0]"},
		{"nobody", `{"PersonId":0}`, "PersonId"},
		{"nothing", `null`, "PersonId"},
	} {
		d, err := feed(t).Read(pageOf(listAddress, "["+c.entry+","+whole[1:]))
		if err != nil || len(d.Records) != 6 || len(d.Faults) != 1 || d.Faults[0].Locator != c.at {
			t.Errorf("%s: %d records, faults %v, error %v", c.name, len(d.Records), d.Faults, err)
		}
	}
}

func TestTheListFollowsTheNameOfTheChoice(t *testing.T) {
	today := load(t, "refiners.json")
	for _, c := range []struct{ name, text, want string }{
		{"as today", today, "4-1"},
		{"numbers as texts", strings.ReplaceAll(today, `"OptionId":1`, `"OptionId":"1"`), "4-1"},
		{"in French alone", strings.ReplaceAll(today, "Currently in Office", ""), "4-1"},
		{"other capitals", strings.ReplaceAll(today, "Currently in Office", " currently in office"), "4-1"},
		{"inside an object", `{"Refiners":` + today + `}`, "4-1"},
		{"with a callback", "/**/ typeof jQuery1 === 'function' && jQuery1(" + today + ");", "4-1"},
		{"the refiner has another number", strings.Replace(today, `"RefinerId":4`, `"RefinerId":9`, 1), "9-1"},
		{"the refiner has another name", strings.ReplaceAll(today, `"Parliament"`, `"Legislature"`), "4-1"},
		{"options one level down", strings.Replace(today, `"Options":[{"OptionId":1,"DisplayNameEn":"Currently`, `"Groups":[{"Options":[]}],"Options":[{"OptionId":12,"DisplayNameEn":"Currently`, 1), "4-12"},
	} {
		got, err := currentlyInOffice([]byte(c.text))
		if err != nil || got != c.want {
			t.Errorf("%s: %q, error %v; want %q", c.name, got, err, c.want)
		}
	}
	for _, c := range []struct{ name, text, says string }{
		{"nobody is in office", strings.NewReplacer("Currently in Office", "46th", "Actuellement en fonction", "46e").Replace(today), `"46th"`},
		{"two choices of that name", strings.Replace(today, "44th (2021/11/22 - )", "Currently in Office", 1), "2 choices"},
		{"no choice of a parliament", "[]", "no refiner"},
		{"many parliaments, and nobody in office", `[{"Id":4,"Name":"x","List":[{"Id":7,"Name":"7th"},{"Id":6,"Name":"6th"},{"Id":5,"Name":"5th"},{"Id":4,"Name":"4th"},{"Id":3,"Name":"3rd"},{"Id":2,"Name":"2nd"},{"Id":1,"Name":"1st"}]}]`, "more"},
		{"choices without names", `[{"RefinerId":4,"Options":[{"OptionId":1}]}]`, "there are none"},
		{"a refiner without choices", `[{"RefinerId":4,"Name":"Parliament","Options":[]}]`, "no refiner"},
		{"a comment", "/* nothing */", "no JSONP"},
		{"the number of the choice is none", strings.ReplaceAll(today, `"OptionId":1`, `"OptionId":-1.5`), "44th"},
	} {
		got, err := currentlyInOffice([]byte(c.text))
		var u *fetch.Unreadable
		if !errors.As(err, &u) || u.Rule != "wrong_format" || !strings.Contains(u.Detail, c.says) {
			t.Errorf("%s: %q, error %v; want wrong_format that says %s", c.name, got, err, c.says)
		}
	}
}
