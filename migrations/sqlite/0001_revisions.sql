-- The truth: every write to the register is one revision, kept as the very text
-- that was hashed. Nothing here is ever changed or removed, and the database
-- itself refuses to, because a chain that the program alone protects is only as
-- good as the next program. Texts that people wrote stand apart, under digests,
-- so that one can be withdrawn without breaking the chain.

-- +goose Up
CREATE TABLE texts (
    digest TEXT NOT NULL PRIMARY KEY
        CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
    salt TEXT,
    text TEXT,
    CHECK ((salt IS NULL) = (text IS NULL))
) STRICT;

CREATE TABLE revisions (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    kind TEXT NOT NULL CHECK (kind <> ''),
    recorded_at TEXT NOT NULL
        CHECK (recorded_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'
            AND date(substr(recorded_at, 1, 10)) IS substr(recorded_at, 1, 10)),
    actor TEXT NOT NULL REFERENCES texts (digest),
    reason TEXT NOT NULL REFERENCES texts (digest),
    payload TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
        CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*')
) STRICT;

CREATE UNIQUE INDEX revisions_by_instant ON revisions (recorded_at);

-- REPLACE removes rows without asking the triggers on DELETE, hence the
-- questions about what is already there.
--
-- The messages are fixed texts: before version 3.47 SQLite takes no expression
-- inside RAISE, and cannot open a database that has one.

-- +goose StatementBegin
CREATE TRIGGER texts_once BEFORE INSERT ON texts
WHEN EXISTS (SELECT 1 FROM texts WHERE digest = NEW.digest)
BEGIN
    SELECT RAISE(ABORT, 'a text of this digest is already recorded');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER texts_only_withdrawn BEFORE UPDATE ON texts
WHEN NEW.digest IS NOT OLD.digest OR NEW.text IS NOT NULL OR NEW.salt IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a recorded text can only be withdrawn, not changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER texts_stay BEFORE DELETE ON texts
BEGIN
    SELECT RAISE(ABORT, 'a recorded text cannot be deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER revisions_follow BEFORE INSERT ON revisions
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM revisions)
    OR NEW.previous IS NOT coalesce((SELECT hash FROM revisions ORDER BY number DESC LIMIT 1), '')
    OR NEW.recorded_at <= coalesce((SELECT recorded_at FROM revisions ORDER BY number DESC LIMIT 1), '')
    OR EXISTS (SELECT 1 FROM revisions WHERE hash = NEW.hash)
BEGIN
    SELECT RAISE(ABORT, 'a revision must follow the newest one in number, instant and hash');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER revisions_fixed BEFORE UPDATE ON revisions
BEGIN
    SELECT RAISE(ABORT, 'a recorded revision cannot be changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER revisions_stay BEFORE DELETE ON revisions
BEGIN
    SELECT RAISE(ABORT, 'a recorded revision cannot be deleted');
END;
-- +goose StatementEnd
