"""Who has the role of an expert has a mark beside what they write, and on their page."""

import re

from .test_community import ask, follow
from .test_people import change, person

MARK = "Recognised expert</span>"


def test_the_mark_comes_and_goes_with_the_role(portal, ana, ben, olga, visitor):
    topic = ask(ana, title="Which washer?").headers["Location"]
    follow(ben, ben.post(f"{topic}/replies", {"body": "The thin one."}))
    own = re.search(r'href="(/people/[0-9a-f-]+)">Ben Example', visitor.get(topic).text)[1]
    for roles, shown in ((["expert"], True), ([], False)):
        assert change(olga, person(olga, "ben@"), "roles", roles=roles).status_code == 303
        portal.settle()
        for reader in (ana, ben, visitor):
            assert [reader.get(path).text.count(MARK) for path in (topic, own)] == [shown, shown]
        assert ("Anerkannt fachkundig" in visitor.get(own, Accept_Language="de").text) is shown


def test_administrators_read_what_the_role_does(olga):
    assert "Is shown as a recognised expert" in olga.get(person(olga, "ben@")).text
