package handlers

import "caucus/models"

// province is a province or territory as filters may name it.
type province struct{ code, en, fr string }

// provinces are those of Canada, by postal code.
var provinces = [...]province{
	{"AB", "Alberta", "Alberta"},
	{"BC", "British Columbia", "Colombie-Britannique"},
	{"MB", "Manitoba", "Manitoba"},
	{"NB", "New Brunswick", "Nouveau-Brunswick"},
	{"NL", "Newfoundland and Labrador", "Terre-Neuve-et-Labrador"},
	{"NS", "Nova Scotia", "Nouvelle-Écosse"},
	{"NT", "Northwest Territories", "Territoires du Nord-Ouest"},
	{"NU", "Nunavut", "Nunavut"},
	{"ON", "Ontario", "Ontario"},
	{"PE", "Prince Edward Island", "Île-du-Prince-Édouard"},
	{"QC", "Quebec", "Québec"},
	{"SK", "Saskatchewan", "Saskatchewan"},
	{"YT", "Yukon", "Yukon"},
}

// findProvince returns the postal code of a province.
func findProvince(text string) (code string, ok bool) {
	folded := models.Fold(text)
	for _, p := range provinces {
		if folded == models.Fold(p.code) || folded == models.Fold(p.en) || folded == models.Fold(p.fr) {
			return p.code, true
		}
	}
	return "", false
}

func provinceCodes() string {
	var codes []string
	for _, p := range provinces {
		codes = append(codes, p.code)
	}
	return joined(codes)
}
