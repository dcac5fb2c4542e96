package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"syscall"
)

// unavailable says in our own words what an error of the network is. The
// library's words are not shown: some quote what the publisher sent.
func unavailable(host string, err error) *Unavailable {
	if u, ok := errors.AsType[*Unavailable](err); ok {
		return u
	}
	reason, again := why(err)
	return &Unavailable{Host: host, Reason: reason, again: again, cause: err}
}

// why is what a host did, and whether it may do better when it is asked again.
func why(err error) (reason string, again bool) {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return "has a certificate that is not valid", false
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return "does not speak TLS", false
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return "has a name that could not be resolved", true
	}
	for _, k := range wordings {
		if errors.Is(err, k.err) {
			return k.reason, true
		}
	}
	if n, ok := errors.AsType[net.Error](err); ok && n.Timeout() {
		return "did not answer in time", true
	}
	return "could not be understood, or broke the connection off", true
}

// wordings are what errors of the network and its connections mean.
var wordings = []struct {
	err    error
	reason string
}{
	{syscall.ECONNREFUSED, "refuses connections"},
	{syscall.ENETUNREACH, "cannot be reached from here"},
	{syscall.EHOSTUNREACH, "cannot be reached from here"},
	{syscall.ECONNRESET, "broke the connection off"},
	{syscall.EPIPE, "broke the connection off"},
	{io.ErrUnexpectedEOF, "broke the document off before its end"},
	{io.EOF, "broke the connection off"},
	{context.DeadlineExceeded, "did not answer in time"},
}
