// Package facts reads and writes facts in the project's own format: JSON Lines,
// one file per kind of fact, one fact per line in canonical order, so that a
// diff shows what changed. The same JSON of a fact stands in the payloads of
// revisions.
package facts
