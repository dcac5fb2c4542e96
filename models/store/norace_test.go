//go:build !race

package store_test

// underRace tells that the race detector is on, under which recording the
// embedded dataset takes minutes.
const underRace = false
