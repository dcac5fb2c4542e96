-- The log of revisions asks what one of them opened and closed. Without these
-- it would read the whole projection for each.

-- +goose Up
CREATE INDEX beliefs_by_opening ON beliefs (from_revision);
CREATE INDEX beliefs_by_closing ON beliefs (to_revision) WHERE to_revision IS NOT NULL;
