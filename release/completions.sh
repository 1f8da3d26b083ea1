#!/usr/bin/env bash
# Writes the completion script of each shell into release/out/completions, from
# where the archives of a release take them. Needs Go alone.
set -euo pipefail
cd "$(dirname "$0")/.."

out=release/out/completions
rm -rf "$out"
mkdir -p "$out"
program=$(mktemp -d)
trap 'rm -rf "$program"' EXIT
go build -buildvcs=false -o "$program/amlsec" ./cmd/amlsec
"$program/amlsec" completion bash >"$out/amlsec.bash"
"$program/amlsec" completion zsh >"$out/_amlsec"
"$program/amlsec" completion fish >"$out/amlsec.fish"
"$program/amlsec" completion powershell >"$out/amlsec.ps1"
