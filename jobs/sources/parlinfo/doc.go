// Package parlinfo reads the public profiles of the Library of Parliament
// (ParlInfo) and derives from them who sat in the House of Commons since 1867,
// for which riding, under which label and in which caucus.
//
//   - Source: https://lop.parl.ca/ParlinfoWebAPI/, the Library of Parliament.
//   - Terms: published "as is", no open licence named. Facts are carried over
//     with attribution, the bytes are not.
//   - Cadence: no incremental sync (LastModified is always year 1). One list
//     answer and one profile per member are enough.
//   - Shape: GetPersonWebProfile answers (JSONP or JSON, one person),
//     SearchAndRefine answers (many people, role ids and House ids all 0) and
//     tables of the roles of profiles (CSV, no French).
//   - Dates: the first ten characters, whatever the hour and the zone behind
//     them. Ends are inclusive last days; [period] is the one place where they
//     become half-open.
//   - Quirks: spans of seats run across elections and break where a riding is
//     renamed; dates of which only the year is known are written 1 January;
//     an error is served with status 200; names of ridings have "--" for a dash.
//
// [Walk] hands over the documents of a directory or an archive, [Parse] reads
// one, [Derive] makes facts of all. Both are pure.
package parlinfo
