"""What tests read from pages."""

import re


def ids(page, kind):
    """The ids of the topics or articles that a page links to, in their order."""
    return list(dict.fromkeys(re.findall(rf'href="/{kind}/([0-9a-f-]{{36}})', page.text)))


def short(address):
    """The address of a topic or an article by its id alone."""
    return re.match("/[a-z]+/[0-9a-f-]{36}", address)[0]


def notice(page):
    """What the page says was just done."""
    found = re.search(r"data-notice.*?<p>(.*?)</p>", page.text, re.S)
    return found[1] if found else ""


def errors(page):
    """The messages above a form."""
    found = re.search(r'id="errors".*?</ul>', page.text, re.S)
    return re.findall(r"<li>(?:<a [^>]*>)?(.*?)(?:</a>)?</li>", found[0]) if found else []


def field(page, name):
    """The value of a field."""
    found = re.search(rf'<(?:input|button)[^>]*name="{name}"[^>]*>', page.text)
    value = found and re.search(r'value="([^"]*)"', found[0])
    return value[1] if value else ""


def missing(page):
    """The services that a page says are missing."""
    return set(" ".join(re.findall(r'data-degraded="([^"]*)"', page.text)).split())
