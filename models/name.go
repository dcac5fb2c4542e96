package models

// Name is a name in both official languages. Fr is empty where no source gives
// one: French is stored, never made up.
type Name struct {
	En string `json:"en"`
	Fr string `json:"fr,omitempty"`
}
