// Package jobs keeps the register up to date: it runs sources on a schedule,
// compares what they say with what is believed, and records what the policy
// lets pass. Whatever else they say waits in the queue.
//
// A run goes through these steps, each of which a reader finds in a file of its
// name: fetch (the documents are kept before they are read), match (whom and
// what the rows mean), checks (is it plausible at all), reconcile (what follows
// from it), and the record, written as one. Match, checks and reconcile are
// pure: they know no clock, no network and no database.
package jobs
