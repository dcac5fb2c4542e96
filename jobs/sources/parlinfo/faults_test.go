package parlinfo

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models/temporal"
)

// faulty are documents that together contain each kind of fault.
var faulty = []struct{ name, text string }{
	{"c-2024-05-31/error", `{"Message":"An error has occurred.","ExceptionMessage":"Value cannot be null."}`},
	{"c-2024-05-31/empty", ""},
	{"c-2024-05-31/html", "<html>"},
	{"c-2024-05-31/text", "nothing"},
	{"c-2024-05-31/half", `{"Person":{"PersonId":7,`},
	{"c-2024-05-31/latin", "{\"x\":\"\xe9\"}"},
	{"c-2024-05-31/nobody", `{"Person":null}`},
	{"c-2024-05-31/table", "PersonId,PersonRoleId\n"},
	{"undated", profileText(person(30, "No", "Capture"))},
	{"c-2024-05-31/1", profileText(person(1, "Ada", "Dates", seat(10, 100, "North", "", "2020-01-01"),
		seat(11, 100, "North", "2020-30-30", ""), seat(12, 100, "North", "2020-05-02", "2020-05-01"),
		seat(13, 100, "North", "2015-01-01", "2015-02-01"), seat(14, 100, "North", "2019-10-20", "2021-09-20"),
		seat(15, 100, "North", "2021-08-15", "2021-08-15"),
		labelled(16, liberal, "2019-10-21", "2020-01-01").with("EndDateIsApproximate", true),
		labelled(17, conservative, "2020-01-01", "2020-06-30").with("StartDateIsApproximate", true),
		labelled(18, liberal, "2020-07-02", "2020-08-01").with("StartDateIsApproximate", true),
		labelled(19, bloc, "2020-08-02", ""), labelled(20, bloc, "2021-01-01", ""), labelled(21, liberal, "2021-02-01", "2021-03-31"),
		labelled(22, liberal, "2021-05-02", "2021-05-01"), labelled(23, 99, "2021-06-01", ""), labelled(24, conservative, "2021-07-01", ""),
		benched(25, bloc, "2020-08-02", "2020-12-31"),
	).with("HOCPersonId", 89147))},
	{"c-2024-05-31/2", profileText(person(2, "Bo", "Resigns", seat(10, 200, "South", "2021-09-20", "2022-01-05").with("EndReasonTypeEn", "Resignation"),
		labelled(11, bloc, "2021-09-20", "")).with("HOCPersonId", 89147))},
	{"c-2024-05-31/9", profileText(person(9, "Hal", "Resigns", seat(10, sudbury, "Sudbury", "2021-09-20", "2022-01-05").with("EndReasonTypeEn", "Resignation"),
		labelled(11, bloc, "2021-09-20", "2022-01-04"), labelled(12, independent, "2022-01-05", "2022-01-05")).with("HOCPersonId", 9))},
	{"c-2024-05-31/3", profileText(person(3, "Cy", "Second", seat(10, 200, "South", "2022-01-05", "2023-01-01"), labelled(11, liberal, "2022-01-05", ""),
		seat(12, 300, "East", "2022-02-01", "2022-03-01").with("OrganizationProvinceEn", "Acadia")).with("HOCPersonId", 1))},
	{"c-2024-05-31/4", profileText(person(4, "Di", "Also", seat(10, 200, "South", "2022-06-01", ""), labelled(11, liberal, "2022-06-01", "")))},
	{"c-2024-05-31/5", profileText(person(5, "Ed", "Repaired", seat(10, 400, "West", "2021-09-20", ""), labelled(11, liberal, "2021-09-20", ""), labelled(12, bloc, "2021-09-20", "")).with("HOCPersonId", 5))},
	{"c-2020-10-01/6", profileText(person(6, "Fay", "Stale", seat(10, 500, "Centre", "2019-10-21", ""), labelled(11, liberal, "2019-10-21", "")).with("HOCPersonId", 6).
		with("ElectionCandidates", []answerOf{won("2019-10-21", 43, 500, 98)}))},
	{"c-2020-10-01/8", profileText(person(8, "Gus", "Renamed", seat(10, 600, "Same", "2019-10-21", "2020-01-31"), seat(11, 601, "Same", "2020-02-01", ""), seat(12, 600, "Same", "2019-11-01", "2019-12-01"),
		labelled(13, liberal, "2019-10-21", "")).with("HOCPersonId", 8))},
	{"c-2024-05-31/8", profileText(person(8, "Gus", "Renamed", seat(10, 600, "Same", "2019-10-21", "2020-01-31"), seat(11, 601, "Same", "2020-02-01", ""),
		labelled(13, liberal, "2019-10-21", "")).with("HOCPersonId", 8))},
}

