"""What is counted, in a process by itself and in one of a group."""

from portalkit.metrics import forget


def test_a_process_that_counts_for_itself_alone_may_end_without_harm(monkeypatch):
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    forget(4711)


def test_what_an_ended_process_of_a_group_told_of_itself_is_left_out(monkeypatch, tmp_path):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    for pid in (4711, 4712):
        (tmp_path / f"gauge_livesum_{pid}.db").write_bytes(b"")
    forget(4711)
    assert [path.name for path in tmp_path.iterdir()] == ["gauge_livesum_4712.db"]
