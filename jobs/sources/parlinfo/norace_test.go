//go:build !race

package parlinfo

// underRace tells that the race detector is on, under which reading 829 MB of
// documents takes minutes and finds nothing: the derivation starts no goroutine.
const underRace = false
