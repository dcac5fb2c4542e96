package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"caucus/models"
	"caucus/models/store"
)

// verifyCommand recomputes everything that can be recomputed.
type verifyCommand struct {
	JSON bool `name:"json" help:"Print the findings as JSON."`
}

// verdict is what verify found.
type verdict struct {
	Revisions  int         `json:"revisions"`
	Beliefs    int         `json:"beliefs"` // held as of the newest revision
	Broken     []string    `json:"broken"`
	Unbalanced []string    `json:"unbalanced"` // parliaments of which not every seat is known
	Exceptions []exception `json:"exceptions"` // members without a known designation
}

// exception is a member of whom a source leaves days open.
type exception struct {
	Person models.PersonID `json:"person"`
	Name   string          `json:"name"`
	From   string          `json:"from"`
	To     string          `json:"to,omitempty"`
	Cause  string          `json:"cause"`
}

// errBroken makes the exit code 1; what is broken has been printed by then.
var errBroken = fmt.Errorf("verify: the register is broken")

// Run checks the chain and the projection, then the facts.
func (c verifyCommand) Run(ctx context.Context, p *process, s settings) error {
	return p.withExisting(ctx, s, func(st *store.Store) error {
		v, err := check(ctx, st)
		if err != nil {
			return err
		}
		if err := v.print(p.stdout, c.JSON); err != nil {
			return err
		}
		if len(v.Broken) > 0 {
			return errBroken
		}
		return nil
	})
}

func check(ctx context.Context, st *store.Store) (verdict, error) {
	v := verdict{Broken: []string{}, Unbalanced: []string{}, Exceptions: []exception{}}
	broken, err := st.Verify(ctx)
	if err != nil {
		return v, err
	}
	v.Broken = append(v.Broken, broken...)
	head, err := st.Head(ctx)
	if err != nil {
		v.Broken = append(v.Broken, err.Error())
		return v, nil
	}
	v.Revisions = head.Number
	set, err := st.Facts(ctx, head.Number)
	if err != nil {
		v.Broken = append(v.Broken, err.Error())
		return v, nil
	}
	v.Beliefs = set.Len()
	v.judge(models.Check(set))
	return v, nil
}

// judge takes over what the domain finds.
func (v *verdict) judge(f models.Findings) {
	v.Broken = append(v.Broken, f.Broken...)
	v.Unbalanced = append(v.Unbalanced, f.Unbalanced...)
	for _, e := range f.Exceptions {
		v.Exceptions = append(v.Exceptions, exception{e.Person, e.Name, e.Period.From.String(), e.Period.To.String(), e.Cause})
	}
}

func (v *verdict) print(w io.Writer, asJSON bool) error {
	if asJSON {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(v)
	}
	for _, e := range v.Exceptions {
		fmt.Fprintf(w, "exception: %s (%s) from %s to %s: %s\n", e.Name, e.Person, e.From, e.To, cmp.Or(e.Cause, "no cause is noted"))
	}
	for _, u := range v.Unbalanced {
		fmt.Fprintln(w, "not whole:", u)
	}
	for _, b := range v.Broken {
		fmt.Fprintln(w, "broken:", b)
	}
	if len(v.Broken) > 0 {
		_, err := fmt.Fprintf(w, "verify: %d revisions, %d beliefs: %d broken\n", v.Revisions, v.Beliefs, len(v.Broken))
		return err
	}
	_, err := fmt.Fprintf(w, "verify: %d revisions, %d beliefs: nothing is broken (%d exceptions, %d parliaments not whole)\n",
		v.Revisions, v.Beliefs, len(v.Exceptions), len(v.Unbalanced))
	return err
}
