#!/usr/bin/env bash
# Writes what a release takes from the command itself: the completion script of
# each shell, and what azd asks of an extension; into release/out, or the directory
# that is named. Needs Go alone.
set -euo pipefail
cd "$(dirname "$0")/.."

out=${1:-release/out}
rm -rf "$out"
mkdir -p "$out/completions"
program=$(mktemp -d)
trap 'rm -rf "$program"' EXIT
go build -buildvcs=false -o "$program/amlsec" ./cmd/amlsec
"$program/amlsec" completion bash >"$out/completions/amlsec.bash"
"$program/amlsec" completion zsh >"$out/completions/_amlsec"
"$program/amlsec" completion fish >"$out/completions/amlsec.fish"
"$program/amlsec" completion powershell >"$out/completions/amlsec.ps1"
"$program/amlsec" metadata >"$out/metadata.json"
