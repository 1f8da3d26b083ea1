// Command azdbundle packs built binaries into an extension bundle of the Azure
// Developer CLI: one zip that azd installs without a network.
//
//	amlsec metadata > metadata.json
//	go run ./release/azdbundle --version 1.2.0 --metadata metadata.json --license LICENSE dist secureaml.amlsec_1.2.0.zip
//
// The same binaries give the same bytes, on every machine and at every time.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "azdbundle: %s\n", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	var b bundle
	flags := flag.NewFlagSet("azdbundle", flag.ContinueOnError)
	version := flags.String("version", "", "`version` of the extension, such as 1.2.0")
	metadata := flags.String("metadata", "", "`file` with what \"amlsec metadata\" prints")
	license := flags.String("license", "", "`file` with the licence")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 2 {
		return fmt.Errorf("usage: azdbundle --version V --metadata FILE --license FILE DIR BUNDLE.zip; got %d arguments", flags.NArg())
	}
	var err error
	if b.version, err = plainVersion(*version); err != nil {
		return err
	}
	if b.metadata, err = readMetadata(*metadata); err != nil {
		return err
	}
	if b.license, err = os.ReadFile(*license); err != nil {
		return fmt.Errorf("read the licence: %w", err)
	}
	if b.binaries, err = findBinaries(flags.Arg(0)); err != nil {
		return err
	}
	data, err := b.pack()
	if err != nil {
		return err
	}
	return writeFile(flags.Arg(1), data)
}

// writeFile writes a file at once: what others see is whole.
func writeFile(name string, data []byte) error {
	temporary := name + ".tmp"
	if err := os.WriteFile(temporary, data, 0o644); err != nil {
		return fmt.Errorf("write the bundle: %w", err)
	}
	if err := os.Rename(temporary, name); err != nil {
		_ = os.Remove(temporary) // the error that brought us here says more
		return fmt.Errorf("write the bundle: %w", err)
	}
	return nil
}
