-- As in sqlite/0004, what refreshes need to remember besides beliefs: which
-- process does a job now, what was served, what each source claims, what waits
-- for a decision, and how each run ended. What they say of whom, and from whom it
-- came, never changes, and nothing is removed but the bytes of documents, once
-- nobody needs them; the database refuses the rest.

-- +goose Up
CREATE TABLE leases (
    job text COLLATE "C" NOT NULL PRIMARY KEY CHECK (job <> ''),
    holder text COLLATE "C" NOT NULL CHECK (holder <> ''),
    fence integer NOT NULL CHECK (fence > 0),
    slot text COLLATE "C" CHECK (slot IS NULL OR slot ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(slot, 1, 10) AS date) IS NOT NULL), -- for which the holder does it
    until text COLLATE "C" CHECK (until IS NULL OR until ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(until, 1, 10) AS date) IS NOT NULL), -- NULL once it was given back
    done text COLLATE "C" CHECK (done IS NULL OR done ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(done, 1, 10) AS date) IS NOT NULL) -- the newest slot that was done
);

CREATE TABLE served (
    id text COLLATE "C" NOT NULL PRIMARY KEY CHECK (id <> ''),
    source text COLLATE "C" NOT NULL CHECK (source <> ''),
    url text COLLATE "C" NOT NULL CHECK (url <> ''),
    retrieved_at text COLLATE "C" NOT NULL CHECK (retrieved_at ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(retrieved_at, 1, 10) AS date) IS NOT NULL),
    seen_at text COLLATE "C" NOT NULL CHECK (seen_at ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(seen_at, 1, 10) AS date) IS NOT NULL),
    content_type text COLLATE "C" NOT NULL,
    etag text COLLATE "C" NOT NULL,
    last_modified text COLLATE "C" NOT NULL,
    sha256 text COLLATE "C" NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    size integer NOT NULL CHECK (size >= 0),
    body bytea CHECK (length(body) > 0), -- compressed with Zstandard; NULL once it is no longer kept
    CONSTRAINT served_seen_later CHECK (retrieved_at <= seen_at)
);

-- It is compressed already.
ALTER TABLE served ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE UNIQUE INDEX served_once ON served (source, url, sha256);
CREATE INDEX served_by_url ON served (source, url, seen_at);

CREATE TABLE claims (
    id integer NOT NULL PRIMARY KEY CHECK (id > 0),
    source text COLLATE "C" NOT NULL CHECK (source <> ''),
    person text COLLATE "C" NOT NULL CHECK (person <> ''),
    name text COLLATE "C" NOT NULL,
    identity text COLLATE "C" CHECK (identity <> ''), -- who a newcomer is; NULL of whom the register had
    about text COLLATE "C" NOT NULL CHECK (about IN ('seat', 'designation', 'caucus', 'party')),
    value_status text COLLATE "C" CHECK (value_status IN ('organization', 'none', 'unknown')),
    organization text COLLATE "C",
    riding text COLLATE "C",
    elected_as text COLLATE "C", -- the party on the ballot, as it was first said
    valid_from date CHECK (valid_from BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
    valid_to date CHECK (valid_to BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
    written text COLLATE "C" NOT NULL,
    first_seen text COLLATE "C" NOT NULL CHECK (first_seen ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(first_seen, 1, 10) AS date) IS NOT NULL),
    second_seen text COLLATE "C" CHECK (second_seen IS NULL OR second_seen ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(second_seen, 1, 10) AS date) IS NOT NULL),
    last_seen text COLLATE "C" NOT NULL CHECK (last_seen ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(last_seen, 1, 10) AS date) IS NOT NULL),
    gone text COLLATE "C" CHECK (gone IS NULL OR gone ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(gone, 1, 10) AS date) IS NOT NULL),
    snapshot text COLLATE "C" NOT NULL,
    locator text COLLATE "C" NOT NULL,
    CONSTRAINT claims_value_whole CHECK ((value_status IS NOT DISTINCT FROM 'organization') = (organization IS NOT NULL)),
    CONSTRAINT claims_riding_of_seat CHECK ((about = 'seat') = (riding IS NOT NULL)),
    CONSTRAINT claims_seat_without_value CHECK (about <> 'seat' OR organization IS NULL AND value_status IS DISTINCT FROM 'none'),
    CONSTRAINT claims_ballot_of_seat CHECK (elected_as IS NULL OR elected_as <> '' AND about = 'seat'),
    CONSTRAINT claims_last CHECK (valid_from < valid_to),
    CONSTRAINT claims_seen_in_order CHECK (first_seen <= last_seen),
    CONSTRAINT claims_second_between CHECK (second_seen BETWEEN first_seen AND last_seen),
    CONSTRAINT claims_gone_later CHECK (gone >= first_seen)
);

