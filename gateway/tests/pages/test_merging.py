from .reading import errors, field, ids
from .test_votes import article as other

__all__ = ["other"]


def test_the_address_of_a_merged_article_leads_on_for_good(visitor, olga, other):
    (kept,) = [id for id in ids(visitor.get("/articles"), "articles") if id != other][-1:]
    place = f"/staff/articles/{other}"
    sent = {"version": field(olga.get(place), "version"), "into": "the other one"}
    page = olga.post(f"{place}/merge", sent)
    assert errors(page) == ["Paste the address of the article that takes its place."]
    answer = olga.post(f"{place}/merge", sent | {"into": f"https://portal.example/articles/{kept}?said=yes"})
    assert answer.headers["Location"] == f"/staff/articles/{kept}"
    led = visitor.get(f"/articles/{other}")
    assert led.status_code == 308 and led.headers["Location"].startswith(f"/articles/{kept}-")
    assert visitor.get(led.headers["Location"]).status_code == 200  # at once, with no further step
    assert visitor.get("/articles/nothing").status_code == 404
