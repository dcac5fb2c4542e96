// Package ourcommons reads the lists of members that the House of Commons of
// Canada publishes: who sits, for which riding, since which election, and under
// which label the House lists them today.
//
//   - Source: https://www.ourcommons.ca/Members/en/search, the House of Commons.
//   - Terms: the Speaker's Permission, for accurate reproduction that is not
//     presented as official and not for financial gain. Facts are carried over
//     with attribution, the bytes are not.
//   - Cadence: changed within days of an event; nothing announces a change. Two
//     requests tell all: the XML (who sits) and the CSV of the parliament (who
//     sits, then who left).
//   - Shape: ArrayOfMemberOfParliament with one MemberOfParliament for each
//     seat, or a table with the same columns. Columns are known by name.
//   - Dates: of the seat alone, never of the label. A start is the day of the
//     election. An end is the last day held, whatever the hour beside it, so a
//     period ends on the day after; [reader.period] is the one place where that
//     is done. The House writes its own clock and no zone.
//   - Quirks: a change of label changes the one row and leaves no trace, so a
//     label has no day and counts only while the seat lasts. PersonId was
//     absent in 2023. A vacant seat is no row. With parliament=all a person has
//     one row, of the last seat. Dates were written 2021-09-20 12:00:00 AM, and
//     later 4/28/2025 12:00:00 a.m. An answer may be empty: that is a failure,
//     not a House without members.
//
// [Source.Read] is pure. Labels and ridings are handed on as they are written,
// in English or French, and honorifics are passed over: they change when a
// member is sworn to the Privy Council.
package ourcommons
