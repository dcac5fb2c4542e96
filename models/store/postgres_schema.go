package store

import (
	_ "embed"
	"strings"

	"gorm.io/gorm"
)

// postgresObjects asks for what the migrations made: the tables with all
// that belongs to them, wherever the search path finds them, and the functions
// of their triggers. Other things that live in the same schema are nobody's
// business, except a table that passes its rows on to one of them. Whether
// triggers fire at all is a setting, which the database or the user may have of
// its own.
const postgresObjects = `
WITH home AS (
	SELECT coalesce((SELECT relnamespace FROM pg_class WHERE oid = coalesce(
		to_regclass('revisions'), to_regclass('beliefs'), to_regclass('texts'))), to_regnamespace(current_schema())::oid) AS oid
), ours AS (
	SELECT c.* FROM pg_class c, home
	WHERE c.relnamespace = home.oid AND c.relname IN ('texts', 'revisions', 'beliefs', 'leases', 'served', 'claims', 'proposals', 'runs') AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
), made (name, made) AS (
	SELECT 'table ' || relname, concat_ws(' ', relkind, relpersistence, CASE WHEN relrowsecurity THEN 'row security' END) FROM ours
	UNION ALL
	SELECT 'table ' || c.relname, 'inherits' FROM pg_inherits i JOIN ours ON ours.oid = i.inhparent JOIN pg_class c ON c.oid = i.inhrelid
	UNION ALL
	SELECT 'column ' || ours.relname || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod), co.collname,
			CASE WHEN a.attnotnull THEN 'NOT NULL' END, nullif(a.attidentity, ''), nullif(a.attgenerated, ''), pg_get_expr(d.adbin, d.adrelid))
		FROM ours JOIN pg_attribute a ON a.attrelid = ours.oid AND a.attnum > 0 AND NOT a.attisdropped
		LEFT JOIN pg_collation co ON co.oid = a.attcollation LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
	UNION ALL
	SELECT 'constraint ' || k.conname, concat_ws(' ', ours.relname, pg_get_constraintdef(k.oid),
			(SELECT 'disabled' FROM pg_trigger t WHERE t.tgconstraint = k.oid AND t.tgenabled <> 'O' LIMIT 1),
			(SELECT 'invalid' FROM pg_index i WHERE i.indexrelid = k.conindid AND NOT (i.indisvalid AND i.indisready AND i.indislive)))
		FROM ours JOIN pg_constraint k ON k.conrelid = ours.oid AND k.contype IN ('c', 'f', 'p', 'u', 'x')
	UNION ALL
	SELECT 'index ' || c.relname, concat_ws(' ', pg_get_indexdef(i.indexrelid),
			CASE WHEN NOT (i.indisvalid AND i.indisready AND i.indislive) THEN 'invalid' END)
		FROM ours JOIN pg_index i ON i.indrelid = ours.oid JOIN pg_class c ON c.oid = i.indexrelid
		WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
	UNION ALL
	SELECT 'trigger ' || t.tgname || ' on ' || ours.relname, concat_ws(' ', pg_get_triggerdef(t.oid), nullif(t.tgenabled, 'O'))
		FROM ours JOIN pg_trigger t ON t.tgrelid = ours.oid AND NOT t.tgisinternal
	UNION ALL
	SELECT DISTINCT 'function ' || p.proname, concat_ws(' ', l.lanname, CASE WHEN p.prosecdef THEN 'definer' END, p.proconfig::text, p.prosrc)
		FROM ours JOIN pg_trigger t ON t.tgrelid = ours.oid AND NOT t.tgisinternal JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_language l ON l.oid = p.prolang
	UNION ALL
	SELECT 'rule ' || r.rulename || ' on ' || ours.relname, pg_get_ruledef(r.oid) FROM ours JOIN pg_rewrite r ON r.ev_class = ours.oid
	UNION ALL
	SELECT 'setting session_replication_role', current_setting('session_replication_role')
)
SELECT name, regexp_replace(made, '(^|[^[:alnum:]_"])' || (SELECT regexp_replace(quote_ident(nspname), '([^[:alnum:]_])', '\\\1', 'g')
	FROM pg_namespace JOIN home ON home.oid = pg_namespace.oid) || '\.', '\1', 'g') FROM made`

// postgresMade is what the question finds in a database that has just been
// migrated, one object a line. It is kept, not made anew for each comparison as
// for SQLite, since a standby can be verified but lets nobody make anything.
//
//go:embed postgres_schema.txt
var postgresMade string

// postgresCheckSchema compares the schema with what the migrations make.
func postgresCheckSchema(tx *gorm.DB) ([]string, error) {
	got, err := schemaOf(tx.Raw(postgresObjects).Rows())
	if err != nil {
		return nil, err
	}
	want := schema{}
	for line := range strings.Lines(postgresMade) {
		name, made, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		want[name] = made
	}
	return want.compare(got), nil
}
