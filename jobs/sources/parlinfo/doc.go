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
// As a source that is asked again and again ([Feed]) it answers three questions:
//
//   - Refiner/GetRefiners?collection=Person: how a search may be narrowed. No
//     answer is among the documents that this was written from. Seen in public
//     programs that read it: a bare list of refiners with RefinerId, Name and
//     Options; the one of id 4, called "Parliament", has options with OptionId
//     and DisplayNameEn, the newest first, of which one may be "Currently in
//     Office" (OptionId 1) and the others begin with the number of a parliament
//     ("44th"). Inferred: DisplayNameFr, the French name of that option, and
//     that none has it while nobody is in office. So any nesting of objects with
//     an id and names is accepted, and the option is looked up by name.
//   - Person/SearchAndRefine?expression=&refiners=4-1,: a bare list of people.
//     Copies of it wrap the list with the parliament that was asked for, whose
//     number makes it a list of everyone who sat there. How long somebody has
//     served is counted in milliseconds, so that no two answers are the same.
//   - Person/GetPersonWebProfile/{PersonId}: one person, with the id of the
//     House, the candidacies and the Caucus Member roles.
//
// A record states of these only what is certain for the newest seat: what the
// source contradicts itself about, or calls approximate, is stated without its
// day or not at all, and reported. Labels count on the days of a seat only. A
// Caucus Member role begins on a first sitting, so that it is stated from the
// first day of the label of the same organization. PartyEn, which sums up the
// Party Member roles, must agree with them.
//
// [Walk] hands over the documents of a directory or an archive, [Parse] reads
// one, [Derive] makes facts of all. Both are pure.
package parlinfo
