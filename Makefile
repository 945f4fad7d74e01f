# Two commands on a fresh machine: `make demo` and `make test`. Everything they need is installed when it is missing.
SHELL := /bin/bash
.DEFAULT_GOAL := help
COMMIT := $(shell git rev-parse --short=12 HEAD 2>/dev/null)
PYTHON ?= python3
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
export REPARTO_COMMIT := $(VERSION)$(if $(COMMIT), ($(COMMIT)))

.PHONY: help demo test run bench bench-load bench-ideas soak fmt needs needs-test check-format lint docs verify-static

help: ## What there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: needs ## Two private Postgres, the sample vote, the site at http://localhost:8080 (ARGS="--port 9000 --fresh")
	cargo build --release --locked
	@exec ./target/release/reparto demo $(ARGS)

run: ## Serve against DATABASE_URL and BOX_DATABASE_URL (see `reparto serve --help`)
	cargo run --release --locked -- serve $(ARGS)

test: needs-test ## Format, lints, every test, browser and accessibility journeys
	@./scripts/test

bench: bench-load ## Load on this machine, and the count beside pabutools (PYTHON needs pabutools==1.2.3 gmpy2); writes docs/load.md, docs/tally-benchmarks.md
	@mkdir -p target/bench
	cargo bench -q -p tally --bench tally > target/bench/ours.jsonl
	$(PYTHON) crates/tally/benches/pabutools.py run target/bench/pabutools.jsonl
	$(PYTHON) crates/tally/benches/pabutools.py table target/bench/ours.jsonl target/bench/pabutools.jsonl \
		--svg docs/tally-growth.svg > docs/tally-benchmarks.md

soak: needs-test ## Kill the server and each Postgres under load, ROUNDS times (500)
	REPARTO_SOAK_ROUNDS=$(or $(ROUNDS),500) cargo test --locked --workspace --test it -- --exact demo::nothing_acknowledged_is_lost_when_processes_are_killed --nocapture

bench-load: needs ## Load on this machine alone: casts beside pgbench, journeys, growth; writes docs/load.md (ARGS=--quick)
	cargo bench -q --locked --bench load -- $(ARGS)

bench-ideas: needs ## How fast 2,000 ideas are listed, searched and compared
	cargo bench -q --locked --bench ideas

fmt: ## Format everything
	cargo fmt --all

verify-static: ## reparto-verify as one file that needs no library
	RUSTFLAGS="-C target-feature=+crt-static" cargo build --release --locked -p verify --target x86_64-unknown-linux-gnu

docs: ## The crate documentation
	cargo doc --workspace --no-deps --document-private-items

needs:
	@./scripts/needs postgres

needs-test:
	@./scripts/needs postgres chromium
