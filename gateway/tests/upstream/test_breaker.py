from gateway.upstream.breaker import DRAGS, LEAST, OPEN, Breaker


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def broken(clock):
    breaker = Breaker(clock)
    for _ in range(LEAST):
        assert breaker.admits()
        breaker.record(False, 0.01)
    return breaker


def test_it_opens_when_half_of_ten_calls_failed_and_lets_nothing_through():
    breaker = broken(Clock())
    assert breaker.state == "open"
    assert not breaker.admits()


def test_fewer_than_ten_calls_never_open_it():
    breaker = Breaker(Clock())
    for _ in range(LEAST - 1):
        breaker.record(False, 0.01)
    assert breaker.admits()


def test_calls_that_drag_open_it_too():
    breaker = Breaker(Clock())
    for _ in range(LEAST):
        breaker.record(True, DRAGS + 0.01)
    assert breaker.state == "open"


def test_what_is_older_than_ten_seconds_is_forgotten():
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(LEAST - 1):
        breaker.record(False, 0.01)
    clock.now += 11
    breaker.record(False, 0.01)
    assert breaker.state == "closed"


def test_a_call_that_went_well_never_opens_it():
    breaker = Breaker(Clock())
    for _ in range(LEAST - 1):
        breaker.record(False, 0.01)
    breaker.record(True, 0.01)
    assert breaker.state == "closed"


def test_after_five_seconds_two_calls_may_try():
    clock = Clock()
    breaker = broken(clock)
    clock.now += OPEN * 1.2
    assert [breaker.admits() for _ in range(4)] == [True, True, False, False]


def test_a_try_that_goes_well_closes_it_and_one_that_fails_opens_it_again():
    clock = Clock()
    for answered, state in ((True, "closed"), (False, "open")):
        breaker = broken(clock)
        clock.now += OPEN * 1.2
        assert breaker.admits()
        breaker.record(answered, 0.01)
        assert breaker.state == state


def test_a_late_failure_from_before_it_opened_does_not_end_the_wait_early():
    clock = Clock()
    breaker = broken(clock)
    breaker.record(True, 0.01)
    assert breaker.state == "open"
