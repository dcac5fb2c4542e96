package handlers

import "sync"

// answers keeps bodies that took long to build and are asked for again: a
// question with its revision filled in has one answer for ever. It belongs to a
// view and goes with it. There are two generations: when the young one is full
// it becomes the old one, and what is asked for from the old one is young again,
// so that what nobody asks for is gone after a while. What is asked for the first
// time is not kept: most questions are asked once, and a copy of their answers
// would cost more than it saves.
type answers struct {
	mu         sync.Mutex
	young, old map[string][]byte
	size       int            // bytes in young
	asked      [1 << 6]uint64 // digests of questions asked lately, each in its place
}

// maxAnswers bounds the bytes of one generation, and maxAnswer those of one
// answer.
const (
	maxAnswers = 3 << 19
	maxAnswer  = maxAnswers / 8
)

// get returns the body for a question. The caller must not change it.
func (a *answers) get(question []byte) []byte {
	a.mu.Lock()
	defer a.mu.Unlock()
	if body, ok := a.young[string(question)]; ok {
		return body
	}
	body, ok := a.old[string(question)]
	if ok {
		a.add(string(question), body)
	}
	return body
}

// repeated reports whether a question was asked lately, and notes that it is.
func (a *answers) repeated(question []byte) bool {
	digest := fnv(fnvStart, question)
	a.mu.Lock()
	defer a.mu.Unlock()
	place := &a.asked[digest%uint64(len(a.asked))]
	known := *place == digest
	*place = digest
	return known
}

// put keeps a copy of a body.
func (a *answers) put(question, body []byte) {
	if len(body) > maxAnswer {
		return
	}
	kept := append(make([]byte, 0, len(body)), body...)
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, ok := a.young[string(question)]; !ok {
		a.add(string(question), kept)
	}
}

func (a *answers) add(question string, body []byte) {
	if n := len(question) + len(body); a.young == nil || a.size+n > maxAnswers {
		a.old, a.young, a.size = a.young, map[string][]byte{}, 0
	}
	a.young[question] = body
	a.size += len(question) + len(body)
}
