package handlers

// explanation tells in one sentence why somebody is listed as on the day.
func explanation(s *scope, p *params) (reply, error) {
	id, err := s.findPerson(p)
	if err != nil {
		return reply{}, err
	}
	s.path = personPath + string(id) + "/explanation"
	return reply{json: func(w *page) {
		e := s.Explain(s.house.ID, id, s.on)
		w.object()
		w.key("person")
		w.personRef(id)
		w.key("on")
		w.day(s.on)
		w.key("sentence")
		w.name(e.Sentence)
		w.key("standing")
		w.standing(&e.Standing)
		w.key("change")
		if e.Change == nil {
			w.null()
		} else {
			w.change(e.Change)
		}
		w.key("citations")
		w.citations(e.Citations)
		w.meta()
	}}, nil
}
