"""Both search backends find the same in the demo content, and put much the same on top."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from knowledge import NAME
from knowledge.model.marks import without_marks
from knowledge.store.search import FIELDS, SOLVED_POINTS
from portalkit.backends import open_index
from portalkit.search import Document, Query, Results
from portalkit.settings import Settings
from portalkit.testing.search_servers import drop_all, fresh_prefix
from portalkit.testing.servers import server

pytestmark = pytest.mark.servers

CONTENT = Path(__file__).parents[3] / "deploy" / "demo" / "content"
NOW = 1_767_225_600  # the first of January 2026
WORDS = """
calibrate|drift|membrane|electrode|winter|batteries|buffer|key expired|firmware|turbidity|chlorine pump|wiring
replace the electrode|how do I calibrate in place|soft water|bubbles|dashboard empty|modbus register|log export
pair phone|current outputs|slope and offset|air in the flow cell|what is the warranty|stored dry|frost|µS/cm
4–20 mA|4.1.3|heron 300|tern-2|read only key|reference electrode drifts after cleaning|storing|stores|calibration
"401 key expired"|"flow cell"|"soft water" electrode|"never written like this"
calibraton|electrod|mebrane|chlorin|batery|turbidty|wintr storage|referense electrode|firmwre update|bufer lot
zeppelin electrode|calibrate quagmire buffer|zeppelin|unicorn membrane frost banana
""".replace("\n", "|").split("|")
QUERIES = [words for words in WORDS if words]
PREFIXES = ["cal", "calib", "electr", "winter st", "turb", "chlorine a", "firm", "rep", "electrde", "scal"]
NARROWED: list[dict[str, Any]] = [
    {"chosen": {"kind": ["topic"]}},
    {"chosen": {"product": ["heron-300"], "kind": ["article"]}},
    {"filters": {"language": ["en"]}},
    {"ranges": {"date": (NOW - 200 * 86_400, NOW)}},
    {"sort": "newest"},
]


def loaded(kind: str) -> list[dict[str, Any]]:
    return [tomllib.loads(path.read_text()) for path in sorted((CONTENT / f"{kind}s").glob("*.toml"))]


def document(kind: str, thing: dict[str, Any]) -> Document:
    bodies = [thing.get("summary", ""), thing["body"], *(reply["body"] for reply in thing.get("reply", ()))]
    date = thing["updated_at"] if kind == "article" else thing["asked_at"]
    values = {name: thing.get(name) for name in ("title", "category", "product", "language")}
    more = {"kind": kind, "text": without_marks("\n".join(bodies)), "date": int(date.timestamp())}
    solved = {"solved": "yes" if thing.get("accepted") else "no"} if kind == "topic" else {}
    return Document(f"{kind}-{thing['external_id']}", 1, values | more | solved)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The same documents in both: embedded, and on the server."""
    folder, url, prefix = tmp_path_factory.mktemp("agree"), server("elasticsearch"), fresh_prefix()
    there = Settings(data_dir=folder, search_url=url, search_prefix=prefix, search_timeout_ms=5000)
    indices = [open_index(Settings(data_dir=folder), NAME, FIELDS), open_index(there, NAME, FIELDS)]
    documents = [document(kind, thing) for kind in ("article", "topic") for thing in loaded(kind)]
    for index in indices:
        index.create("g1")
        index.write("g1", documents)
    yield indices
    for index in indices:
        index.close()
    drop_all(url, prefix)


def asked(both: Any, text: str, **more: Any) -> list[Results]:
    usual = {"facets": ("kind", "product", "solved"), "fresh": "date", "now": NOW, "snippet_of": "text", "limit": 50}
    query = Query(text, boosts=(("solved", "yes", SOLVED_POINTS),), **(usual | more))
    return [index.search("g1", query) for index in both]


def check(embedded: Results, served: Results, ordered: bool = False) -> None:
    """The same hits, counts and snippets; the best of either among the first three of the other."""
    assert served.total == embedded.total
    assert served.facets == embedded.facets
    mine, theirs = [hit.id for hit in embedded.hits], [hit.id for hit in served.hits]
    assert set(theirs) == set(mine)
    assert {hit.id: hit.snippet for hit in served.hits} == {hit.id: hit.snippet for hit in embedded.hits}
    if ordered:
        assert theirs == mine
    elif mine:
        assert mine[0] in theirs[:3] and theirs[0] in mine[:3]
        assert len(set(mine[:10]) & set(theirs[:10])) >= 0.8 * len(mine[:10])


@pytest.mark.parametrize("words", QUERIES)
def test_both_find_the_same(both: Any, words: str) -> None:
    check(*asked(both, words))


@pytest.mark.parametrize("words", QUERIES[::4])
@pytest.mark.parametrize("narrowed", NARROWED, ids=str)
def test_both_narrow_and_sort_alike(both: Any, words: str, narrowed: dict[str, Any]) -> None:
    check(*asked(both, words, **narrowed), ordered="sort" in narrowed)


def test_both_browse_alike(both: Any) -> None:
    check(*asked(both, ""), ordered=True)


@pytest.mark.parametrize("begun", PREFIXES)
def test_both_suggest_alike(both: Any, begun: str) -> None:
    mine, theirs = (
        [hit.id for hit in index.suggest("g1", begun, {"kind": ["article", "topic"]}, limit=50)] for index in both
    )
    assert mine and set(theirs) == set(mine)
