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

# Docker Compose with a kind cluster where a Docker engine answers, else real servers without containers (STACK=compose,
# STACK=native: as you say).
# NODE=real: a real node, too, without Docker: it needs root. (npm sets NODE to something else.)
REAL_NODE := $(filter real,$(NODE))
STACK := $(or $(STACK),$(if $(REAL_NODE),native),$(if $(filter up down,$(MAKECMDGOALS)),$(shell timeout 10 docker info >/dev/null 2>&1 && docker compose version >/dev/null 2>&1 && echo compose || echo native),native))

.PHONY: help up down status test lint build dev coverage hooks bench soak limits package generate clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: up-$(STACK) ## bring up a cluster with real events, Loki, the collector and the app; print where to look (NODE=real: a real node, too)

up-compose:
	docker compose up --build --detach --wait
	@echo 'Browse the events at http://localhost:3000/a/lokievents-kubernetes-app'

up-native: build
	@node stack/src/main.ts up $(if $(REAL_NODE),--node real) $(ARGS)

down: down-$(STACK) ## end all that `make up` started (PURGE=1: delete its data too)

down-compose:
	docker compose down $(if $(PURGE),--volumes)

down-native:
	@node stack/src/main.ts down $(ARGS) $(if $(PURGE),--purge)

status: ## what of the stack runs, and where
	@node stack/src/main.ts status $(ARGS)

test: node_modules ## build and check everything: types, style, units, real servers, real browser
	@node tests/run.ts

lint: node_modules ## types, ESLint, Prettier, spelling, unused exports, imports
	npm run --silent typecheck
	npm run --silent lint

build: node_modules ## the app into dist/, the collector into backend-sidecar/dist/, kubectl event-history into pkg/event-history/dist/
	@npm run --silent build

dev: node_modules ## run collector and app of the running stack from source; restart and reload them on changes
	@node tools/dev/main.ts $(ARGS)

coverage: node_modules ## the lines that unit tests cover, by file (tests on real servers start processes of their own: not counted)
	@node --test --experimental-test-coverage --test-coverage-include='pkg/*/src/**' \
	  --test-coverage-include='backend-sidecar/src/**' 'pkg/*/test/**/*.test.ts' 'backend-sidecar/{src,test}/**/*.test.ts' \
	  | sed -n '/start of coverage/,$$p'
	@npx jest --ci --silent --coverage --coverageReporters=text --collectCoverageFrom='src/**/*.{ts,tsx}' 2>/dev/null

hooks: ## install the git hooks that check each commit
	git config core.hooksPath tools/git-hooks

bench: build ## measure the collector on real servers (QUICK=1: a minute or two; ARGS='--rivals FILE': beside others)
	@node bench/main.ts $(if $(QUICK),--quick) $(ARGS)

soak: build ## kill collectors, Loki, the API server and etcd at random under load (MINUTES=10 RATE=100); count what was lost or doubled
	@node tests/collector/soak.ts $(or $(MINUTES),10) $(or $(RATE),100)

limits: node_modules ## deliver to tenants with every two and three of eight limits; count what was lost or kept twice
	@node tests/collector/limits/all.ts

package: build ## the plugin's zip, the chart and kubectl event-history without Node, with their checksums, into artifacts/
	@node tools/package/main.ts

generate: node_modules ## write what is made from other files: dashboards, alert rules, docs/configure.md, manifests
	@npm run --silent generate

clean: ## delete what was built in this folder
	rm -rf dist artifacts backend-sidecar/dist pkg/*/dist tests/host/dist node_modules

node_modules: package.json package-lock.json $(wildcard pkg/*/package.json) backend-sidecar/package.json
	@echo "npm packages: installing what package-lock.json names"
	@npm ci --no-audit --no-fund --loglevel=error
	@touch node_modules
