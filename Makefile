# What there is to do here. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/kubernetes-events

# Node: the system's where it is new enough, else one from npm, once, into the cache.
NODE_BIN := $(shell CACHE='$(CACHE)' ./tools/node-bin)
ifeq ($(NODE_BIN),)
$(error Node >= 22.19 is needed: see the message above)
endif
export PATH := $(NODE_BIN):$(PATH)

.PHONY: help up down status test lint build dev bench soak clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: build ## bring up a cluster with real events, Loki, the collector and the app; print where to look
	@node stack/src/main.ts up $(ARGS)

down: ## end all that `make up` started (PURGE=1: delete its data too)
	@node stack/src/main.ts down $(ARGS) $(if $(PURGE),--purge)

status: ## what of the stack runs, and where
	@node stack/src/main.ts status $(ARGS)

test: node_modules ## build and check everything: types, style, units, real servers, real browser
	@node tests/run.ts

lint: node_modules ## types, ESLint, Prettier
	npm run --silent typecheck
	npm run --silent lint

build: node_modules ## the app into dist/, the collector into backend-sidecar/dist/
	@npm run --silent build

dev: node_modules ## rebuild the app as its sources change
	npm run --silent dev

bench: build ## measure the collector on real servers (QUICK=1: under a minute)
	@node bench/main.ts $(if $(QUICK),--quick)

soak: build ## kill collectors, Loki and the API server at random under load (MINUTES=10); count what was lost or doubled
	@node tests/collector/soak.ts $(or $(MINUTES),10)

clean: ## delete what was built in this folder
	rm -rf dist backend-sidecar/dist pkg/*/dist tests/host/dist node_modules

node_modules: package.json package-lock.json $(wildcard pkg/*/package.json) backend-sidecar/package.json
	@echo "npm packages: installing what package-lock.json names"
	@npm ci --no-audit --no-fund --loglevel=error
	@touch node_modules
