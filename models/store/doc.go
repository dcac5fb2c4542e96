// Package store keeps the register in a database: SQLite or PostgreSQL, and
// nothing outside the files sqlite*.go and postgres*.go knows which. It is the
// only importer of GORM.
//
// The table revisions is the truth. Each row is one write, kept as the very
// text that was hashed (its payload) and chained to the hash before it. The
// table beliefs is a projection of the payloads that [Store.Verify] rebuilds
// and compares. Both grow and are never rewritten; the database itself refuses
// to (see the triggers and constraints in migrations), so that a mistake of a
// program cannot do it either. Payloads and hashes are the same on every
// engine, to the byte.
//
// What people wrote (who made a revision, and why) enters the payload as a
// salted digest only. The text stands in the table texts and can be withdrawn
// there without breaking the chain.
//
// What refreshes remember stands beside the chain: who does a job now (leases),
// what was served, what sources claim, what waits for a decision (proposals) and
// how runs ended. Those rows do change, in the few ways that the database allows,
// and no hash protects them; [Store.Finish] writes them in the transaction of the
// revision that they lead to. A backup holds all of them but leases.
//
// A store has one writing connection, and a few reading ones that cannot write.
// The instant of a revision is read from the clock while the lock on writing is
// held and is always later than that of the revision before; one taken earlier
// could let the same question about the past get two answers.
//
// On SQLite a transaction of the writer takes the lock when it begins. The
// journal is a write-ahead log, and synchronous is FULL: writes are rare, so a
// flush to disk per revision costs nothing that is felt, and a revision whose
// number was once given out is not lost at a power cut.
//
// On PostgreSQL the lock is an advisory one of the transaction, at READ
// COMMITTED, so that whoever gets it sees what the holder before committed.
// Whether a commit outlives a power cut is a setting of the server
// (synchronous_commit, fsync) and left to who runs it. A process may read from
// a standby; see [OpenReading].
package store
