package pgtest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"caucus/migrations"
)

// Address is that of a database on the server.
func (c *Cluster) Address(database string) string {
	at := *c.address
	at.Path = "/" + database
	return at.String()
}

// Empty is [Empty] on this server.
func (c *Cluster) Empty(t testing.TB) string {
	t.Helper()
	return c.create(t, "template0")
}

// Fresh is [Fresh] on this server.
func (c *Cluster) Fresh(t testing.TB) string {
	t.Helper()
	template, err := c.template(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c.create(t, template)
}

func (c *Cluster) create(t testing.TB, template string) string {
	t.Helper()
	name := "caucus_test_" + strings.ToLower(rand.Text())
	if err := c.exec(t.Context(), "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if c.private {
			return // it goes as a whole, and may not be running
		}
		if err := c.exec(context.Background(), "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return c.Address(name)
}

// template makes the database that fresh ones are copied from, unless the
// server has it already: a copy takes a fraction of a migration. Its name says
// which migrations made it.
func (c *Cluster) template(ctx context.Context) (name string, err error) {
	sum, err := migrationsSum()
	if err != nil {
		return "", err
	}
	name = fmt.Sprintf("caucus_template_%x", sum[:6])
	conn, err := pgx.Connect(ctx, c.address.String())
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	// Until the connection ends; other processes may test on this server.
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(hashtext('caucus_template'))"); err != nil {
		return "", err
	}
	var there bool
	if err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", name).Scan(&there); err != nil || there {
		return name, err
	}
	for _, sql := range []string{"DROP DATABASE IF EXISTS caucus_template_new", "CREATE DATABASE caucus_template_new TEMPLATE template0"} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return "", err
		}
	}
	if err := migrate(ctx, c.Address("caucus_template_new")); err != nil {
		return "", err
	}
	_, err = conn.Exec(ctx, "ALTER DATABASE caucus_template_new RENAME TO "+name)
	return name, err
}

func migrate(ctx context.Context, address string) error {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return err
	}
	db := stdlib.OpenDB(*config)
	return errors.Join(migrations.Apply(ctx, db, migrations.PostgreSQL), db.Close())
}

func migrationsSum() ([]byte, error) {
	h := sha256.New()
	names, err := fs.Glob(migrations.PostgreSQL, "*.sql")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(migrations.PostgreSQL, name)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(h, "%s %d\n%s", name, len(data), data)
	}
	return h.Sum(nil), nil
}

// exec runs one statement on a connection of its own.
func (c *Cluster) exec(ctx context.Context, sql string) error {
	conn, err := pgx.Connect(ctx, c.address.String())
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, sql)
	return errors.Join(err, conn.Close(ctx))
}
