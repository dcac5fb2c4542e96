package fetch

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// charsets are those that are read, by their names in lower case; nil is UTF-8.
// What is called Latin-1 is read as Windows-1252, as browsers do: the two differ
// only in control characters that no document means.
var charsets = map[string]encoding.Encoding{
	"utf-8": nil, "utf8": nil, "us-ascii": nil, "ascii": nil,
	"windows-1252": charmap.Windows1252, "cp1252": charmap.Windows1252,
	"iso-8859-1": charmap.Windows1252, "latin1": charmap.Windows1252, "iso-8859-15": charmap.ISO8859_15,
	"utf-16": utf16le, "utf-16le": utf16le, "utf-16be": utf16be,
}

var (
	utf16le = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	utf16be = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
)

// marks are the first bytes that settle the charset: byte order marks, which
// are no part of the text, and "<?" as UTF-16 writes it.
var marks = []struct {
	bytes   string
	charset string
	drop    int
}{
	{"\xef\xbb\xbf", "utf-8", 3},
	{"\xff\xfe", "utf-16le", 2},
	{"\xfe\xff", "utf-16be", 2},
	{"<\x00?\x00", "utf-16le", 0},
	{"\x00<\x00?", "utf-16be", 0},
}

// declared is an XML declaration that names a charset.
var declared = regexp.MustCompile(`^(<\?xml\s[^>]{0,200}?encoding\s*=\s*["'])([A-Za-z0-9._-]{1,40})(["'])`)

// Text is a document in UTF-8 without a byte order mark. Its charset is that of
// its byte order mark, else of the Content-Type, else of its XML declaration,
// else UTF-8. In the text the declaration says UTF-8, so that a reader of XML
// need not know. It may share the memory of the document. The error is an [Unreadable]: a charset that nobody here reads,
// or bytes that are not what they are said to be.
func Text(body []byte, contentType string) ([]byte, error) {
	name, rest := charsetOf(body, contentType)
	from, known := charsets[strings.ToLower(name)]
	if !known {
		return nil, &Unreadable{Rule: "invalid_text", Detail: fmt.Sprintf(
			"The document is in the charset %.40q, which is not read; UTF-8, UTF-16, Windows-1252 and ISO-8859-1 are.", name)}
	}
	if _, oneByte := from.(*charmap.Charmap); oneByte && looksLikeUTF8(rest) {
		if m := declared.FindSubmatch(rest); m == nil || !strings.EqualFold(string(m[2]), "utf-8") {
			return nil, &Unreadable{Rule: "invalid_text", Detail: fmt.Sprintf("The document is said to be in the charset %q, but its bytes are those of UTF-8.", strings.ToLower(name))}
		}
		from = nil // the document knows better than who serves it
	}
	text, ok := decode(rest, from)
	if !ok {
		return nil, &Unreadable{Rule: "invalid_text", Detail: fmt.Sprintf("The document is not in the charset %q, though it should be.", strings.ToLower(name))}
	}
	return redeclare(text), nil
}

// redeclare lets an XML declaration that names another charset say UTF-8.
func redeclare(text []byte) []byte {
	m := declared.FindSubmatchIndex(text)
	if m == nil || strings.EqualFold(string(text[m[4]:m[5]]), "utf-8") {
		return text
	}
	return slices.Concat(text[:m[4]], []byte("UTF-8"), text[m[5]:])
}

// charsetOf names the charset of a document and cuts off its byte order mark.
func charsetOf(body []byte, contentType string) (string, []byte) {
	for _, m := range marks {
		if bytes.HasPrefix(body, []byte(m.bytes)) {
			return m.charset, body[m.drop:]
		}
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		return params["charset"], body
	}
	if m := declared.FindSubmatch(body); m != nil {
		return string(m[2]), body
	}
	return "utf-8", body
}

// looksLikeUTF8 reports whether bytes beyond ASCII are such as UTF-8 writes. Text
// in a charset with one byte a letter hardly ever does: "Québec" in Windows-1252
// is no UTF-8, and "Québec" in UTF-8 would be read as "QuÃ©bec" and be believed.
func looksLikeUTF8(b []byte) bool {
	return utf8.Valid(b) && bytes.ContainsFunc(b, func(r rune) bool { return r >= utf8.RuneSelf })
}

// decode gives bytes of an encoding in UTF-8, and tells whether they are such.
func decode(body []byte, from encoding.Encoding) ([]byte, bool) {
	if from == nil {
		return body, utf8.Valid(body)
	}
	text, err := from.NewDecoder().Bytes(body)
	return text, err == nil && !bytes.ContainsRune(text, utf8.RuneError)
}
