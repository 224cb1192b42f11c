"""An address that mail comes back from: what its person reads and does, and what administrators see."""

from notify.actions.links import UnsubscribeLinks
from notify.bounced import take
from portalkit.backends import open_database, secret

from .test_deliveries import hal, told  # noqa: F401  (fixtures)

PAGE = "/account/notifications"
REPORT = """Content-Type: multipart/report; boundary="cut"

--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ben@customers.example
Action: failed
Status: 5.1.1

--cut
Content-Type: text/rfc822-headers

Message-ID: {id}
List-Unsubscribe: {end}

--cut--
"""


def test_its_person_reads_it_and_has_mails_sent_again(portal, ben, hal, told):  # noqa: F811
    mine = [dict(mail["headers"]) for mail in portal.mails() if mail["to"] == "ben@customers.example"]
    (sent,) = [headers for headers in mine if "List-Unsubscribe" in headers]
    assert "comes back" not in ben.get(PAGE).text
    settings = portal.settings["notify"]
    database = open_database(settings, "notify")
    links = UnsubscribeLinks(settings.public_origin, secret(settings, "notify"))
    raw = REPORT.format(id=sent["Message-ID"], end=sent["List-Unsubscribe"]).encode()
    assert take(database, links, raw) == 1
    database.close()
    page = ben.get(PAGE).text
    assert "Mail to your address comes back" in page and "5.1.1" in page
    assert "Came back" in hal.get("/staff/deliveries").text
    assert ben.post(f"{PAGE}/mail-again").headers["Location"] == PAGE
    assert "Mail to your address comes back" not in ben.get(PAGE).text