-- A source says a thing once at a time.
CREATE UNIQUE INDEX claims_one_open ON claims (source, person, about, value_status, organization, riding, valid_from, valid_to)
    NULLS NOT DISTINCT WHERE gone IS NULL;
CREATE INDEX claims_by_person ON claims (person, about, source);
CREATE INDEX claims_of_source ON claims (source, person) WHERE gone IS NULL;

CREATE TABLE proposals (
    id text COLLATE "C" NOT NULL PRIMARY KEY CHECK (id <> ''),
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('seen_once', 'conflict', 'absent', 'unknown_label', 'unknown_riding',
        'unknown_member', 'election', 'refused_document')),
    source text COLLATE "C" NOT NULL CHECK (source <> ''),
    person text COLLATE "C",
    subject text COLLATE "C" NOT NULL,
    about text COLLATE "C" CHECK (about IN ('seat', 'designation', 'caucus', 'party')),
    value_status text COLLATE "C" CHECK (value_status IN ('organization', 'none', 'unknown')),
    organization text COLLATE "C",
    riding text COLLATE "C",
    day date CHECK (day BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
    believed_status text COLLATE "C" CHECK (believed_status IN ('organization', 'none', 'unknown')),
    believed_organization text COLLATE "C",
    detail text COLLATE "C" NOT NULL,
    snapshot text COLLATE "C" NOT NULL,
    locator text COLLATE "C" NOT NULL,
    opened text COLLATE "C" NOT NULL CHECK (opened ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(opened, 1, 10) AS date) IS NOT NULL),
    last_seen text COLLATE "C" NOT NULL CHECK (last_seen ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(last_seen, 1, 10) AS date) IS NOT NULL),
    settled text COLLATE "C" CHECK (settled IS NULL OR settled ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(settled, 1, 10) AS date) IS NOT NULL),
    settlement text COLLATE "C" CHECK (settlement IN ('taken', 'vanished', 'rejected', 'overtaken')),
    revision integer REFERENCES revisions (number),
    CONSTRAINT proposals_seen_later CHECK (opened <= last_seen),
    CONSTRAINT proposals_settled_later CHECK (settled >= opened),
    CONSTRAINT proposals_settled_somehow CHECK ((settled IS NULL) = (settlement IS NULL)),
    CONSTRAINT proposals_revision_settles CHECK (revision IS NULL OR settled IS NOT NULL),
    CONSTRAINT proposals_value_whole CHECK ((value_status IS NOT DISTINCT FROM 'organization') = (organization IS NOT NULL)),
    CONSTRAINT proposals_believed_whole CHECK ((believed_status IS NOT DISTINCT FROM 'organization') = (believed_organization IS NOT NULL))
);

CREATE INDEX proposals_by_age ON proposals (opened, id);
CREATE INDEX proposals_open ON proposals (opened, id) WHERE settled IS NULL;
CREATE INDEX proposals_by_person ON proposals (person, opened, id);
CREATE INDEX proposals_of_source ON proposals (source, opened, id);

CREATE TABLE runs (
    id integer NOT NULL PRIMARY KEY CHECK (id > 0),
    source text COLLATE "C" NOT NULL CHECK (source <> ''),
    begun_by text COLLATE "C" NOT NULL CHECK (begun_by IN ('schedule', 'command', 'replay', 'start', 'let_through')),
    slot text COLLATE "C" CHECK (slot IS NULL OR slot ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(slot, 1, 10) AS date) IS NOT NULL),
    began text COLLATE "C" NOT NULL CHECK (began ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(began, 1, 10) AS date) IS NOT NULL),
    ended text COLLATE "C" NOT NULL CHECK (ended ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(ended, 1, 10) AS date) IS NOT NULL),
    outcome text COLLATE "C" NOT NULL CHECK (outcome IN ('changed', 'unchanged', 'unavailable', 'refused', 'failed')),
    reason text COLLATE "C" NOT NULL,
    -- The casts refuse what is no JSON.
    snapshots text COLLATE "C" NOT NULL CHECK (CAST(snapshots AS json) IS NOT NULL),
    tally text COLLATE "C" NOT NULL CHECK (CAST(tally AS json) IS NOT NULL),
    refusals text COLLATE "C" NOT NULL CHECK (CAST(refusals AS json) IS NOT NULL),
    -- Until when the publisher asks not to be asked.
    rest_until text COLLATE "C" CHECK (rest_until IS NULL OR rest_until ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(rest_until, 1, 10) AS date) IS NOT NULL),
    revision integer UNIQUE REFERENCES revisions (number),
    fence integer CHECK (fence > 0),
    CONSTRAINT runs_end_later CHECK (began <= ended),
    CONSTRAINT runs_changed_by_revision CHECK ((outcome = 'changed') = (revision IS NOT NULL))
);

