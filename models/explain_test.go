package models_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"caucus/models"
	. "caucus/models/modeltest"
)

// TestExplanations has a row for each way in which somebody can stand.
func TestExplanations(t *testing.T) {
	dong := func(h *House) *Member {
		m := h.Person("Han Dong").Sits("Don Valley North", "2021-09-20", "2025-03-24").Label(Liberal, "2021-09-20", "2023-03-22").
			On(models.Designation, models.Of(Independent), "2023-03-22", "2025-03-24").On(models.Caucus, models.None, "2023-03-22", "2025-03-24").
			Said("2023-03-22", models.CauseResigned, "2023-03-23T01:36:00Z")
		h.Facts.Ridings[0].Names[0].Fr = "Don Valley-Nord"
		return m
	}
	nunziata := func(h *House) *Member {
		return h.Person("John Nunziata").Sits("York South—Weston", "1993-10-25", "1997-04-28").
			On(models.Designation, models.Of(Liberal), "1993-10-25", "1996-04-22").On(models.Caucus, models.Of(Liberal), "1993-10-25", "1996-04-17").
			On(models.Caucus, models.None, "1996-04-17", "1997-04-28").On(models.Designation, models.Of(Independent), "1996-04-22", "1997-04-28").
			Said("1996-04-17", models.CauseExpelled, "")
	}
	khan := func(h *House) *Member {
		return h.Person("Wajid Khan").Sits("Mississauga—Streetsville", "2006-01-23", "2008-09-08").
			On(models.Designation, models.Of(Liberal), "2006-01-23", "2007-01-05").On(models.Party, models.Of(Liberal), "2006-01-23", "2007-01-05").
			On(models.Caucus, models.Of(Liberal), "2006-01-23", "2006-08-17").On(models.Caucus, models.None, "2006-08-17", "2007-01-05").
			Label(Conservative, "2007-01-05", "2008-09-08")
	}
	drc := func(h *House) *Member {
		return h.Person("A Representative").Sits("Somewhere", "2000-11-27", "2004-05-24").
			On(models.Designation, models.Of(Alliance), "2000-11-27", "2002-02-01").On(models.Caucus, models.Of(Alliance), "2000-11-27", "2001-09-24").
			On(models.Caucus, models.Of(DRC), "2001-09-24", "2002-04-11").On(models.Designation, models.Of(DRC), "2002-02-01", "2002-04-11").
			Label(Alliance, "2002-04-11", "2003-12-23").Label(Conservative, "2003-12-23", "2004-05-24").Said("2002-04-11", models.CauseReadmit, "")
	}
	savard := func(h *House) *Member {
		return h.Person("Simon-Pierre Savard-Tremblay").Sits("Saint-Hyacinthe", "2025-04-28", "").
			Label(Bloc, "2025-04-28", "2026-08-02").Label(Independent, "2026-08-02", "").Seen("2026-08-02", "2026-02-19")
	}
	gpq := func(h *House) *Member {
		return h.Person("A Member").Sits("Somewhere", "2015-10-19", "2019-09-12").Label(Bloc, "2015-10-19", "2018-02-28").
			Label(GPQ, "2018-02-28", "2018-06-06").Label(QuebecDebout, "2018-06-06", "2018-09-17").Label(Bloc, "2018-09-17", "2019-09-12")
	}
	rodriguez := func(h *House) *Member {
		return h.Person("Pablo Rodriguez").Sits("Honoré-Mercier", "2021-09-20", "2025-01-21").
			Label(Liberal, "2021-09-20", "2024-09-19").Label(Independent, "2024-09-19", "2025-01-21")
	}
	emerson := func(h *House) *Member {
		return h.Person("David Emerson").Sits("Vancouver Kingsway", "2004-06-28", "2005-11-30").Label(Liberal, "2004-06-28", "2005-11-30").
			Sits("Vancouver Kingsway", "2006-01-23", "2008-09-08").Label(Liberal, "2006-01-23", "2006-02-06").Label(Conservative, "2006-02-06", "2008-09-08")
	}
	for _, c := range []struct {
		name, on string
		tell     func(*House) *Member
		change   models.ChangeKind
		en, fr   string
	}{
		{"Han Dong on the day", "2023-03-22", dong, models.LeftCaucus,
			"As of 22 March 2023, Han Dong (Don Valley North) sits as Independent, in no caucus, having left the Liberal caucus on 22 March 2023 (stated cause: resignation from the caucus).",
			"En date du 22 mars 2023, Han Dong (Don Valley-Nord) siège sous l’étiquette « Indépendant », hors caucus, après avoir quitté le caucus « Libéral » le 22 mars 2023 (cause indiquée : démission du caucus)."},
		{"Han Dong the day before", "2023-03-21", dong, "",
			"As of 21 March 2023, Han Dong (Don Valley North) sits as Liberal, in the Liberal caucus, as since the general election of 20 September 2021.",
			"En date du 21 mars 2023, Han Dong (Don Valley-Nord) siège sous l’étiquette « Libéral », au sein du caucus « Libéral », comme depuis l’élection générale du 20 septembre 2021."},
		{"Han Dong on a dissolved day", "2025-04-01", dong, "",
			"As of 1 April 2025, nobody holds a seat: the 44th Parliament was dissolved on 23 March 2025, until which day Han Dong sat for Don Valley North.",
			"En date du 1er avril 2025, personne n’occupe de siège : la 44e législature a été dissoute le 23 mars 2025, jour jusqu’auquel Han Dong a siégé pour Don Valley-Nord."},
		{"Han Dong since the next election", "2025-04-28", dong, "",
			"As of 28 April 2025, Han Dong holds no seat, having last sat for Don Valley North until the dissolution of 23 March 2025.",
			"En date du 28 avril 2025, Han Dong n’occupe aucun siège, après avoir siégé en dernier lieu pour Don Valley-Nord jusqu’à la dissolution du 23 mars 2025."},
		{"Han Dong before he first sits", "2019-11-01", dong, "",
			"As of 1 November 2019, Han Dong holds no seat, and first sits from 20 September 2021 on, for Don Valley North.",
			"En date du 1er novembre 2019, Han Dong n’occupe aucun siège, et siège pour la première fois à partir du 20 septembre 2021, pour Don Valley-Nord."},
		{"before the first election", "1867-07-01", dong, "",
			"As of 1 July 1867, Han Dong holds no seat, as the first general election was held only on 21 November 1988, and first sits from 20 September 2021 on, for Don Valley North.",
			"En date du 1er juillet 1867, Han Dong n’occupe aucun siège, la première élection générale n’ayant eu lieu que le 21 novembre 1988, et siège pour la première fois à partir du 20 septembre 2021, pour Don Valley-Nord."},
		{"Jody Wilson-Raybould, put out of the caucus", "2019-04-03", func(h *House) *Member {
			return h.Person("Jody Wilson-Raybould").Sits("Vancouver Granville", "2015-10-19", "2019-09-12").
				Label(Liberal, "2015-10-19", "2019-04-03").Label(Independent, "2019-04-03", "2019-09-12").Said("2019-04-03", models.CauseExpelled, "")
		}, models.LeftCaucus,
			"As of 3 April 2019, Jody Wilson-Raybould (Vancouver Granville) sits as Independent, in no caucus, having left the Liberal caucus on 3 April 2019 (stated cause: expulsion from the caucus).",
			"En date du 3 avril 2019, Jody Wilson-Raybould (Vancouver Granville) siège sous l’étiquette « Indépendant », hors caucus, après avoir quitté le caucus « Libéral » le 3 avril 2019 (cause indiquée : exclusion du caucus)."},
		{"Jenica Atwin crosses", "2021-08-01", func(h *House) *Member {
			return h.Person("Jenica Atwin").Sits("Fredericton", "2019-10-21", "2021-08-16").Label(Green, "2019-10-21", "2021-06-10").Label(Liberal, "2021-06-10", "2021-08-16")
		}, models.CrossedFloor,
			"As of 1 August 2021, Jenica Atwin (Fredericton) sits as Liberal, in the Liberal caucus, having left the Green Party caucus for the Liberal caucus on 10 June 2021 (the sources state no cause).",
			"En date du 1er août 2021, Jenica Atwin (Fredericton) siège sous l’étiquette « Libéral », au sein du caucus « Libéral », après avoir quitté le caucus « Parti vert » pour le caucus « Libéral » le 10 juin 2021 (les sources n’indiquent aucune cause)."},
		{"Kevin Vuong, Independent from the start", "2023-01-01", func(h *House) *Member {
			return h.Person("Kevin Vuong").Sits("Spadina—Fort York", "2021-09-20", "2025-03-24").Label(Independent, "2021-09-20", "2025-03-24")
		}, "",
			"As of 1 January 2023, Kevin Vuong (Spadina—Fort York) sits as Independent, in no caucus, as since the general election of 20 September 2021.",
			"En date du 1er janvier 2023, Kevin Vuong (Spadina—Fort York) siège sous l’étiquette « Indépendant », hors caucus, comme depuis l’élection générale du 20 septembre 2021."},
		{"David Emerson before the first sitting", "2006-02-06", emerson, models.CrossedFloor,
			"As of 6 February 2006, David Emerson (Vancouver Kingsway) sits as Conservative, in the Conservative caucus, having left the Liberal caucus for the Conservative caucus on 6 February 2006 (the sources state no cause).", ""},
		{"David Emerson between two parliaments", "2005-12-24", emerson, "",
			"As of 24 December 2005, nobody holds a seat: the 38th Parliament was dissolved on 29 November 2005, until which day David Emerson sat for Vancouver Kingsway.", ""},
		{"John Nunziata out of the caucus, his label stays", "1996-04-20", nunziata, models.LeftCaucus,
			"As of 20 April 1996, John Nunziata (York South—Weston) sits as Liberal, in no caucus, having left the Liberal caucus on 17 April 1996 (stated cause: expulsion from the caucus).", ""},
		{"John Nunziata under another label at last", "1997-01-01", nunziata, models.Redesignated,
			"As of 1 January 1997, John Nunziata (York South—Weston) sits as Independent, in no caucus, having left the Liberal caucus on 17 April 1996 (stated cause: expulsion from the caucus), the label having changed from Liberal on 22 April 1996.",
			"En date du 1er janvier 1997, John Nunziata (York South—Weston) siège sous l’étiquette « Indépendant », hors caucus, après avoir quitté le caucus « Libéral » le 17 avril 1996 (cause indiquée : exclusion du caucus), l’étiquette, auparavant « Libéral », ayant changé le 22 avril 1996."},
		{"Wajid Khan out of the caucus", "2006-12-31", khan, models.LeftCaucus,
			"As of 31 December 2006, Wajid Khan (Mississauga—Streetsville) sits as Liberal, in no caucus, having left the Liberal caucus on 17 August 2006 (the sources state no cause).", ""},
		{"Wajid Khan in another", "2007-01-05", khan, models.JoinedCaucus,
			"As of 5 January 2007, Wajid Khan (Mississauga—Streetsville) sits as Conservative, in the Conservative caucus, having joined the Conservative caucus on 5 January 2007 (the sources state no cause).",
			"En date du 5 janvier 2007, Wajid Khan (Mississauga—Streetsville) siège sous l’étiquette « Conservateur », au sein du caucus « Conservateur », après avoir intégré le caucus « Conservateur » le 5 janvier 2007 (les sources n’indiquent aucune cause)."},
		{"a caucus without a label of its own", "2001-10-01", drc, models.CrossedFloor,
			"As of 1 October 2001, A Representative (Somewhere) sits as Canadian Alliance, in the Democratic Representative caucus, having left the Canadian Alliance caucus for the Democratic Representative caucus on 24 September 2001 (the sources state no cause).", ""},
		{"and back", "2002-05-01", drc, models.CrossedFloor,
			"As of 1 May 2002, A Representative (Somewhere) sits as Canadian Alliance, in the Canadian Alliance caucus, having left the Democratic Representative caucus for the Canadian Alliance caucus on 11 April 2002 (stated cause: readmission to the caucus).", ""},
		{"and into a merger", "2004-01-01", drc, models.OrgMerged,
			"As of 1 January 2004, A Representative (Somewhere) sits as Conservative, in the Conservative caucus, since “Canadian Alliance” was merged into “Conservative” on 23 December 2003.",
			"En date du 1er janvier 2004, A Representative (Somewhere) siège sous l’étiquette « Conservateur », au sein du caucus « Conservateur », par suite de la fusion de « Alliance canadienne » dans « Conservateur », le 23 décembre 2003."},
		{"out of the caucus before a merger", "2004-01-01", func(h *House) *Member {
			return h.Person("Larry Spencer").Sits("Regina", "2000-11-27", "2004-05-24").
				On(models.Designation, models.Of(Alliance), "2000-11-27", "2003-12-23").On(models.Caucus, models.Of(Alliance), "2000-11-27", "2003-11-27").
				On(models.Caucus, models.None, "2003-11-27", "2004-05-24").On(models.Designation, models.Of(Conservative), "2003-12-23", "2004-05-24").
				Said("2003-11-27", models.CauseResigned, "")
		}, models.OrgMerged,
			"As of 1 January 2004, Larry Spencer (Regina) sits as Conservative, in no caucus, having left the Canadian Alliance caucus on 27 November 2003 (stated cause: resignation from the caucus), and under this label since “Canadian Alliance” was merged into “Conservative” on 23 December 2003.",
			"En date du 1er janvier 2004, Larry Spencer (Regina) siège sous l’étiquette « Conservateur », hors caucus, après avoir quitté le caucus « Alliance canadienne » le 27 novembre 2003 (cause indiquée : démission du caucus), et sous cette étiquette par suite de la fusion de « Alliance canadienne » dans « Conservateur », le 23 décembre 2003."},
		{"a caucus is renamed", "2018-06-06", gpq, models.OrgRenamed,
			"As of 6 June 2018, A Member (Somewhere) sits as Québec debout, in the Québec debout caucus, since “Groupe parlementaire québécois” was renamed “Québec debout” on 6 June 2018.", ""},
		{"a member returns after the renaming", "2018-09-17", gpq, models.CrossedFloor,
			"As of 17 September 2018, A Member (Somewhere) sits as Bloc Québécois, in the Bloc Québécois caucus, having left the Québec debout caucus for the Bloc Québécois caucus on 17 September 2018 (the sources state no cause).", ""},
		{"inside a window", "2026-05-01", savard, "",
			"As of 1 May 2026, Simon-Pierre Savard-Tremblay (Saint-Hyacinthe) sits as Bloc Québécois, in the Bloc Québécois caucus, as since the general election of 28 April 2025; the label may already have been Independent, which was first seen on 2 August 2026; the caucus may already have been left, which was first seen on 2 August 2026.",
			"En date du 1er mai 2026, Simon-Pierre Savard-Tremblay (Saint-Hyacinthe) siège sous l’étiquette « Bloc Québécois », au sein du caucus « Bloc Québécois », comme depuis l’élection générale du 28 avril 2025 ; l’étiquette pouvait déjà être « Indépendant », observée pour la première fois le 2 août 2026 ; le caucus pouvait déjà avoir été quitté, ce qui a été observé pour la première fois le 2 août 2026."},
		{"after a window", "2026-08-10", savard, models.LeftCaucus,
			"As of 10 August 2026, Simon-Pierre Savard-Tremblay (Saint-Hyacinthe) sits as Independent, in no caucus, having left the Bloc Québécois caucus on a day between 18 February 2026 and 2 August 2026 that no source gives (the sources state no cause).",
			"En date du 10 août 2026, Simon-Pierre Savard-Tremblay (Saint-Hyacinthe) siège sous l’étiquette « Indépendant », hors caucus, après avoir quitté le caucus « Bloc Québécois » à une date, entre le 18 février 2026 et le 2 août 2026, qu’aucune source ne donne (les sources n’indiquent aucune cause)."},
		{"Pablo Rodriguez has resigned", "2025-02-01", rodriguez, "",
			"As of 1 February 2025, Pablo Rodriguez holds no seat, having last sat for Honoré-Mercier until 20 January 2025, when the seat ended by resignation.",
			"En date du 1er février 2025, Pablo Rodriguez n’occupe aucun siège, après avoir siégé en dernier lieu pour Honoré-Mercier jusqu’au 20 janvier 2025, le siège ayant pris fin par démission."},
		{"and then the House is dissolved", "2025-04-01", rodriguez, "",
			"As of 1 April 2025, Pablo Rodriguez holds no seat, as the 44th Parliament was dissolved on 23 March 2025, having last sat for Honoré-Mercier until 20 January 2025, when the seat ended by resignation.", ""},
		{"a seat ended, nobody says why, and the member is back later", "2017-01-01", func(h *House) *Member {
			m := h.Person("A Member").Sits("Halifax", "2015-10-19", "2016-03-01").Label(NDP, "2015-10-19", "2016-03-01").
				Sits("Halifax", "2018-06-18", "2019-09-12").Label(NDP, "2018-06-18", "2019-09-12")
			h.Facts.Tenures[0].EndCause, h.Facts.Tenures[0].EndWindow = models.ByUnknownCause, &models.Window{From: Day("2016-02-10")}
			return m
		}, "",
			"As of 1 January 2017, A Member holds no seat, having last sat for Halifax until a day between 9 February 2016 and 1 March 2016 that no source gives, when the seat ended (the sources state no cause), and sits again from 18 June 2018 on, for Halifax.",
			"En date du 1er janvier 2017, A Member n’occupe aucun siège, après avoir siégé en dernier lieu pour Halifax jusqu’à une date, entre le 9 février 2016 et le 1er mars 2016, qu’aucune source ne donne, le siège ayant pris fin (les sources n’indiquent aucune cause), et siège de nouveau à partir du 18 juin 2018, pour Halifax."},
		{"a seat that may already be vacant", "2016-02-20", func(h *House) *Member {
			m := h.Person("A Member").Sits("Halifax", "2015-10-19", "2016-03-01").Label(NDP, "2015-10-19", "2016-03-01")
			h.Facts.Tenures[0].EndWindow = &models.Window{From: Day("2016-02-10")}
			return m
		}, "",
			"As of 20 February 2016, A Member (Halifax) sits as NDP, in the NDP caucus, as since the general election of 19 October 2015; the seat may already have been vacant, as it was first seen to be on 1 March 2016.",
			"En date du 20 février 2016, A Member (Halifax) siège sous l’étiquette « NPD », au sein du caucus « NPD », comme depuis l’élection générale du 19 octobre 2015 ; le siège pouvait déjà être vacant, ce qui a été observé pour la première fois le 1er mars 2016."},
		{"not yet confirmed, since a by-election", "2018-07-01", func(h *House) *Member {
			m := h.Person("A Member").Sits("Halifax", "2018-06-18", "").Label(NDP, "2018-06-18", "")
			for i := range h.Facts.Affiliations {
				h.Facts.Affiliations[i].State = models.Provisional
			}
			return m
		}, "",
			"As of 1 July 2018, A Member (Halifax) sits as NDP, in the NDP caucus, as since the by-election of 18 June 2018; this is not yet confirmed.",
			"En date du 1er juillet 2018, A Member (Halifax) siège sous l’étiquette « NPD », au sein du caucus « NPD », comme depuis l’élection partielle du 18 juin 2018 ; cela n’est pas encore confirmé."},
		{"a label that implies no caucus to speak of", "1990-01-01", func(h *House) *Member {
			return h.Person("A Member").Sits("Halifax", "1988-11-21", "1993-09-09").Label(Opposition, "1988-11-21", "1993-09-09")
		}, "",
			"As of 1 January 1990, A Member (Halifax) sits as Opposition, in a caucus that no source states, as since the general election of 21 November 1988.",
			"En date du 1er janvier 1990, A Member (Halifax) siège sous l’étiquette « Opposition », dans un caucus qu’aucune source n’indique, comme depuis l’élection générale du 21 novembre 1988."},
		{"a label unknown until a day", "1991-01-01", func(h *House) *Member {
			return h.Person("A Member").Sits("Halifax", "1988-11-21", "1993-09-09").
				On(models.Designation, models.UnknownValue, "1988-11-21", "1990-05-01").Label(PC, "1990-05-01", "1993-09-09")
		}, "",
			"As of 1 January 1991, A Member (Halifax) sits as Progressive Conservative, in the Progressive Conservative caucus, as since 1 May 1990.",
			"En date du 1er janvier 1991, A Member (Halifax) siège sous l’étiquette « Progressiste-conservateur », au sein du caucus « Progressiste-conservateur », comme depuis le 1er mai 1990."},
		{"and before", "1989-01-01", func(h *House) *Member {
			return h.Person("A Member").Sits("Halifax", "1988-11-21", "1993-09-09").On(models.Designation, models.UnknownValue, "1988-11-21", "1990-05-01").Label(PC, "1990-05-01", "1993-09-09")
		}, "",
			"As of 1 January 1989, A Member (Halifax) sits under a label that no source states, in a caucus that no source states, as since the general election of 21 November 1988.",
			"En date du 1er janvier 1989, A Member (Halifax) siège sous une étiquette qu’aucune source n’indique, dans un caucus qu’aucune source n’indique, comme depuis l’élection générale du 21 novembre 1988."},
		{"somebody who never sat", "2016-01-01", func(h *House) *Member { return h.Person("A Candidate") }, "",
			"As of 1 January 2016, A Candidate holds no seat, and the register knows of no seat held at any time.",
			"En date du 1er janvier 2016, A Candidate n’occupe aucun siège, et le registre ne fait état d’aucun siège occupé à quelque moment que ce soit."},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := New()
			m := c.tell(h)
			r := h.Register(t)
			got := r.Explain(Commons, m.ID, Day(c.on))
			if c.fr == "" {
				got.Sentence.Fr = ""
			}
			if diff := cmp.Diff(models.Name{En: c.en, Fr: c.fr}, got.Sentence); diff != "" {
				t.Error(diff)
			}
			var kind models.ChangeKind
			if got.Change != nil {
				kind = got.Change.Kind
			}
			if kind != c.change || got.Standing.On != Day(c.on) {
				t.Errorf("led to by %q, want %q; on %s", kind, c.change, got.Standing.On)
			}
			if len(got.Citations) == 0 && c.name != "somebody who never sat" {
				t.Error("nobody says so")
			}
		})
	}
}

