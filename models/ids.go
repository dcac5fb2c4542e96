package models

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

// Ids are opaque texts with a prefix that tells their kind. Nobody may take
// them apart.
type (
	HouseID        string // "ca-commons"
	PersonID       string // per_…
	OrganizationID string // org_…, chosen by the reviewed list
	RidingID       string // rid_…
	TenureID       string // ten_…
	AffiliationID  string // aff_…
	EventID        string // evt_…
	SourceID       string // "parlinfo"
	SnapshotID     string // snp_…
)

// IDLength is the number of characters after the prefix of a derived id.
const IDLength = 12

var idEncoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// DeriveID makes the id that the same parts always give, so that importing the
// same documents twice, or on two machines, yields the same register. Parts
// are identifiers and days, never names of people.
func DeriveID(prefix string, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x1f")))
	return prefix + "_" + idEncoding.EncodeToString(sum[:])[:IDLength]
}
