#!/bin/sh
# Feeds the readers of tensor files, and the language, with changed bytes, led by what they have
# reached (libFuzzer).
#
#   Fuzzing/run.sh [SECONDS [TARGET...]]    60 seconds and all targets, unless said otherwise
#
# Targets: safetensors, zip, pickle, language. What was found to be worth keeping stays in .build/corpus.
# Exit code: 0 when nothing was found; otherwise what broke a reader is in .build/crashes.
set -eu

cd "$(dirname "$0")"
seconds=${1:-60}
if [ $# -gt 0 ]; then shift; fi
if [ $# -eq 0 ]; then set -- safetensors zip pickle language; fi

fixtures=../Tests/Fixtures/models

# Writes the words of the language as a dictionary: what the grammar has in quotes, and the built-ins.
language_words() {
  grep -oE '"[a-z]+"|"[]{}()<>=!+*/%@.,;:[-]+"' ../docs/grammar.md
  sed -n 's/^### `\([a-z]*\.\)*\([a-z0-9_]*\)(.*/"\2("/p' ../docs/builtins.md
}

# Copies recipes into the folder $1: those of the repository, the scripts of the tests, the examples.
language_seeds() {
  find ../recipes ../Tests/InterpreterTests/Scripts -name '*.asr' | while read -r recipe; do
    cp "$recipe" "$1/$(echo "$recipe" | tr / -)"
  done
  awk -v folder="$1" '/^```/ { inside = !inside; count++; next }
    inside { print > (folder "/example-" count) }' ../docs/builtins.md ../docs/language.md
}

swift build -c release --sanitize fuzzer

# The backtrace of a crash is a program of its own, which would outlive the crashed one.
export SWIFT_BACKTRACE=enable=no

status=0
for target in "$@"; do
  corpus=.build/corpus/$target
  mkdir -p "$corpus" .build/crashes
  dictionary=Dictionary.txt
  limits="-timeout=10 -rss_limit_mb=512 -malloc_limit_mb=256 -max_len=16384"
  case $target in
    safetensors) cp "$fixtures"/*.safetensors "$corpus" ;;
    zip) cp "$fixtures"/*.bin "$corpus" ;;
    pickle) cp Seeds/*.pkl "$corpus" ;;
    language)
      language_seeds "$corpus"
      dictionary=.build/language.txt
      language_words | sort -u > "$dictionary"
      # A list may have fifty million items, and a text 256 MB, which takes a while on a busy machine.
      limits="-timeout=60 -rss_limit_mb=4096 -malloc_limit_mb=2048 -max_len=4096"
      ;;
    *)
      echo "run.sh: $target is none of safetensors, zip, pickle, language" >&2
      exit 2
      ;;
  esac
  echo "== $target, $seconds s"
  # shellcheck disable=SC2086
  .build/release/fuzz-"$target" "$corpus" -dict="$dictionary" -max_total_time="$seconds" \
    $limits -artifact_prefix=.build/crashes/"$target"- -print_final_stats=1 -verbosity=1 || status=1
done
exit "$status"
