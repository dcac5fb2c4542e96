package main

import (
	"fmt"
	"os"
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

// build names this very executable, for the tags of answers: while the module
// has no released version, two builds of one day must not share them.
func (p *process) build() string {
	path, err := os.Executable()
	if err != nil {
		return p.version()
	}
	info, err := os.Stat(path)
	if err != nil {
		return p.version()
	}
	return p.version() + info.ModTime().String()
}
