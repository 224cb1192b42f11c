"""What becomes of ideas, rewards and who redeemed them, contests, and whose leaderboards there are.

All of it goes through the routes that people's own deeds take, each with a key of its own: the same again adds nothing.
"""

from collections.abc import Callable, Container
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from items import Item, load

from portalkit.viewer import Viewer

COMMUNITY = "community"
OVER_IN = timedelta(seconds=2)  # contests cannot be made when they are over: one is, before anybody looks
Asked = Callable[..., Any]


class Exchange:
    """Speaks for the people of the demo; `asked` is how the importer asks a service."""

    def __init__(self, asked: Asked, people: dict[str, str], audiences: dict[str, str]) -> None:
        self._asked, self._people, self._audiences = asked, people, audiences
        self._everything = frozenset({"everyone", "members", "staff", *audiences.values()})
        self._content = load("exchange")

    def fill(self, topics: dict[str, str]) -> None:
        """Bring all of it in."""
        self._judge(topics)
        self._reward()
        self._contest()
        self._boards()

    def _judge(self, topics: dict[str, str]) -> None:
        """Say what becomes of ideas."""
        for idea in self._content["idea"]:
            path, said = f"/v1/topics/{topics[idea['topic']]}/idea", {"state": idea["state"], "reason": idea["reason"]}
            self._asked(COMMUNITY, "PUT", path, said, self._staff(idea["by"]))

    def _reward(self) -> None:
        """Say what there is for points, let people redeem some of it, and fulfil a part."""
        by, made = self._staff("priya-raman"), {}
        for reward in self._content["reward"]:
            body = {name: reward.get(name) for name in ("title", "body", "cost", "stock", "per_person")}
            body |= {"audiences": ["members"], "starts_at": reward["starts_at"].isoformat(), "ends_at": None}
            made[reward["name"]] = self._new("/v1/rewards", body, by, reward["name"]) | {"cost": reward["cost"]}
        for wish in self._content["redemption"]:
            reward, key = made[wish["reward"]], f"{wish['person']}-{wish['reward']}"
            path = f"/v1/rewards/{reward['id']}/redemptions"
            got = self._new(path, {"cost": reward["cost"]}, self._member(wish["person"]), key)
            if "outcome" in wish:
                path = f"/v1/redemptions/{got['id']}/outcome"
                said = {"outcome": wish["outcome"]}
                self._asked(COMMUNITY, "PUT", path, said, self._staff(wish["by"]), done=(200, 409))  # settled before

    def _contest(self) -> None:
        """Have one that is over, and one that runs."""
        for contest in self._content["contest"]:
            ends = _days(contest["ends_in_days"]) if "ends_in_days" in contest else _text(datetime.now(UTC) + OVER_IN)
            body = {name: contest[name] for name in ("title", "body", "kinds")}
            body |= {"starts_at": _days(-contest["starts_days_ago"]), "ends_at": ends}
            self._new("/v1/contests", body, self._staff(contest["by"]), contest["name"], done=(200, 201, 422))

    def _boards(self) -> None:
        """Let audiences have a leaderboard of their own."""
        chosen = [{"audience": self._audiences[one["audience"]], "name": one["name"]} for one in self._content["board"]]
        self._asked(COMMUNITY, "PUT", "/v1/recognition/boards", {"items": chosen}, self._staff("priya-raman"))

    def _new(self, path: str, body: Item, by: Viewer, key: str, done: Container[int] = (200, 201)) -> Any:
        once = {"Idempotency-Key": f"demo-{quote(key)}"}
        return self._asked(COMMUNITY, "POST", path, body, by, once, done=done)

    def _staff(self, name: str) -> Viewer:
        return Viewer(self._people[name], "staff", frozenset({"moderator", "administrator"}), self._everything)

    def _member(self, name: str) -> Viewer:
        return Viewer(self._people[name], "customer", audiences=self._everything - {"staff"})


def _days(number: int) -> str:
    return _text(datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=number))


def _text(moment: datetime) -> str:
    return moment.isoformat()
