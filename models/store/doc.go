// Package store keeps the register in a database: SQLite today, and nothing
// outside the files sqlite*.go knows that. It is the only importer of GORM.
//
// The table revisions is the truth. Each row is one write, kept as the very
// text that was hashed (its payload) and chained to the hash before it. The
// table beliefs is a projection of the payloads that [Store.Verify] rebuilds
// and compares. Both grow and are never rewritten; the database itself refuses
// to (see the triggers in migrations/sqlite), so that a mistake of a program
// cannot do it either.
//
// What people wrote (who made a revision, and why) enters the payload as a
// salted digest only. The text stands in the table texts and can be withdrawn
// there without breaking the chain.
//
// A store on SQLite has one writing connection, whose transactions take the
// write lock when they begin, and a few reading ones that cannot write. The
// journal is a write-ahead log, and synchronous is FULL: writes are rare, so a
// flush to disk per revision costs nothing that is felt, and a revision whose
// number was once given out is not lost at a power cut. The instant of a
// revision is read from the clock while the lock is held and is always later
// than that of the revision before; one taken earlier could let the same
// question about the past get two answers.
package store
