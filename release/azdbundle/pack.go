package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
)

const extensionID = "secureaml.amlsec"

// bundle is what goes into a bundle.
type bundle struct {
	version           string
	metadata, license []byte
	binaries          map[string]string // platform to file
}

// entry is one file of an archive.
type entry struct {
	name    string
	content []byte
	mode    fs.FileMode
	method  uint16
}

// pack makes the bundle: registry.json and, beside it, one archive a platform.
func (b *bundle) pack() ([]byte, error) {
	artifacts := map[string]artifact{}
	var archives []entry
	for _, platform := range platforms() {
		data, err := b.archive(platform)
		if err != nil {
			return nil, err
		}
		name := "artifacts/amlsec_" + strings.ReplaceAll(platform, "/", "_") + ".zip"
		sum := sha256.Sum256(data)
		artifacts[platform] = artifact{
			EntryPoint: entryPoint(platform), URL: name,
			Checksum: checksum{Algorithm: "sha256", Value: hex.EncodeToString(sum[:])},
		}
		archives = append(archives, entry{name, data, 0o644, zip.Store}) // small as it can be already
	}
	registry, err := json.MarshalIndent(registryOf(b.version, artifacts), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write registry.json: %w", err)
	}
	return zipped(append([]entry{{"registry.json", append(registry, '\n'), 0o644, zip.Deflate}}, archives...))
}

// archive is the artifact of a platform: the binary, what azd wants to know of
// its commands, and the licence.
func (b *bundle) archive(platform string) ([]byte, error) {
	binary, err := os.ReadFile(b.binaries[platform])
	if err != nil {
		return nil, fmt.Errorf("read the binary of %s: %w", platform, err)
	}
	return zipped([]entry{
		{"LICENSE", b.license, 0o644, zip.Deflate},
		{entryPoint(platform), binary, 0o755, zip.Deflate},
		{"metadata.json", b.metadata, 0o644, zip.Deflate},
	})
}

// epoch is when every file was made: the first time that a zip can tell.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// zipped is an archive whose bytes depend on the entries alone.
func zipped(entries []entry) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(out, flate.BestCompression)
	})
	for _, e := range entries {
		header := &zip.FileHeader{Name: e.name, Method: e.method, Modified: epoch}
		header.SetMode(e.mode)
		f, err := w.CreateHeader(header)
		if err == nil {
			_, err = f.Write(e.content)
		}
		if err != nil {
			return nil, fmt.Errorf("pack %q: %w", e.name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("end an archive: %w", err)
	}
	return b.Bytes(), nil
}
