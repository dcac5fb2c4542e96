// Package ourcommonsmember reads what the House of Commons of Canada publishes
// of one member: the seats, and every label with the days of its beginning and
// end, which the lists of members do not have.
//
//   - Source: https://www.ourcommons.ca/Members/en/x(105091)/XML, the House of
//     Commons. What is before the id does not count.
//   - Terms: the Speaker's Permission, for accurate reproduction that is not
//     presented as official and not for financial gain. Facts are carried over
//     with attribution, the bytes are not.
//   - Cadence: asked only of people of whom something waits for a day, or who
//     are new. Nobody publishes which profiles have changed.
//   - Shape: Profile with MemberOfParliamentRole (seats), CaucusMemberRole
//     (labels) and ElectionCandidateRole (candidacies), inside elements for all
//     of a kind or right below the root: both have been described.
//   - Dates: starts are first days. An end is the last day, whatever the hour
//     beside it, so a period ends on the day after; [reader.period] is the one
//     place where that is done. Where one label ends on the day on which the
//     next begins, that day is the next one's. The House writes its own clock
//     and no zone.
//   - Quirks: the document need not say whose it is, so the id is that of the
//     address. An id that nobody has is answered with a redirect to an error
//     page. A label has one role for each parliament. The party on the ballot
//     is that of the candidacy which was won on the first day of the seat.
//
// These documents are known from what others read in them, not from copies as
// served: whatever contradicts itself is a fault, and nothing follows from it.
//
// [Source.Read] is pure. Labels and ridings are handed on as they are written,
// in English or French, and honorifics are passed over.
package ourcommonsmember
