package handlers

import "caucus/models"

// personSources tells what each source says of somebody now, matter by matter,
// beside what the register holds today.
func (a *api) personSources(s *scope, p *params) (reply, error) {
	id, missing := s.findPerson(p)
	f, err := a.freshness(p)
	if missing != nil {
		err = missing
	}
	if f == nil || err != nil {
		return reply{}, err
	}
	list, _, err := a.weighed(s, f, models.ClaimsQuery{Person: id})
	if err != nil {
		return reply{}, err
	}
	return reply{json: func(w *page) {
		w.object()
		w.key("person")
		w.personRef(id)
		w.key("on")
		w.day(w.on)
		w.key("matters")
		w.array()
		for _, m := range models.Matters {
			w.matter(id, m, list)
		}
		w.endArray()
		w.metaNow()
	}}, nil
}

// matter writes what is held of somebody today, and what each source says.
func (w *page) matter(id models.PersonID, about models.Matter, list []claim) {
	w.object()
	w.key("about")
	w.text(string(about))
	w.key("held")
	w.held(w.heldNow(id, about))
	w.key("claims")
	w.array()
	for i := range list {
		if list[i].About == about {
			w.object()
			w.claim(&list[i])
			w.endObject()
		}
	}
	w.endArray()
	w.endObject()
}

// heldNow is what the register holds of somebody on the day of the page.
func (w *page) heldNow(id models.PersonID, about models.Matter) *models.Weighed {
	if about != models.AboutSeat {
		if s, ok := w.Timeline(id, models.Axis(about)).At(w.on); ok {
			return &models.Weighed{Span: &s}
		}
		return &models.Weighed{}
	}
	for _, t := range w.Tenures(id) {
		if t.Contains(w.on) {
			return &models.Weighed{Tenure: &t}
		}
	}
	return &models.Weighed{}
}
