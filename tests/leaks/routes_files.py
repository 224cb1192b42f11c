"""The cases of the routes of files."""

from leaks.cases import Case
from leaks.people import IN_FILES
from leaks.routes_common import PAGES

OWN = "/internal/v1"
FILES = (
    Case(f"{OWN}/files/<file_id>", (f"{OWN}/files/{{file}}",), shows=IN_FILES),
    Case(f"{OWN}/files/<file_id>/piece", (f"{OWN}/files/{{file}}/piece?version_id={{version}}",), sparse=True),
    Case(f"{PAGES}/file/<file_id>", (f"{PAGES}/file/{{file}}", f"{PAGES}/file/{{file}}?page=2"), shows=IN_FILES),
    Case("/v1/articles/<article_id>/files", ("/v1/articles/{article}/files",), shows=IN_FILES),
    Case(f"{OWN}/staff/versions/<version_id>", (f"{OWN}/staff/versions/{{version}}",), desk=True),
    Case(
        f"{OWN}/staff/versions/<version_id>/piece",
        (f"{OWN}/staff/versions/{{version}}/piece?version_id={{version}}",),
        desk=True,
    ),
    Case(
        f"{PAGES}/staff/article/<article_id>/files",
        (f"{PAGES}/staff/article/{{article}}/files",),
        desk=True,
        shows=(*IN_FILES, "file:draft", "file:withdrawn"),
        by="keeper",
    ),
    Case(
        f"{OWN}/articles/<article_id>/files",
        (f"{OWN}/articles/{{article}}/files?name=a.txt",),
        method="POST",
        writes=True,
        desk=True,
    ),
    Case(
        f"{OWN}/files/<file_id>/versions",
        (f"{OWN}/files/{{file}}/versions?name=a.txt&version=1",),
        method="POST",
        writes=True,
        desk=True,
    ),
    *(
        Case(f"/v1/files/<file_id>/{act}", (f"/v1/files/{{file}}/{act}",), method="POST", writes=True, desk=True)
        for act in ("remove", "restore")
    ),
)
