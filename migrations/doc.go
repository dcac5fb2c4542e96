// Package migrations holds the shape of the database as numbered SQL, one
// directory per engine, and the dataset that every installation begins with.
//
// Migrations go forward only. Each file opens with its reason, runs in one
// transaction with its line in the ledger, and is never edited once released:
// the ledger keeps the SHA-256 of what was applied and a difference is refused,
// because two databases that ran different texts under one number would no
// longer answer alike. A change of mind is a new number.
package migrations
