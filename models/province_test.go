package models_test

import (
	"testing"

	"caucus/models"
)

func TestProvincesByNameInEitherLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"Ontario": "ON", "on": "ON", "Québec": "QC", "Quebec": "QC", "QUÉBEC": "QC",
		"Nouvelle-Écosse": "NS", "Nouvelle Ecosse": "NS", "Île-du-Prince-Édouard": "PE",
		"Newfoundland and Labrador": "NL", "Yukon": "YT", "Territoires du Nord-Ouest": "NT",
		"": "", "Cascadia": "", "Ontario (North)": "",
	} {
		if got := models.FindProvince(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}
