package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// partial is a file that gets its name when it is whole, so that nobody takes
// an unfinished backup for one.
type partial struct {
	*os.File
	name string // what it is to be called; standardStream for a file that is only passed on
	gone bool   // renamed or removed
}

// partialFile makes the file name.partial, which only its owner may read.
func partialFile(name string, force bool) (*partial, error) {
	if err := absent(name, force); err != nil {
		return nil, err
	}
	path := name + ".partial"
	if force {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("remove what an interrupted backup left: %w", err)
		}
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("%s exists: another backup is being written, or was interrupted; --force replaces it", path)
	}
	if err != nil {
		return nil, fmt.Errorf("write the backup: %w", err)
	}
	return &partial{File: f, name: name}, nil
}

// temporaryFile makes a file that is only passed on.
func temporaryFile(name string) (*partial, error) {
	f, err := os.CreateTemp("", "caucus-backup-")
	if err != nil {
		return nil, fmt.Errorf("make a file to keep the backup in meanwhile: %w", err)
	}
	return &partial{File: f, name: name}, nil
}

// absent refuses a name that is taken, unless it may be replaced.
func absent(name string, force bool) error {
	switch info, err := os.Lstat(name); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("write the backup: %w", err)
	case info.IsDir():
		return fmt.Errorf("write the backup: %s is a directory", name)
	case !force:
		return fmt.Errorf("write the backup: %s exists; --force replaces it", name)
	}
	return nil
}

// keep gives the file its name, or passes on what it holds.
func (p *partial) keep(w io.Writer, force bool) error {
	if p.name == standardStream {
		if _, err := p.Seek(0, io.SeekStart); err != nil {
			return fmt.Errorf("read the backup: %w", err)
		}
		if _, err := io.Copy(w, p); err != nil {
			return fmt.Errorf("pass the backup on: %w", err)
		}
		return nil
	}
	if err := absent(p.name, force); err != nil {
		return err
	}
	if err := p.still(); err != nil {
		return err
	}
	if err := os.Rename(p.Name(), p.name); err != nil {
		return fmt.Errorf("name the backup: %w", err)
	}
	p.gone = true
	return syncDirectory(filepath.Dir(p.name))
}

// still refuses to name a file that another backup, told to replace it, put in
// the place of this one.
func (p *partial) still() error {
	ours, err := p.Stat()
	if err != nil {
		return fmt.Errorf("name the backup: %w", err)
	}
	if there, err := os.Stat(p.Name()); err != nil || !os.SameFile(ours, there) {
		p.gone = true
		return fmt.Errorf("name the backup: another backup took the place of %s", p.Name())
	}
	return nil
}

// discard closes the file, and removes it if it did not get its name.
func (p *partial) discard() error {
	err := p.Close()
	if !p.gone {
		err = errors.Join(err, os.Remove(p.Name()))
	}
	return err
}

// syncDirectory makes a new name in a directory outlast a power cut. Windows
// has no such call.
func syncDirectory(dir string) (err error) {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("flush the directory of the backup: %w", err)
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("flush the directory of the backup: %w", err)
	}
	return nil
}
