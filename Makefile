# What can be made here; `make help` lists it.

PREFIX ?= /usr/local
DESTDIR ?=
bindir = $(DESTDIR)$(PREFIX)/bin

SWIFT ?= swift
PYTHON ?= python3
BINARY = .build/release/asrsh
SOURCES = Package.swift Sources Tests

.DEFAULT_GOAL := help
.PHONY: help setup build install uninstall quickstart wav2vec2 hubert recipes test test-faults interoperability lint format docs bench fuzz clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { sub(/:.*/, "", $$1); printf "make %-16s %s\n", $$1, $$2 }' Makefile
	@echo 'PREFIX=/usr/local, DESTDIR= and ASRSH_ARCH=native may be set on the command line.'

setup: ## install the Debian packages that are missing, check for Swift
	@scripts/setup

build: setup ## build .build/release/asrsh
	$(SWIFT) build -c release --product asrsh

install: build ## copy asrsh to PREFIX/bin
	install -d "$(bindir)"
	install -m 755 $(BINARY) "$(bindir)/asrsh"

uninstall: ## remove asrsh from PREFIX/bin
	rm -f "$(bindir)/asrsh"

quickstart: build ## build, then train and try a speech recognizer
	$(BINARY) recipes/quickstart.asr

wav2vec2: build ## fine-tune Wav2Vec2 step for step, on speech made here
	$(BINARY) recipes/wav2vec2_urdu.asr

hubert: build ## train HuBERT on a closed list of names, count top 1 to top 5
	$(BINARY) recipes/hubert_words.asr

recipes: build ## run every recipe whole: its defaults, and recordings of 8 kHz, stereo of 44.1 kHz and mp3
	scripts/recipes $(BINARY) runs/recipes

test: setup ## run every test, in release
	SWIFT='$(SWIFT)' scripts/test

test-faults: setup ## kill saving, fail its system calls, fill its disk, cut its power: about 5 minutes, some as root
	ASRSH_FAULTS=1 $(SWIFT) test -c release --disable-xctest \
	  --filter '(FaultTests|PowerCutTests|RotationTests|RunLockTests)'
	$(CC) -shared -fPIC -O1 -o .build/interpose.so Tests/Faults/interpose.c -ldl
	$(PYTHON) Tests/Faults/training.py $(BINARY) --library .build/interpose.so

interoperability: build ## check that transformers opens what asrsh saves (PYTHON=… has it), FriBidi's columns, soxi's fields, jiwer's rates
	$(PYTHON) Tests/Interoperability/check_saved.py $(BINARY)
	$(PYTHON) Tests/Interoperability/check_columns.py $(BINARY)
	$(PYTHON) Tests/Interoperability/check_audio_info.py $(BINARY)
	$(PYTHON) Tests/Interoperability/check_rates.py $(BINARY)

lint: setup ## check the form of the code
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

format: ## put the code into its form
	$(SWIFT) format format --in-place --parallel --recursive $(SOURCES)

docs: setup ## write docs/builtins.md from the registry of built-ins
	ASRSH_WRITE_DOCS=1 $(SWIFT) test -c release --disable-xctest --filter ReferencePageTests

bench: setup ## measure the engine's jobs (JOBS='ctc_loss logmel_30s' for some of them)
	$(SWIFT) package --package-path Benchmarks \
	  --disable-sandbox benchmark $(foreach job,$(JOBS),--filter $(job))

fuzz: setup ## feed the readers of tensor files, and the language, with changed bytes (SECONDS=60 for each)
	Fuzzing/run.sh $(or $(SECONDS),60)

clean: ## remove what was built
	$(SWIFT) package clean
