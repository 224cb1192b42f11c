"""R22: nothing is sold yet, but some things are good once, or only so often, however many ask at once."""

import math
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from support.person import PASSWORD, Person
from support.served import Served

from faults.report import Result
from portalkit.ids import new_id

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
AT_ONCE, MOST_WRITES, MINUTE, GUESSES = 50, 20, 60, 5


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    limits = {
        "WRITES_A_MINUTE": str(MOST_WRITES),
        "WRITES_A_MINUTE_IP": "100000",
        "CALLS_A_MINUTE": "100000",
        "NEWCOMER_DAYS": "0",
        "MAILS_A_DAY": "0",
        "MAILS_A_WEEK": "0",
    }
    environ = {"MICRO_CACHE_SECONDS": "0", "ACCOUNTS_PASSWORD_PROFILE": "test", **limits}
    served = Served(tmp_path_factory.mktemp("r22"), **environ).start()
    yield served
    served.stop()


def at_once(count, act):
    """What each of `count` acts came to, all begun together."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda number: act(number), range(count)))


def test_a_mailed_link_is_good_for_one_of_fifty_who_follow_it_at_once(portal, report):
    member = Person(portal.url, "once@member.example").register("Ama Owusu")
    member.fill("/forgot", "/forgot", email=member.email)
    link = member.mail_about("password").link("/reset")
    form = Person(portal.url).open(link).html.form("/reset")

    def choose(number):
        return Person(portal.url).send(form, password=f"{PASSWORD} number {number}").status

    statuses = at_once(AT_ONCE, choose)
    report.add(Result("R22", "a mailed link", 0, 1, 0, statuses.count(200) - 1, more={"at once": AT_ONCE}))
    assert statuses.count(200) == 1 and max(statuses) < 500, Counter(statuses)
    Person(portal.url, member.email, f"{PASSWORD} number {statuses.index(200)}").sign_in()


def test_of_a_hundred_wrong_passwords_at_once_five_are_looked_at(portal, report):
    form = Person(portal.url).open("/signin").html.form("/signin")

    def guess(number):
        return Person(portal.url).send(form, email="tomas.ferreira@aguasdovouga.example", password=f"a guess {number}")

    statuses = Counter(page.status for page in at_once(100, guess))
    looked_at = 100 - statuses[429]
    report.add(Result("R22", "wrong passwords", 0, GUESSES, 0, looked_at - GUESSES, more={"at once": 100}))
    assert looked_at == GUESSES and statuses[422] + statuses[401] + statuses[403] == GUESSES, statuses


def test_what_a_person_may_send_in_a_minute_holds_across_processes(portal, report):
    member = Person(portal.url, "ingrid.solheim@fjordvann.example").sign_in()
    form, began = member.open("/topics/new").html.form("/topics/new"), time.monotonic()

    def ask(number):
        own = Person(portal.url)
        own.session.cookies.update(member.session.cookies)
        return own.send(form, title="", form_key=new_id()).status

    statuses = Counter(at_once(100, ask))
    regained = math.ceil((time.monotonic() - began) / MINUTE * MOST_WRITES)
    passed = 100 - statuses[429]
    report.add(Result("R22", "writes in a minute", 0, MOST_WRITES, 0, 0, more={"passed": passed, "at once": 100}))
    # Signing in was one of them, and a few come back while the others are sent.
    assert MOST_WRITES - 1 <= passed <= MOST_WRITES + regained, statuses
