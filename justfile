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

# What CI runs.
ci:
    bash .ci/run

# The long tests.
soak:
    cargo test --release -- --ignored