var faultyReviewed = Reviewed{
	Renames: []Rename{{2013, 600, 601, temporal.MustDay("2020-02-01"), "one name"}},
	Seats:   []SeatRepair{{Person: 5, Role: 10, Parliament: 44, Decision: From, Day: temporal.MustDay("2021-09-20"), Reason: "for the test"}},
	Dropped: []DroppedRole{{5, 12, "for the test"}},
}

func TestEveryKindOfFaultIsReported(t *testing.T) {
	var docs []Document
	var faults []Fault
	for _, f := range faulty {
		d, bad := Parse(f.name, []byte(f.text))
		docs, faults = append(docs, d...), append(faults, bad...)
	}
	facts, report := Derive(docs, lists(), faultyReviewed)
	check(t, facts)
	var got []string
	for _, f := range sortFaults(append(faults, report.Faults...)) {
		got = append(got, fmt.Sprintf("%s | %s | %d | %s | %s", f.Kind, f.File, f.Person, f.Element, f.Detail))
	}
	if diff := cmp.Diff(expectedReport, got); diff != "" {
		t.Error(diff)
	}
	seen := map[string]bool{}
	for _, l := range got {
		for i := range l {
			if l[i] == ' ' {
				seen[l[:i]] = true
				break
			}
		}
	}
	for _, k := range allKinds {
		if !seen[string(k)] {
			t.Errorf("no document of this test has the fault %s", k)
		}
	}
}

var allKinds = []FaultKind{
	ErrorBody, EmptyDocument, NotJSON, HTML, TruncatedJSON, InvalidUTF8, NoPerson, BadTable, NoCaptureDay, NoDates, BadDate, YearOnlyDate,
	ApproximateDate, EndBeforeStart, StaleOpenSeat, IDOnTwoPeople, IDZero, OneDayIndependent, MissingLabel, DuplicateRows, TwoLabelsOneDay,
	TwoIDsForRiding, BeforePollingDay, EndsOnPollingDay, SeatHeldTwice, TwoSeats, UnknownOrg, UnknownProvince, OutsideParliament, RoleGone,
	SeatRepaired, RoleDropped, CaucusUnreviewed,
}

