// Package models is the domain: who sits in a House, for which riding, in
// which caucus, under which label; since when, why, and who says so. It knows
// no framework, no database and no clock.
//
// The words, as code, API and prose use them:
//
//   - A House is a chamber whose members are tracked. A Parliament is one of
//     its numbered terms. A Riding is an electoral district under one
//     representation order; a Tenure is one person holding one of its seats
//     without a break.
//   - An Organization is a party, a caucus or a label of the reviewed list. A
//     Succession is the one event by which an organization became another.
//   - An Affiliation is a person, an axis (party, caucus, designation) and a
//     Value over a period of days. A Timeline is what held on one axis.
//   - A Standing is what holds of a person on one day, and Standings are the
//     seat counts of a House on one day. A Change is the difference between a
//     person's standings on consecutive days: derived, never stored. A Cause is
//     why it happened: asserted with a citation, or unknown.
//   - A Fact is anything believed. A Revision is one write of facts to the
//     register. A Source is a publisher's feed, a Snapshot a document that it
//     served, a Citation the place in a snapshot that a fact rests on.
//
// Two times are kept apart: valid time, the days on which something held in
// Parliament, and known time, the revision at which this register held it to
// be true. Periods are half-open everywhere.
//
// A [Register] is all that is believed as of one revision; every question is a
// method of it.
package models
