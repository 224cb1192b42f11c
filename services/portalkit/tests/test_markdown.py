"""Markdown as people write it, and as people attack with it."""

import re
import time

import pytest

from portalkit.markdown import render
from portalkit.markdown_names import names_in


def test_a_text_becomes_paragraphs_lists_and_emphasis():
    html = render("One *two* **three** ~~four~~\n\n- a\n- b\n").html
    assert "<p>One <em>two</em> <strong>three</strong> <s>four</s></p>" in html
    assert "<li>a</li>" in html


def test_headings_get_ids_and_are_listed_and_none_is_above_the_second_level():
    rendered = render("# Äpfel & Co\n\n## Steps\n\n### Steps\n\n#### Deep\n")
    assert [(h.id, h.title, h.level) for h in rendered.toc] == [
        ("h-apfel-co", "Äpfel & Co", 2),
        ("h-steps", "Steps", 2),
        ("h-steps--2", "Steps", 3),
    ]
    assert '<h2 id="h-apfel-co">' in rendered.html
    assert "<h1" not in rendered.html


def test_texts_that_stand_together_on_a_page_get_no_ids():
    rendered = render("## Same\n", anchors=False)
    assert rendered.html == "<h2>Same</h2>\n"
    assert rendered.toc == ()


@pytest.mark.parametrize(
    ("word", "start"),
    [
        (
            "Note",
            '<div class="at-callout" role="note"><svg class="at-icon" aria-hidden="true">'
            '<use href="/static/icons.svg#info">',
        ),
        ("Warning", '<div class="at-callout at-callout--warn" role="note"><svg'),
        ("Danger", '<div class="at-callout at-callout--bad" role="note"><svg'),
        ("Tip:", '<div class="at-callout at-callout--ok" role="note"><svg'),
    ],
)
def test_a_quote_that_begins_with_a_bold_word_is_a_callout(word, start):
    html = render(f"> **{word}** Ring *first*.\n>\n> Then go.\n").html
    assert html.startswith(start)
    assert f"<b>{word.strip(':')}</b>" in html
    assert "<p>Ring <em>first</em>.</p>" in html
    assert "blockquote" not in html
    assert html.count("<div") == html.count("</div>") == 2


def test_a_callout_word_may_stand_alone_and_other_quotes_stay_quotes():
    assert "<p></p>" not in render("> **Note**\n>\n> Text\n").html
    assert render("> **Nota** bene\n").html.startswith("<blockquote>")
    assert render("> **Note** a\n\n> b\n").html.count("blockquote") == 2


def test_code_keeps_its_language_and_gets_the_four_colours():
    html = render('```python\n# why\nif x: y = "s" + 1\n```\n').html
    assert html.startswith('<pre><code class="language-python">')
    for part in ('class="c"># why', 'class="k">if', 'class="n">1'):
        assert part in html
    assert 'class="s"' in html


def test_code_of_an_unknown_or_strange_language_is_plain():
    assert render("```nonsense\n<b>\n```\n").html == '<pre><code class="language-nonsense">&lt;b&gt;\n</code></pre>\n'
    assert render('```"onload=x\n1\n```\n').html == "<pre><code>1\n</code></pre>\n"


def test_a_table_scrolls_in_a_named_region_and_keeps_its_alignment_without_styles():
    html = render("| a | b |\n|--:|:-:|\n| 1 | 2 |\n").html
    assert 'role="region" aria-label="Table 1"><table class="table">' in html
    assert '<td class="text-end">1</td>' in html
    assert "style" not in html
    assert html.count("<div") == html.count("</div>") == 1


def test_links_tell_robots_not_to_follow_and_bare_addresses_are_links():
    html = render("[a](/articles/1) and https://example.org/x but final.zip stays\n").html
    assert '<a href="/articles/1" rel="nofollow ugc noopener">a</a>' in html
    assert '<a href="https://example.org/x"' in html
    assert html.count("<a ") == 2


def test_an_image_becomes_a_link():
    html = render("![a <b> picture](https://elsewhere.example/p.png)").html
    assert "<img" not in html
    assert ">a &lt;b&gt; picture</a>" in html


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    '![x" onmouseover="alert(1)](https://a.example/)',
    '[x](https://a.example/ "t\\" onclick=\\"alert(1)")',
    '<https://a.example/"onclick=alert(1)>',
    '<div class="at-callout" role="note">',
    "> **Note** <svg onload=alert(1)>",
    "```html\n<script>alert(1)</script>\n```",
    '```x" onclick="alert(1)\n1\n```',
    "# <a name=x onclick=alert(1)>",
    "`<script>`",
    "<table><tr><td style='x'>",
    "\x00<scr\x00ipt>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_leaves_an_element_or_attribute_of_its_own(attack):
    html = render(attack).html
    tags = re.findall(r"<[^>]*>", html)
    assert not [tag for tag in tags if re.match(r"</?(script|img|iframe|object|svg on)", tag)]
    assert not [tag for tag in tags if re.search(r"\son\w+=", re.sub(r'"[^"]*"', '""', tag))]
    assert not [tag for tag in tags if re.search(r'href="\s*(javascript|data|vbscript)', tag, re.I)]
    assert "style=" not in "".join(tags)


def test_a_callout_cannot_be_written_as_html():
    assert "&lt;div" in render('<div class="at-callout" role="note">').html


def test_the_plain_text_has_the_words_of_prose_cells_and_code():
    text = render("## T\n\nA *b* `c`\nd\n\n| x |\n|---|\n| y |\n\n```sh\nls -l\n```\n\n> **Note** n\n").text
    assert text.split("\n") == ["T", "A b c d", "x", "y", "ls -l", "n"]


def test_heading_ids_are_never_used_twice():
    toc = render("## A\n\n## A 2\n\n## A\n\n## A\n").toc
    assert [heading.id for heading in toc] == ["h-a", "h-a-2", "h-a--2", "h-a--3"]


@pytest.mark.parametrize(
    "text",
    [
        ">" * 20_000 + " x",
        "[" * 20_000,
        "![" * 10_000,
        "*a _b " * 3_000,
        "#\n" * 10_000,
        "a\n=\n" * 5_000,
        "```python\n" + "(" * 19_000 + "\n```",
        "```java\n" + "a " * 9_000 + "\n```",
        "```yaml\n" + "%" * 19_000 + "\n```",
        "```lisp\n" + "#" * 19_000 + "\n```",
        "```html\n" + "&" * 19_000 + "\n```",
    ],
    ids=lambda text: text[:12].replace("\n", " "),
)
def test_no_text_takes_long(text):
    began = time.thread_time()
    render(text)
    assert time.thread_time() - began < 2.5


def test_names_lead_where_they_are_known_but_not_in_code_links_and_addresses():
    written = "@Jana-Novak, `@jana-novak` [@jana-novak](https://x.example) a@jana-novak **@jana-novak** @other"
    made = render(written, names={"jana-novak": "/people/1"})
    assert made.named == ("jana-novak",)
    assert made.html.count('<a href="/people/1"') == 2
    assert ">@Jana-Novak</a>, <code>@jana-novak</code>" in made.html
    assert names_in("@a-b (@C) x@d @a-b") == ["a-b", "c"]
