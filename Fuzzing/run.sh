#!/bin/sh
# Feeds the readers of tensor files with changed bytes, led by what they have reached (libFuzzer).
#
#   Fuzzing/run.sh [SECONDS [TARGET...]]    60 seconds and all targets, unless said otherwise
#
# Targets: safetensors, zip, pickle. What was found to be worth keeping stays in .build/corpus.
# Exit code: 0 when nothing was found; otherwise what broke a reader is in .build/crashes.
set -eu

cd "$(dirname "$0")"
seconds=${1:-60}
if [ $# -gt 0 ]; then shift; fi
if [ $# -eq 0 ]; then set -- safetensors zip pickle; fi

fixtures=../Tests/Fixtures/models
swift build -c release --sanitize fuzzer

# The backtrace of a crash is a program of its own, which would outlive the crashed one.
export SWIFT_BACKTRACE=enable=no

status=0
for target in "$@"; do
  corpus=.build/corpus/$target
  mkdir -p "$corpus" .build/crashes
  case $target in
    safetensors) cp "$fixtures"/*.safetensors "$corpus" ;;
    zip) cp "$fixtures"/*.bin "$corpus" ;;
    pickle) cp Seeds/*.pkl "$corpus" ;;
    *)
      echo "run.sh: $target is none of safetensors, zip, pickle" >&2
      exit 2
      ;;
  esac
  echo "== $target, $seconds s"
  .build/release/fuzz-"$target" "$corpus" -dict=Dictionary.txt -max_total_time="$seconds" \
    -timeout=10 -rss_limit_mb=512 -malloc_limit_mb=256 -max_len=16384 \
    -artifact_prefix=.build/crashes/"$target"- -print_final_stats=1 -verbosity=1 || status=1
done
exit "$status"
