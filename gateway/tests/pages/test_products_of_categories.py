"""What a category is for stands with every article in it."""

import re

import pytest

from .reading import errors

SHELF = {"of": "knowledge", "name": "Valves", "description": "", "parent_id": "", "audiences": ["everyone"]}
FORM = r'action="/staff/categories/([0-9a-f-]+)"(?:(?!</form>).)*value="Valves"(?:(?!</form>).)*</form>'


@pytest.fixture
def shelf(olga):
    """The id of a category that is for two products and a region."""
    sent = SHELF | {"products": 'Tern, "Skua, long"', "regions": "Europe"}
    assert olga.post("/staff/categories/new", sent).status_code == 303
    return re.search(FORM, olga.get("/staff/categories").text, re.DOTALL)[1]


def test_an_article_is_shown_as_for_what_its_category_is_for_beside_its_own(olga, visitor, shelf):
    written = {"title": "Open it", "body": "Turn.", "category_id": shelf, "audiences": ["everyone"], "language": "en"}
    written |= {"product": "Heron", "region": "", "genre": "article", "do": "publish"}
    desk = olga.post("/staff/articles/new", written).headers["Location"]
    page = visitor.get(desk.removeprefix("/staff")).text
    assert "<dt>For</dt><dd>Heron, Tern, Skua, long</dd><dt>In</dt><dd>Europe</dd>" in page


def test_what_a_category_is_for_stands_in_its_form_and_is_changed_there(olga, shelf):
    form = re.search(FORM, olga.get("/staff/categories").text, re.DOTALL)[0]
    assert 'value="Tern, &#34;Skua, long&#34;"' in form and 'value="Europe"' in form
    version = re.search(r'name="version" value="(\d+)"', form)[1]
    sent = SHELF | {"products": "Tern", "regions": "x" * 101, "version": version}
    refused = olga.post(f"/staff/categories/{shelf}", sent)
    assert refused.status_code == 422 and errors(refused) and "x" * 101 in refused.text
    assert olga.post(f"/staff/categories/{shelf}", sent | {"regions": ""}).status_code == 303
    form = re.search(FORM, olga.get("/staff/categories").text, re.DOTALL)[0]
    assert 'name="products" value="Tern"' in form and 'name="regions" value=""' in form
