package facts

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"caucus/models"
)

// Encode returns the canonical JSON of a fact: the fields in the order of the
// type, no spaces, no HTML escapes.
func Encode(f models.Fact) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(f); err != nil {
		return nil, fmt.Errorf("encode %s %s: %w", f.Kind(), f.Key(), err)
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// Decode reads the JSON of one fact. An unknown kind, an unknown field, a
// wrong type and anything after the fact are errors.
func Decode(kind models.Kind, data []byte) (models.Fact, error) {
	switch kind {
	case models.KindHouse:
		return decode[models.House](data)
	case models.KindSource:
		return decode[models.Source](data)
	case models.KindSnapshot:
		return decode[models.Snapshot](data)
	case models.KindParliament:
		return decode[models.Parliament](data)
	case models.KindSeats:
		return decode[models.Seats](data)
	case models.KindOrganization:
		return decode[models.Organization](data)
	case models.KindSuccession:
		return decode[models.Succession](data)
	case models.KindRiding:
		return decode[models.Riding](data)
	case models.KindPerson:
		return decode[models.Person](data)
	case models.KindTenure:
		return decode[models.Tenure](data)
	case models.KindAffiliation:
		return decode[models.Affiliation](data)
	case models.KindEvent:
		return decode[models.Event](data)
	case models.KindRejection:
		return decode[models.Rejection](data)
	}
	return nil, fmt.Errorf("%q is not a kind of fact", kind)
}

func decode[F models.Fact](data []byte) (models.Fact, error) {
	var f F
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return nil, fmt.Errorf("decode %s: %w", f.Kind(), err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("decode %s: more than one JSON value", f.Kind())
	}
	return f, nil
}
