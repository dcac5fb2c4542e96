package handlers

import (
	"encoding/base64"
	"encoding/binary"
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

// changeCursor reads the place of a change.
func (p *params) changeCursor() models.ChangeKey {
	key := p.cursor(changesCursor)
	if key == "" {
		return models.ChangeKey{}
	}
	parts := strings.SplitN(key, "\n", 3)
	if len(parts) == 3 {
		on, err := temporal.ParseDay(parts[0])
		kind := models.ChangeKind(parts[1])
		if err == nil && slices.Contains(models.ChangeKinds[:], kind) {
			return models.ChangeKey{On: on, Kind: kind, Name: parts[2]}
		}
	}
	text, _ := p.take("after")
	p.fault("after", text, wantCursor)
	return models.ChangeKey{}
}

// cursorOf is what changeCursor reads; empty for the zero key.
func cursorOf(k models.ChangeKey) string {
	if k == (models.ChangeKey{}) {
		return ""
	}
	return encodeCursor(changesCursor, k.On.String()+"\n"+string(k.Kind)+"\n"+k.Name)
}
