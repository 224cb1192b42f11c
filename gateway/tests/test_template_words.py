import pytest
from jinja2 import DictLoader
from markupsafe import Markup

from gateway.catalogue import Catalogue
from gateway.rendering import Templates
from gateway.static_files import StaticFiles

GERMAN = Catalogue(
    "de",
    {
        "Tom & Ana": "Ana & Tom",
        "%(name)s wrote": "%(name)s & Co schrieb",
        "<b>%(name)s</b> asked": "<i>%(name)s</i> fragte",
        "One reply": ("Eine <b>Antwort</b>", "%(count)s Antworten"),
        ("state", "Open"): "Offen",
        "Open": "Öffnen",
        "100%% of %(name)s": "100%% von %(name)s",
    },
)
ARABIC = Catalogue("ar")
SLAVIC = Catalogue("pl", {"One": ("jeden", "kilka", "wiele")}, lambda n: 0 if n == 1 else 1 if 1 < n < 5 else 2)


@pytest.fixture
def render(tmp_path):
    spoken = {each.language: each for each in (Catalogue("en"), GERMAN, ARABIC, SLAVIC)}
    templates = Templates(StaticFiles().address, tmp_path, {"brand": {"name": "B", "tagline": ""}}, spoken)

    def one(source, language="de", **values):
        templates._environments[language].loader = DictLoader({"x": source})
        return templates.render("x", values, language).decode()

    one.whole = templates.render
    return one


def test_a_text_is_escaped_wherever_it_stands(render):
    source = '{% macro m(word) %}{{ word }}{% endmacro %}{{ _("Tom & Ana") }}|{{ m(_("Tom & Ana")) }}'
    assert render(source) == "Ana &amp; Tom|Ana &amp; Tom"
    assert render(source, "en") == "Tom &amp; Ana|Tom &amp; Ana"


def test_values_stand_where_the_language_wants_them_and_are_escaped(render):
    source = '{{ _("%(name)s wrote", name=who) }}|{% trans name=who %}<b>{{ name }}</b> asked{% endtrans %}'
    assert render(source, who="<x>") == "&lt;x&gt; &amp; Co schrieb|<i>&lt;x&gt;</i> fragte"
    assert render(source, "en", who=Markup("<u>")) == "<u> wrote|<b><u></b> asked"
    assert render('{% set t = _("%(name)s wrote", name=who) %}{{ t }}', who="<x>") == "&lt;x&gt; &amp; Co schrieb"
    assert render('{{ _("100%% of %(name)s", name=who) }}', who="x") == "100% von x"


def test_a_number_has_the_form_that_the_language_says(render):
    source = "{% trans count=n %}One reply{% pluralize %}{{ count }} replies{% endtrans %}"
    assert [render(source, n=n) for n in (1, 2)] == ["Eine <b>Antwort</b>", "2 Antworten"]
    assert [render(source, "en", n=n) for n in (1, 2)] == ["One reply", "2 replies"]
    three = "{% trans count=n %}One{% pluralize %}Many{% endtrans %}"
    assert [render(three, "pl", n=n) for n in (1, 3, 7)] == ["jeden", "kilka", "wiele"]
    assert render('{{ ngettext("One reply", "%(num)s replies", n) }}', "en", n=3) == "3 replies"


def test_what_means_two_things_is_told_apart_by_its_context(render):
    assert render('{{ pgettext("state", "Open") }}, {{ _("Open") }}') == "Offen, Öffnen"
    assert render('{{ pgettext("state", "Open") }}', "en") == "Open"


def test_what_a_module_draws_once_is_drawn_once_a_language(render):
    source = '{% set mark %}<b>{{ _("Open") }}</b>{% endset %}{{ mark }}'
    assert (render(source), render(source, "en")) == ("<b>Öffnen</b>", "<b>Open</b>")


def test_a_text_that_names_what_it_is_not_given_is_found_when_it_is_compiled(render):
    with pytest.raises(KeyError, match="names name"):
        render('{{ _("%(name)s wrote", nam=1) }}')


def test_a_language_that_is_read_from_the_right_says_so(render):
    values = {"status": 404, "title": "t", "viewer": {"signed_in": False}, "path": "/", "here": "/", "errors": {}}
    values |= {"now": __import__("datetime").datetime(2026, 1, 1)}
    arabic, german = (render.whole("error.html", values, language) for language in ("ar", "de"))
    assert b'<html lang="ar" dir="rtl"' in arabic and b"vendor/bootstrap.rtl.min.css" in arabic
    assert b'<html lang="de" dir="ltr"' in german and b"vendor/bootstrap.min.css" in german
