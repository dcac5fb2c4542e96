package models

import (
	"maps"
	"slices"
)

// provinces are the names of the provinces and territories of Canada by postal
// code: English, French, then others that documents write.
var provinces = map[string][]string{
	"AB": {"Alberta"},
	"BC": {"British Columbia", "Colombie-Britannique"},
	"MB": {"Manitoba"},
	"NB": {"New Brunswick", "Nouveau-Brunswick"},
	"NL": {"Newfoundland and Labrador", "Terre-Neuve-et-Labrador", "Newfoundland", "Terre-Neuve"},
	"NS": {"Nova Scotia", "Nouvelle-Écosse"},
	"NT": {"Northwest Territories", "Territoires du Nord-Ouest"},
	"NU": {"Nunavut"},
	"ON": {"Ontario"},
	"PE": {"Prince Edward Island", "Île-du-Prince-Édouard"},
	"QC": {"Quebec", "Québec"},
	"SK": {"Saskatchewan"},
	"YT": {"Yukon", "Yukon Territory", "Territoire du Yukon"},
}

var provinceByName = foldProvinces()

func foldProvinces() map[string]string {
	codes := map[string]string{}
	for code, names := range provinces {
		codes[Fold(code)] = code
		for _, name := range names {
			codes[Fold(name)] = code
		}
	}
	return codes
}

// ProvinceCodes lists the postal codes of the provinces and territories by
// alphabet.
func ProvinceCodes() []string { return slices.Sorted(maps.Keys(provinces)) }

// FindProvince returns the postal code of a province or territory that is named
// in either language or by its code, as [Fold] compares names; "" for none.
func FindProvince(text string) string { return provinceByName[Fold(text)] }
