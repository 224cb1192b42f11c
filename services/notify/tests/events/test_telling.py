"""From a fact to messages and mails, through the bus, the inbox, the handlers and the sending loop."""


def test_who_follows_the_category_is_told_of_a_question_once_and_by_mail(pumps):
    pumps.topic("t1")
    pumps.work()
    assert pumps.told() == [("eve", "topic-asked", "t1")]
    assert [(mail["to"], mail["subject"]) for mail in pumps.mails()] == [
        ("eve@example.org", "New question: Which pump?")
    ]
