package store

import (
	"errors"
	"fmt"
	"math"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// longestBody bounds what a document may hold, also while one is unpacked of
// which the size is not known to be true. The largest that a publisher serves
// has a few megabytes.
const longestBody = 256 << 20

// Packer and unpacker are one for all: to make one takes longer than to use it,
// and both may be used by many at once. Even nothing is packed into something.
var (
	packer = sync.OnceValues(func() (*zstd.Encoder, error) {
		return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithZeroFrames(true))
	})
	unpacker = sync.OnceValues(func() (*zstd.Decoder, error) {
		return zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(longestBody))
	})
)

// pack compresses the body of a document.
func pack(body []byte) ([]byte, error) {
	zip, err := packer()
	if err != nil {
		return nil, err
	}
	return zip.EncodeAll(body, nil), nil
}

// unpack is what was packed, if it has this size and this SHA-256.
func unpack(packed []byte, size int, sha256 string) ([]byte, error) {
	zip, err := unpacker()
	if err != nil {
		return nil, err
	}
	if size < 0 || size > longestBody {
		return nil, fmt.Errorf("it is said to have %d bytes", size)
	}
	body, err := zip.DecodeAll(packed, make([]byte, 0, min(size, math.MaxUint16)))
	if err != nil {
		return nil, fmt.Errorf("its bytes cannot be unpacked: %w", err)
	}
	if len(body) != size || sumOfBytes(body) != sha256 {
		return nil, errors.New("its bytes are not those that were served")
	}
	return body, nil
}
