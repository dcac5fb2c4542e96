-- The log of revisions asks what one of them opened and closed. Without these
-- it would read the whole projection for each.
--
-- Every server asks for the newest revision twice a second. Its hash lies behind
-- its payload, which may be of megabytes, all of which SQLite would walk through;
-- the last index holds what is asked without it.

-- +goose Up
CREATE INDEX beliefs_by_opening ON beliefs (from_revision);
CREATE INDEX beliefs_by_closing ON beliefs (to_revision) WHERE to_revision IS NOT NULL;
CREATE INDEX revisions_without_payload ON revisions (number, kind, recorded_at, hash, actor, reason);
