package fetch

// Unreadable says why nothing of a document can be read: the publisher served
// something else than was asked for. Its Rule is one of the rules of refusals.
type Unreadable struct {
	Rule   string // "empty", "html", "truncated", "wrong_format", "error_body", "missing_column", "invalid_text"
	Detail string // one plain sentence
}

// Error is the sentence.
func (u *Unreadable) Error() string { return u.Detail }
