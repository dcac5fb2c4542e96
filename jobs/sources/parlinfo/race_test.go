//go:build race

package parlinfo

const underRace = true
