package main

import (
	"testing"
	"time"
)

// TestHanDongLeavesTheLiberals: the House's list shows a change without a day,
// and ParlInfo gives the day a week later.
func TestHanDongLeavesTheLiberals(t *testing.T) {
	t.Parallel()
	onBothDesks(t, func(t *testing.T, d *desk) {
		out := d.refresh()
		t.Log(out)
		d.at("2023-03-23T12:00:00Z")
		d.crosses("Dong", "2023-03-22")
		t.Log(d.refresh("ourcommons"))
		d.later(time.Hour)
		t.Log(d.refresh("ourcommons"))
		d.later(7 * 24 * time.Hour)
		t.Log(d.refresh("parlinfo"))
		d.later(time.Hour)
		t.Log(d.refresh("parlinfo"))
		d.later(time.Hour)
		t.Log(d.refresh())
	})
}
