"""The table of what was lost keeps the rows of every promise that this run did not try."""

import pytest

from faults.report import Report, Result

pytestmark = pytest.mark.faults


def written(path, *results):
    report = Report()
    for result in results:
        report.add(result)
    report.write(path)
    return [line.split(" | ")[0] + " " + line.split(" | ")[4] for line in path.read_text().splitlines()[7:]]


def result(row, acked, **more):
    return Result(row, "killed", 1, acked, 0, 0, **more)


def test_rows_of_runs_before_stay_those_of_this_run_are_new_and_all_are_in_order(tmp_path):
    table = tmp_path / "faults.md"
    assert written(table, result("R10", 5), result("D2", 7)) == ["| R10 5", "| D2 7"]
    assert written(table, result("R2", 6), result("R10", 8)) == ["| R2 6", "| R10 8", "| D2 7"]
    rows = ["| R2 6", "| R10 8", "| D2 7", "| D2 9"]
    assert written(table, result("D2", 9, backend="embedded, separate")) == rows


def test_a_bound_is_told_where_enough_was_tried_and_nothing_was_lost():
    assert [result("R1", acked).bound for acked in (0, 3, 5, 3000)] == ["", "", "60 %", "0.1 %"]
    assert Result("R1", "killed", 1, 3000, 1, 0).bound == Result("R1", "killed", 1, 3000, 0, 1).bound == ""
