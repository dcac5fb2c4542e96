-- What refreshes need to remember besides beliefs: which process does a job now,
-- what was served, what each source claims, what waits for a decision, and how
-- each run ended. Unlike revisions these are no chain: a claim is seen again, a
-- proposal is settled. What they say of whom, and from whom it came, never
-- changes, and nothing is removed but the bytes of documents, once nobody needs
-- them; the database refuses the rest.
--
-- Instants are texts in the fixed form of revisions, which sort as the instants
-- do. What is absent is NULL.

-- +goose Up
CREATE TABLE leases (
    job TEXT NOT NULL PRIMARY KEY CHECK (job <> ''),
    holder TEXT NOT NULL CHECK (holder <> ''),
    fence INTEGER NOT NULL CHECK (fence > 0),
    slot TEXT
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(slot, 1, 19)) IS substr(slot, 1, 19)
            AND substr(slot, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- for which the holder does it
    until TEXT
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(until, 1, 19)) IS substr(until, 1, 19)
            AND substr(until, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- NULL once it was given back
    done TEXT
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(done, 1, 19)) IS substr(done, 1, 19)
            AND substr(done, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z') -- the newest slot that was done
) STRICT;

CREATE TABLE served (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    source TEXT NOT NULL CHECK (source <> ''),
    url TEXT NOT NULL CHECK (url <> ''),
    retrieved_at TEXT NOT NULL
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(retrieved_at, 1, 19)) IS substr(retrieved_at, 1, 19)
            AND substr(retrieved_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    seen_at TEXT NOT NULL
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(seen_at, 1, 19)) IS substr(seen_at, 1, 19)
            AND substr(seen_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    content_type TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    size INTEGER NOT NULL CHECK (size >= 0),
    body BLOB CHECK (length(body) > 0), -- compressed with Zstandard; NULL once it is no longer kept
    CHECK (retrieved_at <= seen_at)
) STRICT;

CREATE UNIQUE INDEX served_once ON served (source, url, sha256);
CREATE INDEX served_by_url ON served (source, url, seen_at);

CREATE TABLE claims (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
    source TEXT NOT NULL CHECK (source <> ''),
    person TEXT NOT NULL CHECK (person <> ''),
    name TEXT NOT NULL,
    identity TEXT CHECK (identity <> ''), -- who a newcomer is; NULL of whom the register had
    about TEXT NOT NULL CHECK (about IN ('seat', 'designation', 'caucus', 'party')),
    value_status TEXT CHECK (value_status IN ('organization', 'none', 'unknown')),
    organization TEXT,
    riding TEXT,
    elected_as TEXT, -- the party on the ballot, as it was first said
    valid_from TEXT CHECK (date(valid_from) IS valid_from),
    valid_to TEXT CHECK (date(valid_to) IS valid_to),
    written TEXT NOT NULL,
    first_seen TEXT NOT NULL
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(first_seen, 1, 19)) IS substr(first_seen, 1, 19)
            AND substr(first_seen, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    second_seen TEXT
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(second_seen, 1, 19)) IS substr(second_seen, 1, 19)
            AND substr(second_seen, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    last_seen TEXT NOT NULL
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(last_seen, 1, 19)) IS substr(last_seen, 1, 19)
            AND substr(last_seen, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    gone TEXT
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(gone, 1, 19)) IS substr(gone, 1, 19)
            AND substr(gone, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    snapshot TEXT NOT NULL,
    locator TEXT NOT NULL,
    CHECK ((value_status IS 'organization') = (organization IS NOT NULL)),
    CHECK ((about = 'seat') = (riding IS NOT NULL)),
    CHECK (about <> 'seat' OR organization IS NULL AND value_status IS NOT 'none'),
    CHECK (elected_as IS NULL OR elected_as <> '' AND about = 'seat'),
    CHECK (valid_from < valid_to),
    CHECK (first_seen <= last_seen),
    CHECK (second_seen BETWEEN first_seen AND last_seen),
    CHECK (gone >= first_seen)
) STRICT;

