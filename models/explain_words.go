package models

import (
	"fmt"
	"strconv"

	"caucus/models/temporal"
)

// say fills a template in each language with the same words, in order.
func say(en, fr string, words ...Name) Name {
	inEnglish, inFrench := make([]any, len(words)), make([]any, len(words))
	for i, w := range words {
		inEnglish[i], inFrench[i] = w.En, w.inFrench()
	}
	return Name{En: fmt.Sprintf(en, inEnglish...), Fr: fmt.Sprintf(fr, inFrench...)}
}

// inFrench is the French name, or the English one where no source gives one.
func (n Name) inFrench() string {
	if n.Fr == "" {
		return n.En
	}
	return n.Fr
}

// then puts one text behind another.
func (n Name) then(more Name) Name { return Name{En: n.En + more.En, Fr: n.Fr + more.Fr} }

var (
	englishMonths = [...]string{"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"}
	frenchMonths = [...]string{"janvier", "février", "mars", "avril", "mai", "juin",
		"juillet", "août", "septembre", "octobre", "novembre", "décembre"}
)

// inWords writes a day out: 1 April 2019, 1er avril 2019.
func inWords(d temporal.Day) Name {
	year, month, day := d.Date()
	first := ""
	if day == 1 {
		first = "er"
	}
	return Name{
		En: fmt.Sprintf("%d %s %d", day, englishMonths[month-1], year),
		Fr: fmt.Sprintf("%d%s %s %d", day, first, frenchMonths[month-1], year),
	}
}

// numbered writes the number of a parliament: 44th, 44e.
func numbered(n int) Name {
	en, fr := "th", "e"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			en = "st"
		case 2:
			en = "nd"
		case 3:
			en = "rd"
		}
	}
	if n == 1 {
		fr = "re"
	}
	return Name{En: strconv.Itoa(n) + en, Fr: strconv.Itoa(n) + fr}
}

// when tells a day, or between which days something was seen to have happened.
func when(window Window, on temporal.Day) Name {
	if window.IsZero() {
		return say("on %s", "le %s", inWords(on))
	}
	return say("on a day between %s and %s that no source gives", "à une date, entre le %s et le %s, qu’aucune source ne donne",
		inWords(window.From-1), inWords(on))
}

// until tells the last day of a tenure, or between which days it was seen to
// have ended.
func until(t *Tenure) Name {
	if t.EndWindow == nil || t.EndWindow.IsZero() {
		return say("until %s", "jusqu’au %s", inWords(t.LastDay()))
	}
	return say("until a day between %s and %s that no source gives", "jusqu’à une date, entre le %s et le %s, qu’aucune source ne donne",
		inWords(t.EndWindow.From-1), inWords(t.To))
}

var noCause = Name{En: "the sources state no cause", Fr: "les sources n’indiquent aucune cause"}

// causes name why a change happened, as a source asserts it. They are nouns, so
// that French needs no gender.
var causes = map[Cause]Name{
	CauseResigned:  {"resignation from the caucus", "démission du caucus"},
	CauseExpelled:  {"expulsion from the caucus", "exclusion du caucus"},
	CauseSuspended: {"suspension from the caucus", "suspension du caucus"},
	CauseReadmit:   {"readmission to the caucus", "réintégration au caucus"},
	CauseJoined:    {"joining the caucus", "adhésion au caucus"},
	CauseDissolved: {"the end of the caucus", "dissolution du caucus"},
	CauseMerged:    {"the merger of the caucus", "fusion du caucus"},
	CauseRenamed:   {"the renaming of the caucus", "changement de nom du caucus"},
}

// because tells the cause of a change in brackets.
func because(c Cause) Name {
	if name, ok := causes[c]; ok {
		return say(" (stated cause: %s)", " (cause indiquée : %s)", name)
	}
	return say(" (%s)", " (%s)", noCause)
}

// endings tell how a seat ended.
var endings = map[EndCause]Name{
	ByDissolution:      {"with the dissolution", "avec la dissolution"},
	ByResignation:      {"by resignation", "par démission"},
	ByDeath:            {"by death", "par décès"},
	ByDisqualification: {"by disqualification", "par perte du droit de siéger"},
	ByVoidElection:     {"as the election was declared void", "par annulation de l’élection"},
}

// ended tells how a seat ended, as far as the sources say.
func ended(c EndCause) Name {
	if name, ok := endings[c]; ok {
		return say(", when the seat ended %s", ", le siège ayant pris fin %s", name)
	}
	return say(", when the seat ended (%s)", ", le siège ayant pris fin (%s)", noCause)
}

// elected tells with which election a tenure began.
func elected(t *Tenure) Name {
	if t.StartCause == ByByElection {
		return say("the by-election of %s", "l’élection partielle du %s", inWords(t.From))
	}
	return say("the general election of %s", "l’élection générale du %s", inWords(t.From))
}
