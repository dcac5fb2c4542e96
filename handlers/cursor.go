package handlers

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// A cursor is the place in an order behind which the next page begins: the kind
// of list, the sort key and a checksum, so that one that was cut or belongs to
// another list is noticed. It is opaque to callers.

const (
	peopleCursor  = "p"
	changesCursor = "c"
)

const wantCursor = "the cursor of a next link of this list, unchanged"

var cursorText = base64.RawURLEncoding.Strict()

func encodeCursor(list, key string) string {
	b := append([]byte(list), key...)
	return cursorText.EncodeToString(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b)))
}

func decodeCursor(list, text string) (key string, ok bool) {
	b, err := cursorText.DecodeString(text)
	n := len(b) - crc32.Size
	if err != nil || n < 0 || crc32.ChecksumIEEE(b[:n]) != binary.BigEndian.Uint32(b[n:]) {
		return "", false
	}
	return strings.CutPrefix(string(b[:n]), list)
}

// cursor reads the sort key behind which to begin.
func (p *params) cursor(list string) string {
	text, ok := p.take("after")
	if !ok {
		return ""
	}
	key, ok := decodeCursor(list, text)
	if !ok || key == "" {
		p.fault("after", text, wantCursor)
		return ""
	}
	return key
}

// placeAt reads the place behind which to begin, in whatever form the list has
// it; zero for the first page.
func placeAt[T any](p *params, list string, parse func(string) (T, error)) (place T) {
	key := p.cursor(list)
	if key == "" {
		return place
	}
	found, err := parse(key)
	if err != nil {
		text, _ := p.take("after")
		p.fault("after", text, wantCursor)
		return place
	}
	return found
}

// encodePlace is the cursor behind a sort key; empty for none.
func encodePlace(list, key string) string {
	if key == "" {
		return ""
	}
	return encodeCursor(list, key)
}

// changeCursor reads the place of a change in a list of changes.
func (p *params) changeCursor(list string) models.ChangeKey { return placeAt(p, list, parseChangeKey) }

var errNoPlace = errors.New("not a place in the order of the list")

func parseChangeKey(key string) (models.ChangeKey, error) {
	parts := strings.SplitN(key, "\n", 3)
	if len(parts) != 3 {
		return models.ChangeKey{}, errNoPlace
	}
	kind := models.ChangeKind(parts[1])
	if !slices.Contains(models.ChangeKinds[:], kind) {
		return models.ChangeKey{}, errNoPlace
	}
	on, err := temporal.ParseDay(parts[0])
	return models.ChangeKey{On: on, Kind: kind, Name: parts[2]}, err
}

// cursorOf is what changeCursor reads; empty for the zero key.
func cursorOf(list string, k models.ChangeKey) string {
	if k == (models.ChangeKey{}) {
		return ""
	}
	return encodeCursor(list, k.On.String()+"\n"+string(k.Kind)+"\n"+k.Name)
}
