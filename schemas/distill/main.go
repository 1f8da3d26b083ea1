// Command distill makes the data of package schemas: it takes the resource
// types that manifest.txt lists out of a checkout of
// github.com/Azure/bicep-types-az and writes what Bicep's checker needs of
// them, without descriptions.
//
//	go run ./distill -src ../bicep-types-az
//
// It is run in the folder schemas, and replaces the folder data.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	src := flag.String("src", "", "a checkout of bicep-types-az, or its folder `generated`")
	out := flag.String("out", ".", "the folder of manifest.txt and data")
	flag.Parse()
	if err := run(*src, *out); err != nil {
		fmt.Fprintln(os.Stderr, "distill:", err)
		os.Exit(1)
	}
}

func run(src, out string) error {
	if src == "" {
		return fmt.Errorf("-src is missing: say where a checkout of bicep-types-az is")
	}
	list, err := os.ReadFile(filepath.Join(out, "manifest.txt"))
	if err != nil {
		return fmt.Errorf("reading the manifest: %w", err)
	}
	files, err := distill(os.DirFS(src), string(list))
	if err != nil {
		return err
	}
	data := filepath.Join(out, "data")
	if err := os.RemoveAll(data); err != nil {
		return fmt.Errorf("removing the old data: %w", err)
	}
	for name, text := range files {
		path := filepath.Join(data, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("writing data: %w", err)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return fmt.Errorf("writing data: %w", err)
		}
	}
	return nil
}
