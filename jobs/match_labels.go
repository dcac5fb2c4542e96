package jobs

import (
	"fmt"
	"slices"
	"strconv"

	"caucus/models"
	"caucus/models/temporal"
)

// vocabulary finds the organizations that labels mean. It is made of the
// reviewed list and never grows by what a document says.
type vocabulary struct {
	parlinfo map[string]*models.Organization
	house    map[string][]*models.Organization // by label of the House, which goes before a name
	named    map[string][]*models.Organization // by full, short and abbreviated name in either language
}

func (h *Held) newVocabulary() vocabulary {
	v := vocabulary{map[string]*models.Organization{}, map[string][]*models.Organization{}, map[string][]*models.Organization{}}
	for _, o := range h.orgs {
		for _, id := range o.ParlInfoIDs {
			v.parlinfo[strconv.Itoa(id)] = o
		}
		for _, label := range o.HouseLabels {
			put(v.house, label, o)
		}
		for _, n := range o.Names {
			for _, name := range []models.Name{n.Full, n.Short, n.Abbreviation} {
				put(v.named, name.En, o)
				put(v.named, name.Fr, o)
			}
		}
	}
	return v
}

func put(at map[string][]*models.Organization, name string, o *models.Organization) {
	if key := models.Fold(name); key != "" && !slices.Contains(at[key], o) {
		at[key] = append(at[key], o)
	}
}

// find returns the organization of a label that is said of a period, or why it
// is not known.
func (v vocabulary) find(source models.SourceID, label, id string, during temporal.Period) (*models.Organization, string) {
	if source == "parlinfo" && v.parlinfo[id] != nil {
		return v.parlinfo[id], ""
	}
	key := models.Fold(label)
	for _, named := range []map[string][]*models.Organization{v.house, v.named} {
		var then []*models.Organization
		for _, o := range named[key] {
			if o.Period.Overlaps(during) {
				then = append(then, o)
			}
		}
		if len(then) == 1 {
			return then[0], ""
		}
		if len(then) > 1 {
			return nil, fmt.Sprintf("the label %q is that of several organizations", label)
		}
	}
	return nil, fmt.Sprintf("the label %q is not on the reviewed list of organizations", label)
}

// onAxis is what an organization that a source names on an axis states there.
func (h *Held) onAxis(o *models.Organization, a models.Axis) models.Value {
	if a == models.Designation {
		return models.Of(o.ID)
	}
	return h.Implies(o.ID, a)
}