-- A source says a thing once at a time.
CREATE UNIQUE INDEX claims_one_open ON claims (source, person, about, coalesce(value_status, ''),
    coalesce(organization, ''), coalesce(riding, ''), coalesce(valid_from, ''), coalesce(valid_to, '')) WHERE gone IS NULL;
CREATE INDEX claims_by_person ON claims (person, about, source);
CREATE INDEX claims_of_source ON claims (source, person) WHERE gone IS NULL;

CREATE TABLE proposals (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('seen_once', 'conflict', 'absent', 'unknown_label', 'unknown_riding',
        'unknown_member', 'election', 'refused_document')),
    source TEXT NOT NULL CHECK (source <> ''),
    person TEXT,
    subject TEXT NOT NULL,
    about TEXT CHECK (about IN ('seat', 'designation', 'caucus', 'party')),
    value_status TEXT CHECK (value_status IN ('organization', 'none', 'unknown')),
    organization TEXT,
    riding TEXT,
    day TEXT CHECK (date(day) IS day),
    believed_status TEXT CHECK (believed_status IN ('organization', 'none', 'unknown')),
    believed_organization TEXT,
    detail TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    locator TEXT NOT NULL,
    opened TEXT NOT NULL
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(opened, 1, 19)) IS substr(opened, 1, 19)
            AND substr(opened, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    last_seen TEXT NOT NULL
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(last_seen, 1, 19)) IS substr(last_seen, 1, 19)
            AND substr(last_seen, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    settled TEXT
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(settled, 1, 19)) IS substr(settled, 1, 19)
            AND substr(settled, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    settlement TEXT CHECK (settlement IN ('taken', 'vanished', 'rejected', 'overtaken')),
    revision INTEGER REFERENCES revisions (number),
    CHECK (opened <= last_seen),
    CHECK (settled >= opened),
    CHECK ((settled IS NULL) = (settlement IS NULL)),
    CHECK (revision IS NULL OR settled IS NOT NULL),
    CHECK ((value_status IS 'organization') = (organization IS NOT NULL)),
    CHECK ((believed_status IS 'organization') = (believed_organization IS NOT NULL))
) STRICT;

CREATE INDEX proposals_by_age ON proposals (opened, id);
CREATE INDEX proposals_open ON proposals (opened, id) WHERE settled IS NULL;
CREATE INDEX proposals_by_person ON proposals (person, opened, id);
CREATE INDEX proposals_of_source ON proposals (source, opened, id);