var expectedReport = []string{
	"approximate_date | c-2024-05-31/1 | 1 | PersonRoleId 18 | Party Member Liberal Party of Canada, 2020-07-02 to 2020-08-01",
	"bad_date | c-2024-05-31/1 | 1 | PersonRoleId 11 | 2020-30-30 is not a day of the calendar; the role is left out",
	"bad_table | c-2024-05-31/table | 0 | row 1 | no column LastName",
	"before_polling_day | c-2024-05-31/1 | 1 | PersonRoleId 14 | starts 2019-10-20, when there was no parliament; the tenure starts on polling day, 2019-10-21",
	"caucus_role_unreviewed | c-2024-05-31/1 | 1 | PersonRoleId 25 | Caucus Member Bloc Québécois ends on 2020-12-31, the label Bloc Québécois stays, the seat lasts to 2021-08-15; caucus unknown from there",
	"duplicate_rows | c-2024-05-31/1 | 1 | PersonRoleId 15 | the seat is recorded twice for 2021-08-15 to 2021-08-15; counted once",
	"duplicate_rows | c-2024-05-31/1 | 1 | PersonRoleId 20 | Bloc Québécois 2020-08-02 to – and Bloc Québécois 2021-01-01 to –, both 2021-01-01 to –; joined",
	"empty_document | c-2024-05-31/empty | 0 |  | 0 bytes, no text",
	"end_before_start | c-2024-05-31/1 | 1 | PersonRoleId 12 | 2020-05-02 to 2020-05-01; the seat is left out",
	"end_before_start | c-2024-05-31/1 | 1 | PersonRoleId 22 | Party Member Liberal Party of Canada, 2021-05-02 to 2021-05-01; the role is left out",
	"ends_on_polling_day | c-2024-05-31/1 | 1 | PersonRoleId 14 | ends 2021-09-20, when parliament 44 was elected; no seat in that one",
	"error_body | c-2024-05-31/error | 0 | Message | An error has occurred.",
	`html | c-2024-05-31/html | 0 |  | markup where JSON was expected: "<html>"`,
	"id_on_two_people | c-2024-05-31/1 | 1 | HOCPersonId | HOCPersonId 89147 stands on several people; given to none",
	"id_on_two_people | c-2024-05-31/2 | 2 | HOCPersonId | HOCPersonId 89147 stands on several people; given to none",
	"id_zero | c-2024-05-31/4 | 4 | HOCPersonId | 0 for a member whom the House lists; no id of the House",
	"invalid_utf8 | c-2024-05-31/latin | 0 |  | the bytes are not UTF-8",
	"missing_label | c-2024-05-31/1 | 1 | PersonRoleId 14 | no label 2020-07-01 to 2020-07-01; unknown",
	"no_capture_day | undated | 30 |  | the name has no day and the caller gave none; the document is left out",
	"no_dates | c-2024-05-31/1 | 1 | PersonRoleId 10 | Constituency Member North has no start; the role is left out",
	"no_person | c-2024-05-31/nobody | 0 |  | JSON without Person and without people",
	`not_json | c-2024-05-31/text | 0 |  | neither JSON nor a table of roles: "nothing"`,
	"one_day_independent | c-2024-05-31/9 | 9 | PersonRoleId 12 | Independent on 2022-01-05 only, the last day of the seat; Bloc Québécois is held to that day",
	"role_dropped | c-2024-05-31/5 | 5 | PersonRoleId 12 | Party Member Bloc Québécois, 2021-09-20 to –: for the test",
	"role_gone | c-2020-10-01/8 | 8 | PersonRoleId 12 | Constituency Member Same 2019-11-01 to 2019-12-01 is no longer in the capture of 2024-05-31, which is followed",
	"role_outside_parliament | c-2024-05-31/1 | 1 | PersonRoleId 13 | 2015-01-01 to 2015-02-01 touches no parliament; the seat is left out",
	"seat_held_twice | c-2024-05-31/3 | 3 | PersonRoleId 10 | South 2022-01-05 to 2023-01-01 is also held by person 2 2021-09-20 to 2022-01-05: passes on one day; the newcomer's from that day",
	"seat_held_twice | c-2024-05-31/4 | 4 | PersonRoleId 10 | South 2022-06-01 to 2025-03-23 is also held by person 3 2022-01-05 to 2023-01-01: both are kept",
	"seat_repaired | c-2024-05-31/5 | 5 | PersonRoleId 10 | 2021-09-20 to 2025-03-23 in parliament 44: from: for the test",
	"stale_open_seat | c-2020-10-01/6 | 6 | PersonRoleId 10 | open on 2020-10-01 and in no newer capture; held to end by the dissolution of 2021-08-15, cause unknown",
	"truncated_json | c-2024-05-31/half | 0 |  | the JSON ends before it is complete",
	"two_ids_for_one_riding | c-2020-10-01/8 | 8 | PersonRoleId 10 | constituency 601 is the same riding from 2020-02-01: one name",
	"two_labels_one_day | c-2024-05-31/1 | 1 | PersonRoleId 21 | Bloc Québécois 2020-08-02 to – and Liberal Party of Canada 2021-02-01 to 2021-03-31, both 2021-02-01 to 2021-03-31; the later holds",
	"two_labels_one_day | c-2024-05-31/1 | 1 | PersonRoleId 21 | Bloc Québécois 2021-01-01 to – and Liberal Party of Canada 2021-02-01 to 2021-03-31, both 2021-02-01 to 2021-03-31; the later holds",
	"two_labels_one_day | c-2024-05-31/1 | 1 | PersonRoleId 23 | Bloc Québécois 2020-08-02 to – and  2021-06-01 to –, both 2021-06-01 to –; the later holds",
	"two_labels_one_day | c-2024-05-31/1 | 1 | PersonRoleId 23 | Bloc Québécois 2021-01-01 to – and  2021-06-01 to –, both 2021-06-01 to –; the later holds",
	"two_labels_one_day | c-2024-05-31/1 | 1 | PersonRoleId 24 |  2021-06-01 to – and Conservative Party of Canada 2021-07-01 to –, both 2021-07-01 to –; the later holds",
	"two_labels_one_day | c-2024-05-31/1 | 1 | PersonRoleId 24 | Bloc Québécois 2020-08-02 to – and Conservative Party of Canada 2021-07-01 to –, both 2021-07-01 to –; the later holds",
	"two_labels_one_day | c-2024-05-31/1 | 1 | PersonRoleId 24 | Bloc Québécois 2021-01-01 to – and Conservative Party of Canada 2021-07-01 to –, both 2021-07-01 to –; the later holds",
	"two_labels_one_day | c-2024-05-31/5 | 5 | PersonRoleId 12 | Liberal Party of Canada 2021-09-20 to – and Bloc Québécois 2021-09-20 to –, both 2021-09-20 to –; the later holds",
	"two_seats | c-2024-05-31/3 | 3 | PersonRoleId 12 | holds South and East at once, 2022-02-01 to 2022-03-01; kept",
	"unknown_organization | c-2020-10-01/6 | 6 | ElectionCandidates 2019-10-21 | organization 98 is not on the reviewed list; the party on the ballot is unknown",
	`unknown_organization | c-2024-05-31/1 | 1 | PersonRoleId 23 | Party Member: organization 99 "" is not on the reviewed list; the role is left out`,
	`unknown_province | c-2024-05-31/3 | 3 | PersonRoleId 12 | "Acadia" is no province of the list; the riding has none`,
	"year_only_date | c-2024-05-31/1 | 1 | PersonRoleId 16 | Party Member Liberal Party of Canada, 2019-10-21 to 2020-01-01",
	"year_only_date | c-2024-05-31/1 | 1 | PersonRoleId 17 | Party Member Conservative Party of Canada, 2020-01-01 to 2020-06-30",
}
