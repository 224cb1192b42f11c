import shutil

import pytest
from jinja2 import DictLoader
from markupsafe import Markup, escape

from gateway import RELEASE
from gateway.rendering import Templates, written
from gateway.static_files import StaticFiles

NASTY = "<script>alert(1)</script>\"'&"


@pytest.fixture
def render(tmp_path):
    templates = Templates(StaticFiles().address, tmp_path, {"brand": {"name": "B"}})

    def one(source, **values):
        templates._environments["en"].loader = DictLoader({"x": source})
        return templates.render("x", values).decode()

    return one


@pytest.mark.parametrize("value", [NASTY, Markup("<b>"), 5, True, None, 1.5, ["<b>"]])
def test_a_value_is_written_as_markupsafe_escapes_it(value):
    assert written(value) == escape(value)


@pytest.mark.parametrize(
    "source",
    [
        "{{ value }}",
        "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m(value) }}",
        "{% set x %}<i>{{ value }}</i>{% endset %}{{ x }}",
        "{% filter trim %}{{ value }}{% endfilter %}",
        "{{ '<i>'|safe ~ value }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ value }}{% endcall %}",
        "{% for each in [value] %}{{ each }}{% endfor %}",
        "{{ [value]|join(', ') }}",
        '<a title="{{ value }}">x</a>',
    ],
)
def test_what_people_wrote_never_becomes_markup(render, source):
    page = render(source, value=NASTY)
    assert "<script" not in page
    assert str(escape(NASTY)) in page


def test_a_template_that_switches_escaping_off_does_not_compile(render):
    with pytest.raises(AssertionError):
        render("{% autoescape false %}{{ value }}{% endautoescape %}", value=NASTY)


def test_a_name_after_a_dot_is_a_key_first(render):
    assert render("{{ view.items }} {{ view.get('x') }} {{ view.nothing }}", view={"items": 3, "x": 4}) == "3 4 "


def test_a_template_can_not_name_a_file_that_is_not_there(render):
    with pytest.raises(KeyError):
        render("{{ static('nothing.css') }}")


def test_every_template_compiles(tmp_path):
    Templates(StaticFiles().address, tmp_path, {}).warm()


def test_a_page_comes_although_its_compiled_template_cannot_be_kept(render, tmp_path):
    shutil.rmtree(tmp_path / RELEASE)
    assert render("{{ value }}", value=5) == "5"


def test_templates_are_there_although_no_folder_can_be_made_for_compiled_ones(tmp_path):
    (tmp_path / "file").touch()
    templates = Templates(StaticFiles().address, tmp_path / "file", {})
    templates._environments["en"].loader = DictLoader({"x": "good"})
    assert templates.render("x", {}) == b"good"
