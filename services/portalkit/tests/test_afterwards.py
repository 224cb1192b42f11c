"""What a process puts off until it serves."""

from portalkit.afterwards import afterwards, begin


def test_what_was_put_off_is_done_once_and_what_is_gone_is_not():
    done = []

    @afterwards
    def stays():
        done.append("stays")

    def gone():
        done.append("gone")

    afterwards(gone)
    del gone
    for _ in range(2):
        begin(after=0).join()
    assert done == ["stays"]
