-- The truth, as in sqlite/0001: every write to the register is one revision,
-- kept as the very text that was hashed. Nothing here is ever changed or
-- removed, and the database itself refuses to.
--
-- Texts compare by their bytes (collation "C"), whatever the database was made
-- with: digests, keys and instants must stand in the same order everywhere.

-- +goose Up
CREATE TABLE texts (
    digest text COLLATE "C" NOT NULL PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
    salt text COLLATE "C",
    text text COLLATE "C",
    CONSTRAINT texts_whole_or_withdrawn CHECK ((salt IS NULL) = (text IS NULL))
);

CREATE TABLE revisions (
    number integer NOT NULL PRIMARY KEY CHECK (number > 0),
    kind text COLLATE "C" NOT NULL CHECK (kind <> ''),
    -- The cast refuses days that are on no calendar.
    recorded_at text COLLATE "C" NOT NULL CHECK (
        recorded_at ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][.][0-9]{6}Z$'
        AND CAST(substr(recorded_at, 1, 10) AS date) IS NOT NULL),
    actor text COLLATE "C" NOT NULL REFERENCES texts (digest),
    reason text COLLATE "C" NOT NULL REFERENCES texts (digest),
    payload text COLLATE "C" NOT NULL,
    previous text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$')
);

CREATE UNIQUE INDEX revisions_by_instant ON revisions (recorded_at);

-- What a trigger refuses is an integrity violation with the trigger's own
-- words. A TRUNCATE asks no trigger on rows: those for statements refuse it.

-- +goose StatementBegin
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation';
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER texts_only_withdrawn BEFORE UPDATE ON texts FOR EACH ROW
    WHEN (NEW.digest <> OLD.digest OR NEW.text IS NOT NULL OR NEW.salt IS NOT NULL)
    EXECUTE FUNCTION refuse('a recorded text can only be withdrawn, not changed');

CREATE TRIGGER texts_stay BEFORE DELETE OR TRUNCATE ON texts FOR EACH STATEMENT
    EXECUTE FUNCTION refuse('a recorded text cannot be deleted');

-- +goose StatementBegin
CREATE FUNCTION revision_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    newest record;
BEGIN
    SELECT number, recorded_at, hash INTO newest FROM revisions ORDER BY number DESC LIMIT 1;
    IF NEW.number IS DISTINCT FROM coalesce(newest.number, 0) + 1
        OR NEW.previous IS DISTINCT FROM coalesce(newest.hash, '')
        OR NEW.recorded_at <= coalesce(newest.recorded_at, '')
    THEN
        RAISE EXCEPTION 'a revision must follow the newest one in number, instant and hash'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER revisions_follow BEFORE INSERT ON revisions FOR EACH ROW
    EXECUTE FUNCTION revision_follows();

CREATE TRIGGER revisions_fixed BEFORE UPDATE ON revisions FOR EACH STATEMENT
    EXECUTE FUNCTION refuse('a recorded revision cannot be changed');

CREATE TRIGGER revisions_stay BEFORE DELETE OR TRUNCATE ON revisions FOR EACH STATEMENT
    EXECUTE FUNCTION refuse('a recorded revision cannot be deleted');
