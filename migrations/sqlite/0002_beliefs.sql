-- The projection: one row per fact and run of revisions in which it was held,
-- made from the payloads and rebuilt from them by verify. Typed columns stand
-- beside the JSON of the fact so that SQL can refuse what Parliament does not
-- allow (a member with two values on one axis, a seat held by two people) and
-- can answer plain questions by index.

-- +goose Up
CREATE TABLE beliefs (
    kind TEXT NOT NULL CHECK (kind <> ''),
    key TEXT NOT NULL CHECK (key <> ''),
    from_revision INTEGER NOT NULL REFERENCES revisions (number),
    to_revision INTEGER REFERENCES revisions (number),
    person TEXT,
    axis TEXT CHECK (axis IN ('party', 'caucus', 'designation')),
    value_status TEXT CHECK (value_status IN ('organization', 'none', 'unknown')),
    organization TEXT,
    house TEXT,
    parliament INTEGER,
    riding TEXT,
    place INTEGER CHECK (place > 0),
    valid_from TEXT CHECK (date(valid_from) IS valid_from),
    valid_to TEXT CHECK (date(valid_to) IS valid_to),
    state TEXT CHECK (state IN ('confirmed', 'provisional', 'reported')),
    basis TEXT CHECK (basis <> ''),
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (kind, key, from_revision),
    CHECK (to_revision > from_revision),
    CHECK (valid_from < valid_to),
    CHECK (kind <> 'affiliation' OR
        (person IS NOT NULL AND axis IS NOT NULL AND value_status IS NOT NULL AND valid_from IS NOT NULL)),
    CHECK (kind <> 'tenure' OR
        (person IS NOT NULL AND house IS NOT NULL AND parliament IS NOT NULL AND riding IS NOT NULL
            AND place IS NOT NULL AND valid_from IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX beliefs_one_open ON beliefs (kind, key) WHERE to_revision IS NULL;
CREATE INDEX beliefs_by_day ON beliefs (kind, axis, valid_from, valid_to);
CREATE INDEX beliefs_by_person ON beliefs (kind, person, axis);
CREATE INDEX beliefs_by_seat ON beliefs (house, parliament, riding, place)
    WHERE kind = 'tenure' AND to_revision IS NULL;

-- A belief enters open, with the newest revision, and takes no place that is
-- held. (REPLACE would empty the place without asking; see 0001.)

-- +goose StatementBegin
CREATE TRIGGER beliefs_enter_open BEFORE INSERT ON beliefs
WHEN NEW.to_revision IS NOT NULL OR NEW.from_revision IS NOT (SELECT max(number) FROM revisions)
BEGIN
    SELECT RAISE(ABORT, 'a belief must be opened by the newest revision');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER beliefs_once BEFORE INSERT ON beliefs
WHEN EXISTS (SELECT 1 FROM beliefs b WHERE b.kind = NEW.kind AND b.key = NEW.key
    AND (b.to_revision IS NULL OR b.from_revision = NEW.from_revision))
BEGIN
    SELECT RAISE(ABORT, 'a belief of this kind and key is already held or was recorded before');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER beliefs_one_value BEFORE INSERT ON beliefs
WHEN NEW.kind = 'affiliation' AND NEW.state IS NOT 'reported'
    AND EXISTS (SELECT 1 FROM beliefs b
        WHERE b.kind = 'affiliation' AND b.person = NEW.person AND b.axis = NEW.axis
            AND b.to_revision IS NULL AND b.state IS NOT 'reported'
            AND (b.valid_to IS NULL OR NEW.valid_from < b.valid_to)
            AND (NEW.valid_to IS NULL OR b.valid_from < NEW.valid_to))
BEGIN
    SELECT RAISE(ABORT, 'this affiliation overlaps another value of the same person on the same axis');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER beliefs_one_holder BEFORE INSERT ON beliefs
WHEN NEW.kind = 'tenure'
    AND EXISTS (SELECT 1 FROM beliefs b
        WHERE b.kind = 'tenure' AND b.to_revision IS NULL
            AND b.house = NEW.house AND b.parliament = NEW.parliament
            AND b.riding = NEW.riding AND b.place = NEW.place
            AND (b.valid_to IS NULL OR NEW.valid_from < b.valid_to)
            AND (NEW.valid_to IS NULL OR b.valid_from < NEW.valid_to))
BEGIN
    SELECT RAISE(ABORT, 'this tenure overlaps another tenure of the same seat');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER beliefs_fixed BEFORE UPDATE OF kind, key, from_revision, person, axis, value_status, organization,
    house, parliament, riding, place, valid_from, valid_to, state, basis, body ON beliefs
BEGIN
    SELECT RAISE(ABORT, 'a belief cannot be changed, only closed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER beliefs_close_once BEFORE UPDATE OF to_revision ON beliefs
WHEN OLD.to_revision IS NOT NULL OR NEW.to_revision IS NOT (SELECT max(number) FROM revisions)
BEGIN
    SELECT RAISE(ABORT, 'a belief can only be closed once, by the newest revision');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER beliefs_stay BEFORE DELETE ON beliefs
BEGIN
    SELECT RAISE(ABORT, 'a belief cannot be deleted');
END;
-- +goose StatementEnd
