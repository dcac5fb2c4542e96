package models

import (
	"errors"
	"strings"
)

// The vocabulary of failure. handlers/problem turns each into an answer;
// every other error is a fault of ours and shows nothing to the caller.
var (
	ErrNotFound    = errors.New("not found")
	ErrConflict    = errors.New("conflict")
	ErrUnavailable = errors.New("unavailable")
)

// Fault is one thing that is wrong with an input.
type Fault struct {
	Field string `json:"field"`           // the parameter or element, as the sender wrote it
	Value string `json:"value,omitempty"` // what was sent
	Want  string `json:"want"`            // what would be right
}

// InvalidError carries every fault of an input at once.
type InvalidError struct{ Faults []Fault }

// Add appends one fault.
func (e *InvalidError) Add(field, value, want string) {
	e.Faults = append(e.Faults, Fault{Field: field, Value: value, Want: want})
}

// OrNil returns the error, or nil if there is no fault.
func (e *InvalidError) OrNil() error {
	if len(e.Faults) == 0 {
		return nil
	}
	return e
}

// Error lists every fault on one line.
func (e *InvalidError) Error() string {
	parts := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		parts[i] = f.Field + "=" + f.Value + ": " + f.Want
	}
	return strings.Join(parts, "; ")
}
