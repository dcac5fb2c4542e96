// Package tables reads tables of facts kept by hand, as CSV, and derives from
// them what the register holds beyond the last documents of ParlInfo.
//
//   - Source: the editors of this register; each row names what it rests on.
//     A roster is a copy of the members list of the House of Commons.
//   - Terms: facts, with attribution.
//   - Cadence: whenever an editor adds a row.
//   - Shape: UTF-8 CSV; columns are found by header, unknown columns are
//     ignored; tables are found by the name of their file, in any directory.
//   - Dates: days YYYY-MM-DD. The date of a vacated row is the last day held
//     (or the first day vacant, if date_means says so); every other date is the
//     first day of what is new.
//
// The tables and their columns (those in brackets may be absent or empty):
//
//	election_YEAR_winners*.csv    riding riding_fr fed_code province winner party_elected
//	                              [ourcommons_person_id] basis source confidence
//	                              winners of the general election of that year
//	seat_events*.csv              date [date_earliest date_latest] parliament riding [fed_code_2023]
//	                              person [ourcommons_id] event (vacated, by_election) reason
//	                              [caucus: label after a by-election] [date_means] basis source_url confidence
//	affiliation_changes*.csv      person [ourcommons_id] [riding] date [date_earliest date_latest] from to
//	                              kind basis source confidence
//	riding_renames*.csv           fed_code old_en new_en_house_list [new_en_other] new_fr in_force_earliest
//	                              in_force_latest basis source confidence; a row of low confidence
//	                              without a name in the House list is skipped
//	roster*_YYYY-MM-DD.csv        ourcommons_person_id name caucus_short_name constituency
//	                              province seat_start_date: the House as listed on that day
//	identifiers*.csv              parlinfo_id scheme value source
//	events*.csv                   scheme value on cause [announced_at] basis source confidence
//	names*.csv                    scheme value given family
//	seat_dates*.csv               ourcommons_id date date_means
//
// The last four, and rows that other tables lack, are also built in: see
// reviewed/README.md.
//
// An empty date with date_earliest and date_latest is an observed change: it
// takes effect on date_latest and is uncertain from date_earliest on. A vacancy
// is not uncertain before the day after the one on which the member took the
// last label. A cause is asserted only by a dated row with an address.
//
// State: a row with basis "source" and confidence "high" is an editor's
// statement that rests on a dated open source, and so confirmed. A row that
// rests on knowledge alone, on a single secondary source, or whose day is known
// only within bounds (every confidence but "high", every other basis, an empty
// date) is provisional. A belief that rests on two rows has the weaker state.
//
// A roster is a second witness. It adds its citation where it agrees and is
// reported where it does not; it changes nothing.
package tables
