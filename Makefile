# Atrium. `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
RELEASE ?= 0.1.0
unexport PYTHONDONTWRITEBYTECODE  # many processes start from the same code
PYTHON_IMAGE ?= python:3.13-slim
BUILD_NETWORK ?= default

.PHONY: help run separate test test-browser test-servers test-on-servers test-postgres lint faults faults-sample relevance bench bench-servers bench-events backup restore reconcile bench-search bench-scale test-compose images lock clean

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(READY)  ## the whole portal on http://127.0.0.1:8080 (PORT, DATA_DIR, DEMO=0)
	@$(BIN)/python deploy/demo/talk.py & exec $(BIN)/python deploy/embedded/run.py

separate: $(READY)  ## the same, one process group a service
	@exec $(BIN)/python deploy/separate/run.py

test: $(READY_DEV)  ## every test that needs neither a server nor a browser
	CI=true $(BIN)/python -m pytest -n 3 --ignore tests/faults -m "not servers and not compose and not faults and not browser"

test-browser: $(READY_DEV)  ## journeys in Chromium, and every page: narrow and wide, light and dark, with axe
	$(BIN)/python -m pytest -n 2 tests/e2e -m browser --timeout 300

ON_SERVERS := TEST_DATABASES=postgres TEST_BUS=rabbitmq TEST_SEARCH=elasticsearch
SUITES := $(addprefix tests/,contract leaks security e2e \
  $(addprefix operations/test_,data_rights.py held_erasures.py masks.py)) services/notify/tests/test_at_once.py
test-servers: $(READY_DEV)  ## what needs PostgreSQL, RabbitMQ, Elasticsearch and S3, leaks, attacks, erasures and journeys on them (TEST_…_URL, else Docker; SUITES=services for those)
	$(BIN)/python tests/servers/run.py $(MAKE) test-on-servers

test-on-servers:  # at the addresses that TEST_…_URL name
	$(BIN)/python -m pytest -n 2 --ignore tests/faults -m servers
	$(ON_SERVERS) $(BIN)/python -m pytest $(SUITES) -n 2 -m "not servers and not compose and not faults" --timeout 300

test-postgres: $(READY_DEV)  ## the tests of all services on PostgreSQL instead of SQLite
	TEST_SERVERS=postgres $(BIN)/python tests/servers/run.py env TEST_DATABASES=postgres $(BIN)/python -m pytest \
	  services gateway tests/contract tests/leaks tests/security -n 2 -m "not servers and not faults"

JOURNEYS := $(addprefix tests/e2e/test_,journey.py hub.py moderation.py mail_links.py own_account_journey.py one_request.py \
  headers.py browser.py audiences_in_the_browser.py names_in_the_browser.py)
test-compose: $(READY_DEV)  ## the journeys, and each service alone, in the containers of docker-compose.yml (needs Docker; UPGRADED=n of them)
	$(BIN)/python tests/compose/run.py $(BIN)/python -m pytest $(JOURNEYS) tests/compose \
	  $(if $(UPGRADED),--upgraded $(UPGRADED) --sample "$(THIS)")

images:  ## build the images, each of its own folder, portalkit and the locked libraries (PYTHON_IMAGE, RELEASE)
	for part in services/accounts services/knowledge services/community services/notify gateway; do \
	  docker build --network $(BUILD_NETWORK) --build-arg PYTHON_IMAGE=$(PYTHON_IMAGE) --build-arg RELEASE=$(RELEASE) \
	    --build-arg REVISION=$$(git rev-parse --short HEAD) -f $$part/Dockerfile -t atrium-$${part##*/}:$(RELEASE) . || exit 1; done

lint: $(READY_DEV)  ## ruff, mypy and the import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

THIS = $(shell git rev-parse HEAD 2>/dev/null)
MUTANTS := tests/leaks/test_mutants.py
FAULTS_SAMPLE := $(MUTANTS) $(addprefix tests/faults/test_,strace.py judging.py report.py crash_points.py broken_builds.py \
  r1_deaths.py d2_erasure.py r3_doubles.py r6_outage.py r14_stopped_services.py r25_portal.py)
faults-sample: $(READY_DEV)  ## what .ci/run kills: twenty crash points, three broken builds, eight that leak, a minute under load (needs strace)
	$(BIN)/python -m pytest $(FAULTS_SAMPLE) -m "not servers" -s --seconds 60 --outage 20 --builds 3 --mutants 8 \
	  --sample "$(THIS)"

FAULTS := $(MUTANTS) tests/faults
faults: $(READY_DEV)  ## every promise under every fault, and its rows of docs/faults.md (two hours, or FAULTS=files; needs strace, RabbitMQ, PostgreSQL)
	$(BIN)/python -m pytest $(FAULTS) --all-points -s --seconds 300 --seeds 3 --outage 60 --table docs/faults.md

relevance: $(READY_DEV)  ## how well judged queries find what answers them (on Elasticsearch too where TEST_ELASTICSEARCH_URL is)
	$(BIN)/python tests/relevance/run.py

bench: $(READY_DEV)  ## speed, as a table (4 minutes)
	$(BIN)/python tests/bench/run.py

bench-servers: $(READY_DEV)  ## the portal on the three servers beside the embedded one (TEST_…_URL, else Docker)
	$(BIN)/python tests/servers/run.py env $(ON_SERVERS) $(BIN)/python tests/bench/on_servers.py

bench-events: $(READY_DEV)  ## how fast events travel beside pika alone (TEST_RABBITMQ_URL, else Docker)
	$(BIN)/python tests/bench/events_path.py

bench-search: $(READY_DEV)  ## what a search costs on Elasticsearch beside the embedded index (TEST_ELASTICSEARCH_URL)
	$(BIN)/python tests/bench/search_backends.py

bench-scale: $(READY_DEV)  ## the search at 100,000 documents beside SQLite FTS5 (4 minutes)
	$(BIN)/python tests/bench/scale.py

backup: $(READY)  ## the whole portal as it is now, while it goes on (TO=folder; LAST=folder of an earlier one spares fetching its files)
	@$(BIN)/python deploy/backup.py backup "$(or $(TO),$(error say where: make backup TO=folder))" $(if $(LAST),--last "$(LAST)")

restore: $(READY)  ## bring a backup back (FROM=folder; OVER=1 in place of what is there)
	@$(BIN)/python deploy/backup.py restore "$(or $(FROM),$(error say from where: make restore FROM=folder))" $(if $(OVER),--over)

reconcile: $(READY)  ## compare every copy with its owner, and files with rows (MEND=1 has owners tell again; CONTENTS=1 reads all files)
	@$(BIN)/python deploy/reconcile.py $(if $(MEND),--mend) $(if $(CONTENTS),--contents)

lock:  ## compile requirements*.in again (needs uv)
	for f in requirements requirements-servers requirements-dev requirements-build; do uv pip compile -q --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate $$f.in -o $$f.txt; done

clean:  ## forget the environment; var/ stays
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) || { echo "python3 has no venv: on Debian, apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(READY): requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python deploy/paths.py
	@touch $@

$(READY_DEV): requirements-dev.txt | $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
