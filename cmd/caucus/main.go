// Command caucus keeps and serves the register of who sits in which caucus: one
// program that makes its database, loads the dataset that it carries, imports
// what publishers say and answers questions over HTTP.
//
// This package is the wiring: it reads settings, opens what the other packages
// need and passes it in. It knows no rule of Parliament.
package main

import (
	"context"
	"os"
)

func main() { os.Exit(run(context.Background(), os.Args[1:], os.Environ(), os.Stdout, os.Stderr)) }