CREATE INDEX runs_of_source ON runs (source, id);
CREATE INDEX runs_by_outcome ON runs (source, outcome, id);

CREATE TRIGGER leases_fence_grows BEFORE UPDATE ON leases FOR EACH ROW
    WHEN (NEW.job <> OLD.job OR NEW.fence < OLD.fence
        OR NEW.fence = OLD.fence AND (NEW.holder <> OLD.holder OR NEW.slot IS DISTINCT FROM OLD.slot
            OR OLD.until IS NULL AND NEW.until IS NOT NULL)
        OR OLD.done IS NOT NULL AND (NEW.done IS NULL OR NEW.done < OLD.done))
    EXECUTE FUNCTION refuse('the fence of a lease grows with each holder, and what was done stays done');

CREATE TRIGGER leases_stay BEFORE DELETE OR TRUNCATE ON leases FOR EACH STATEMENT
    EXECUTE FUNCTION refuse('a lease cannot be deleted: its fence would begin anew');

CREATE TRIGGER served_fixed BEFORE UPDATE ON served FOR EACH ROW
    WHEN (NEW.id <> OLD.id OR NEW.source <> OLD.source OR NEW.url <> OLD.url OR NEW.sha256 <> OLD.sha256
        OR NEW.size <> OLD.size OR NEW.retrieved_at <> OLD.retrieved_at OR NEW.seen_at < OLD.seen_at
        OR NEW.body <> OLD.body)
    EXECUTE FUNCTION refuse('a served document cannot be changed, only be seen again or let go');

CREATE TRIGGER served_stay BEFORE DELETE OR TRUNCATE ON served FOR EACH STATEMENT
    EXECUTE FUNCTION refuse('a served document cannot be deleted');

CREATE TRIGGER claims_fixed BEFORE UPDATE ON claims FOR EACH ROW
    WHEN (NEW.id <> OLD.id OR NEW.source <> OLD.source OR NEW.person <> OLD.person OR NEW.about <> OLD.about
        OR NEW.identity IS DISTINCT FROM OLD.identity OR NEW.elected_as IS DISTINCT FROM OLD.elected_as
        OR NEW.value_status IS DISTINCT FROM OLD.value_status OR NEW.organization IS DISTINCT FROM OLD.organization
        OR NEW.riding IS DISTINCT FROM OLD.riding OR NEW.valid_from IS DISTINCT FROM OLD.valid_from
        OR NEW.valid_to IS DISTINCT FROM OLD.valid_to OR NEW.first_seen <> OLD.first_seen)
    EXECUTE FUNCTION refuse('what a claim says cannot be changed: another saying is another claim');

CREATE TRIGGER claims_stay BEFORE DELETE OR TRUNCATE ON claims FOR EACH STATEMENT
    EXECUTE FUNCTION refuse('a claim cannot be deleted');

CREATE TRIGGER proposals_fixed BEFORE UPDATE ON proposals FOR EACH ROW
    WHEN (NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.source <> OLD.source OR NEW.person IS DISTINCT FROM OLD.person
        OR NEW.subject <> OLD.subject OR NEW.about IS DISTINCT FROM OLD.about
        OR NEW.value_status IS DISTINCT FROM OLD.value_status OR NEW.organization IS DISTINCT FROM OLD.organization
        OR NEW.riding IS DISTINCT FROM OLD.riding OR NEW.day IS DISTINCT FROM OLD.day
        OR OLD.settled IS NULL AND NEW.opened <> OLD.opened)
    EXECUTE FUNCTION refuse('what is proposed cannot be changed: another proposal is another row');

CREATE TRIGGER proposals_stay BEFORE DELETE OR TRUNCATE ON proposals FOR EACH STATEMENT
    EXECUTE FUNCTION refuse('a proposal cannot be deleted');

CREATE TRIGGER runs_fixed BEFORE UPDATE ON runs FOR EACH STATEMENT
    EXECUTE FUNCTION refuse('a run cannot be changed');

CREATE TRIGGER runs_stay BEFORE DELETE OR TRUNCATE ON runs FOR EACH STATEMENT
    EXECUTE FUNCTION refuse('a run cannot be deleted');
