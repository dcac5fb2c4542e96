-- The projection, as in sqlite/0002: one row per fact and run of revisions in
-- which it was held, made from the payloads and rebuilt from them by verify.
-- What overlaps is refused by exclusion constraints, which, unlike a trigger
-- that looks for rows, also see what another transaction is about to commit.
-- They compare texts by hashes of 64 bits: over the texts themselves they are
-- four times slower and hold up the whole dataset. Two texts of one hash would
-- be refused what they may have, never allowed what they may not.
--
-- Equality beside periods needs the extension btree_gist; the owner of the
-- database may create it, for others an administrator does so beforehand.

-- +goose Up
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE beliefs (
    kind text COLLATE "C" NOT NULL CHECK (kind <> ''),
    key text COLLATE "C" NOT NULL CHECK (key <> ''),
    from_revision integer NOT NULL REFERENCES revisions (number),
    to_revision integer REFERENCES revisions (number),
    person text COLLATE "C",
    axis text COLLATE "C" CHECK (axis IN ('party', 'caucus', 'designation')),
    value_status text COLLATE "C" CHECK (value_status IN ('organization', 'none', 'unknown')),
    organization text COLLATE "C",
    house text COLLATE "C",
    parliament integer,
    riding text COLLATE "C",
    place integer CHECK (place > 0),
    valid_from date CHECK (valid_from BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
    valid_to date CHECK (valid_to BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
    state text COLLATE "C" CHECK (state IN ('confirmed', 'provisional', 'reported')),
    basis text COLLATE "C" CHECK (basis <> ''),
    -- The cast refuses what is no JSON.
    body text COLLATE "C" NOT NULL CHECK (CAST(body AS json) IS NOT NULL),
    PRIMARY KEY (kind, key, from_revision),
    CONSTRAINT beliefs_close_later CHECK (to_revision > from_revision),
    CONSTRAINT beliefs_last CHECK (valid_from < valid_to),
    CONSTRAINT beliefs_affiliation_whole CHECK (kind <> 'affiliation' OR
        (person IS NOT NULL AND axis IS NOT NULL AND value_status IS NOT NULL AND valid_from IS NOT NULL)),
    CONSTRAINT beliefs_tenure_whole CHECK (kind <> 'tenure' OR
        (person IS NOT NULL AND house IS NOT NULL AND parliament IS NOT NULL AND riding IS NOT NULL
            AND place IS NOT NULL AND valid_from IS NOT NULL)),
    CONSTRAINT beliefs_one_value EXCLUDE USING gist
        (hashtextextended(person || '/' || axis, 0) WITH =, daterange(valid_from, valid_to) WITH &&)
        WHERE (kind = 'affiliation' AND to_revision IS NULL AND state IS DISTINCT FROM 'reported'),
    CONSTRAINT beliefs_one_holder EXCLUDE USING gist
        (hashtextextended(house || '/' || riding, 0) WITH =, parliament WITH =, place WITH =,
            daterange(valid_from, valid_to) WITH &&)
        WHERE (kind = 'tenure' AND to_revision IS NULL)
);

CREATE UNIQUE INDEX beliefs_one_open ON beliefs (kind, key) WHERE to_revision IS NULL;
CREATE INDEX beliefs_by_day ON beliefs (kind, axis, valid_from, valid_to);
CREATE INDEX beliefs_by_person ON beliefs (kind, person, axis);
CREATE INDEX beliefs_by_seat ON beliefs (house, parliament, riding, place)
    WHERE kind = 'tenure' AND to_revision IS NULL;

-- A belief enters open, with the newest revision. One question per statement,
-- not per row: a dataset enters by tens of thousands.

-- +goose StatementBegin
CREATE FUNCTION beliefs_enter_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM entered WHERE to_revision IS NOT NULL
        OR from_revision IS DISTINCT FROM (SELECT max(number) FROM revisions))
    THEN
        RAISE EXCEPTION 'a belief must be opened by the newest revision'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER beliefs_enter_open AFTER INSERT ON beliefs REFERENCING NEW TABLE AS entered
    FOR EACH STATEMENT EXECUTE FUNCTION beliefs_enter_open();

CREATE TRIGGER beliefs_fixed BEFORE UPDATE OF kind, key, from_revision, person, axis, value_status, organization,
    house, parliament, riding, place, valid_from, valid_to, state, basis, body ON beliefs FOR EACH STATEMENT
    EXECUTE FUNCTION refuse('a belief cannot be changed, only closed');

-- +goose StatementBegin
CREATE FUNCTION belief_closes_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.to_revision IS NOT NULL OR NEW.to_revision IS DISTINCT FROM (SELECT max(number) FROM revisions) THEN
        RAISE EXCEPTION 'a belief can only be closed once, by the newest revision'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER beliefs_close_once BEFORE UPDATE ON beliefs FOR EACH ROW
    EXECUTE FUNCTION belief_closes_once();

CREATE TRIGGER beliefs_stay BEFORE DELETE OR TRUNCATE ON beliefs FOR EACH STATEMENT
    EXECUTE FUNCTION refuse('a belief cannot be deleted');
