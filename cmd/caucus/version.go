package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// versionCommand prints what this program is.
type versionCommand struct{}

// Run prints the version of the module, of Go and of the embedded dataset.
func (versionCommand) Run(p *process) error {
	_, err := fmt.Fprintf(p.stdout, "caucus %s, %s\n", p.version(), runtime.Version())
	return err
}

// version names this build: that of the module, and of the dataset in it.
func (p *process) version() string {
	version := "(unknown)"
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
	}
	if m, err := readManifest(p.seed); err == nil {
		version += ", dataset of " + m.RecordedAt.String()
	}
	return version
}
