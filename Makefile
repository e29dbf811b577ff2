# Muster: `make run` starts the bot, `make test` checks everything; both install what is missing first.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# What Swift needs to compile and link, and the libraries that the bot is built on.
toolchain_packages := binutils gcc git libc6-dev libedit2 libgcc-12-dev libncurses6 libstdc++-12-dev libxml2 \
  pkg-config tzdata zlib1g-dev
library_packages := libcurl4-openssl-dev libevent-dev libicu-dev libjemalloc-dev libpq-dev libsqlite3-dev libssl-dev libyaml-dev
# What trying the bot by hand needs.
run_packages := $(toolchain_packages) $(library_packages) ca-certificates curl openssl
# Real servers for the tests.
test_packages := $(run_packages) postgresql-15

build_flags := --explicit-target-dependency-import-check error
release_flags := -c release --static-swift-stdlib $(build_flags)
# Walks over the whole policy and through the sources, and thousands of conversations and typos that go the ways of those
# that other tests hold: sanitizers have nothing to find in them. They take all cores for a while.
walks := AdminModeTests|ArchitectureTests|PermissionsTests|PolicyToolTests|ProofTests|SecrecyTests|TextTests|TypoTests
walks_in_time := ReloadTests
# What sanitizers look at as well, but where it counts how much is tried.
amounts := FuzzTests|MessengersTests|ConfigurationTests.MutantTests
amounts_in_time := KillTests|OutageTests|ShippedTalkTests

.PHONY: help run build test test-address test-thread test-amounts lint bench coverage soak fresh clean install-for-run install-for-test

help:
	@echo "make run    installs what is missing, builds and starts the bot with bot-config/"
	@echo "make test   installs what is missing and runs every check"
	@echo "make build  builds the bot: .build/release/muster"
	@echo "make bench  prints the table of speed"
	@echo "make coverage  prints what the tests of the permission engine never reach"
	@echo "make soak   longer campaigns of the tests"
	@echo "make fresh  tries make run and make test in a new Debian"

run: build
	@exec .build/release/muster serve --config bot-config

build: install-for-run
	swift build $(release_flags) --product muster

test: install-for-test lint
	@echo "The tests run in three builds, side by side; what each says is printed when it has ended."
	@$(MAKE) --no-print-directory --jobs=3 --output-sync=target test-address test-thread test-amounts

# What has time limits runs one test after the other, so that a slow machine does not make them fail.
test-address: export MUSTER_BRIEF = 1
test-address: export ASAN_OPTIONS = detect_leaks=1
test-address: export LSAN_OPTIONS = suppressions=$(CURDIR)/Tests/LeakSanitizer.suppressions
test-address:
	swift test $(build_flags) --disable-xctest --no-parallel --skip '$(walks)|$(walks_in_time)' --sanitize=address \
	  --scratch-path .build/address

test-thread: export MUSTER_BRIEF = 1
# At its end a program doesn't wait for threads that may still report something: the tests start many.
test-thread: export TSAN_OPTIONS = atexit_sleep_ms=0 suppressions=$(CURDIR)/Tests/ThreadSanitizer.suppressions
test-thread:
	swift test $(build_flags) --disable-xctest --no-parallel --skip '$(walks)|$(walks_in_time)' --sanitize=thread \
	  --scratch-path .build/thread

# What has time limits waits for much, as the tests of the others do at that time; what takes all cores works in their pauses
# and goes on when they have ended.
test-amounts:
	swift test $(build_flags) --disable-xctest --no-parallel --filter '$(walks_in_time)|$(amounts_in_time)'
	nice swift test $(build_flags) --disable-xctest --filter '$(walks)|$(amounts)'

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

bench: build
	Benchmarks/decisions
	Benchmarks/run
	Benchmarks/talks

coverage: install-for-test
	Tests/uncovered $(build_flags)

# Optimized: what takes hours otherwise takes minutes. Tests reach into other targets, which a release build doesn't let them.
soak: export MUSTER_SOAK = 1
soak: soak_flags := $(build_flags) --disable-xctest -Xswiftc -O --scratch-path .build/soak
soak: install-for-test
	swift test $(soak_flags) --filter '$(walks)|$(amounts)'
	swift test $(soak_flags) --no-parallel --filter '$(walks_in_time)|$(amounts_in_time)'
	swift build $(release_flags) --product fuzz
	.build/release/fuzz

fresh:
	@$(call install,debootstrap)
	Tests/fresh-machine

clean:
	rm -rf .build

install-for-run:
	@$(call install,$(run_packages))
	@$(call need_swift)

install-for-test:
	@$(call install,$(test_packages))
	@$(call need_swift)

define install
  missing=; \
  for package in $(1); do \
    dpkg-query -W -f '$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
  done; \
  if [ -n "$$missing" ]; then \
    as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
    echo "Installing$$missing"; \
    $$as_root apt-get update -qq; \
    DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
  fi
endef

define need_swift
  command -v swift >/dev/null || { \
    echo "Swift is missing: install Swift 6.3 from https://www.swift.org/install/linux/ and put it on the PATH." >&2; \
    exit 1; \
  }
endef
