# The verbs of this house.

# Builds and reads the sample articles: the README's first command.
examples:
    cargo run --release -- build examples

# All tests: the README's second command.
test:
    cargo test --release

# Lints and format.
check:
    cargo fmt --check
    cargo clippy --release --all-targets

# Prints the list of known gaps of the ontology's examples anew.
bless:
    KNOWN_GAPS=print cargo test --release patterns -- --nocapture

# Checks the ontology.
ontology *ARGS:
    cargo run --release -- check {{ARGS}}

# Measures against the dev split of the claims corpus.
score:
    cargo run --release -- score --split dev training/corpus/*.jsonl

# Articles a second, from text to claims: the samples forty times over.
bench:
    #!/usr/bin/env bash
    set -euo pipefail
    cargo build --release
    dir=$(mktemp -d)
    trap 'rm -rf "$dir"' EXIT
    for n in $(seq 40); do cp -r examples "$dir/$n"; done
    start=$(date +%s.%N)
    target/release/demarche extract "$dir" > "$dir/claims"
    end=$(date +%s.%N)
    words=$(target/release/demarche extract --text "$dir" | wc -w)
    awk -v w="$words" -v s="$start" -v e="$end" 'BEGIN { t = e - s; printf "%d words in %.1f s: %.1f articles of 600 words a second\n", w, t, w / 600 / t }'

# Time of each stage on the way from text to claims, one thread.
stages:
    cargo bench --bench stages

# The graph at size: so many generated claims, asked from a cold start.
graph CLAIMS="100000":
    cargo bench --bench graph -- {{CLAIMS}}

# Tests that take longer than three minutes allow: killed builds, full disks, random graphs, a very long text.
soak:
    cargo test --release -- --ignored

# What CI runs.
ci:
    bash .ci/run