CREATE TABLE runs (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
    source TEXT NOT NULL CHECK (source <> ''),
    begun_by TEXT NOT NULL CHECK (begun_by IN ('schedule', 'command', 'replay', 'start', 'let_through')),
    slot TEXT
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(slot, 1, 19)) IS substr(slot, 1, 19)
            AND substr(slot, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    began TEXT NOT NULL
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(began, 1, 19)) IS substr(began, 1, 19)
            AND substr(began, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    ended TEXT NOT NULL
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(ended, 1, 19)) IS substr(ended, 1, 19)
            AND substr(ended, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    outcome TEXT NOT NULL CHECK (outcome IN ('changed', 'unchanged', 'unavailable', 'refused', 'failed')),
    reason TEXT NOT NULL,
    snapshots TEXT NOT NULL CHECK (json_valid(snapshots)),
    tally TEXT NOT NULL CHECK (json_valid(tally)),
    refusals TEXT NOT NULL CHECK (json_valid(refusals)),
    rest_until TEXT -- until when the publisher asks not to be asked
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', substr(rest_until, 1, 19)) IS substr(rest_until, 1, 19)
            AND substr(rest_until, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    revision INTEGER UNIQUE REFERENCES revisions (number),
    fence INTEGER CHECK (fence > 0),
    CHECK (began <= ended),
    CHECK ((outcome = 'changed') = (revision IS NOT NULL))
) STRICT;

CREATE INDEX runs_of_source ON runs (source, id);
CREATE INDEX runs_by_outcome ON runs (source, outcome, id);

-- The writer of caucus has recursive triggers on, so that a REPLACE asks the
-- triggers on DELETE.

-- +goose StatementBegin
CREATE TRIGGER leases_fence_grows BEFORE UPDATE ON leases
WHEN NEW.job IS NOT OLD.job OR NEW.fence < OLD.fence
    OR NEW.fence = OLD.fence AND (NEW.holder IS NOT OLD.holder OR NEW.slot IS NOT OLD.slot
        OR OLD.until IS NULL AND NEW.until IS NOT NULL)
    OR OLD.done IS NOT NULL AND (NEW.done IS NULL OR NEW.done < OLD.done)
BEGIN
    SELECT RAISE(ABORT, 'the fence of a lease grows with each holder, and what was done stays done');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER leases_stay BEFORE DELETE ON leases
BEGIN
    SELECT RAISE(ABORT, 'a lease cannot be deleted: its fence would begin anew');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER served_fixed BEFORE UPDATE ON served
WHEN NEW.id IS NOT OLD.id OR NEW.source IS NOT OLD.source OR NEW.url IS NOT OLD.url OR NEW.sha256 IS NOT OLD.sha256
    OR NEW.size IS NOT OLD.size OR NEW.retrieved_at IS NOT OLD.retrieved_at OR NEW.seen_at < OLD.seen_at
    OR OLD.body IS NOT NULL AND NEW.body IS NOT NULL AND NEW.body IS NOT OLD.body
BEGIN
    SELECT RAISE(ABORT, 'a served document cannot be changed, only be seen again or let go');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER served_stay BEFORE DELETE ON served
BEGIN
    SELECT RAISE(ABORT, 'a served document cannot be deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER claims_fixed BEFORE UPDATE ON claims
WHEN NEW.id IS NOT OLD.id OR NEW.source IS NOT OLD.source OR NEW.person IS NOT OLD.person OR NEW.about IS NOT OLD.about
    OR NEW.identity IS NOT OLD.identity OR NEW.elected_as IS NOT OLD.elected_as
    OR NEW.value_status IS NOT OLD.value_status OR NEW.organization IS NOT OLD.organization OR NEW.riding IS NOT OLD.riding
    OR NEW.valid_from IS NOT OLD.valid_from OR NEW.valid_to IS NOT OLD.valid_to OR NEW.first_seen IS NOT OLD.first_seen
BEGIN
    SELECT RAISE(ABORT, 'what a claim says cannot be changed: another saying is another claim');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER claims_stay BEFORE DELETE ON claims
BEGIN
    SELECT RAISE(ABORT, 'a claim cannot be deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER proposals_fixed BEFORE UPDATE ON proposals
WHEN NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind OR NEW.source IS NOT OLD.source OR NEW.person IS NOT OLD.person
    OR NEW.subject IS NOT OLD.subject OR NEW.about IS NOT OLD.about OR NEW.value_status IS NOT OLD.value_status
    OR NEW.organization IS NOT OLD.organization OR NEW.riding IS NOT OLD.riding OR NEW.day IS NOT OLD.day
    OR OLD.settled IS NULL AND NEW.opened IS NOT OLD.opened
BEGIN
    SELECT RAISE(ABORT, 'what is proposed cannot be changed: another proposal is another row');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER proposals_stay BEFORE DELETE ON proposals
BEGIN
    SELECT RAISE(ABORT, 'a proposal cannot be deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER runs_fixed BEFORE UPDATE ON runs
BEGIN
    SELECT RAISE(ABORT, 'a run cannot be changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER runs_stay BEFORE DELETE ON runs
BEGIN
    SELECT RAISE(ABORT, 'a run cannot be deleted');
END;
-- +goose StatementEnd