func TestEndingsOfSeats(t *testing.T) {
	for cause, want := range map[models.EndCause]string{
		models.ByDeath:            "when the seat ended by death. le siège ayant pris fin par décès.",
		models.ByDisqualification: "when the seat ended by disqualification. le siège ayant pris fin par perte du droit de siéger.",
		models.ByVoidElection:     "when the seat ended as the election was declared void. le siège ayant pris fin par annulation de l’élection.",
	} {
		h := New()
		m := h.Person("A Member").Sits("Halifax", "2015-10-19", "2016-03-01").Label(NDP, "2015-10-19", "2016-03-01")
		h.Facts.Tenures[0].EndCause = cause
		s := h.Register(t).Explain(Commons, m.ID, Day("2017-01-01")).Sentence
		_, en, _ := strings.Cut(s.En, "29 February 2016, ")
		_, fr, _ := strings.Cut(s.Fr, "29 février 2016, ")
		if got := en + " " + fr; got != want {
			t.Errorf("%s: %q, want %q", cause, got, want)
		}
	}
}

func TestParliamentsAreNumbered(t *testing.T) {
	for number, want := range map[int]string{1: "1st 1re", 2: "2nd 2e", 3: "3rd 3e", 11: "11th 11e", 12: "12th 12e", 13: "13th 13e", 21: "21st 21e", 42: "42nd 42e", 111: "111th 111e"} {
		h := New()
		h.Facts.Parliaments = slices.DeleteFunc(h.Facts.Parliaments, func(p models.Parliament) bool { return p.Number != 42 })
		h.Facts.Parliaments[0].Number = number
		m := h.Person("A Member").Sits("Halifax", "2015-10-19", "2019-09-12").Label(NDP, "2015-10-19", "2019-09-12")
		s := h.Register(t).Explain(Commons, m.ID, Day("2019-09-20")).Sentence
		en, fr, _ := strings.Cut(want, " ")
		if !strings.Contains(s.En, "the "+en+" Parliament") || !strings.Contains(s.Fr, "la "+fr+" législature") {
			t.Errorf("%d: %s %s", number, s.En, s.Fr)
		}
	}
}

// TestEveryStandingIsExplained: in any House, of anybody, on every day, in one
// sentence of each language without a gap in it.
func TestEveryStandingIsExplained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := smallHouses.Draw(t, "house")
		for i := range f.Organizations {
			o := &f.Organizations[i]
			name := models.Name{En: string(o.ID)}
			o.Names = []models.OrganizationNames{{Full: name, Short: name}}
		}
		r := register(t, f)
		for _, p := range f.People {
			for on := dawn; on < nightfall; on += 3 {
				e := r.Explain(smallHouse, p.ID, on)
				for _, s := range []string{e.Sentence.En, e.Sentence.Fr} {
					if strings.Index(s, ".") != len(s)-1 || strings.Contains(s, "%!") || strings.Contains(s, "  ") ||
						strings.Contains(s, "«  »") || strings.Contains(s, "()") || strings.Contains(s, "“”") {
						t.Fatalf("%s on %s: %q", p.ID, on, s)
					}
				}
				if e.Standing.Sitting() && len(e.Citations) == 0 || e.Change != nil && (e.Change.On > on || e.Change.On <= e.Standing.Tenure.From) {
					t.Fatalf("%s on %s: %+v", p.ID, on, e)
				}
			}
		}
	})
}
