"""What programs look for at fixed addresses."""

from datetime import UTC, datetime, timedelta

from flask import Response, redirect

from gateway.arrivals import bare
from gateway.panels import pages
from gateway.visit import portal

TEXT = "text/plain; charset=utf-8"
A_DAY = "public, max-age=86400"
NOT_FOR_ROBOTS = ("/account", "/api/", "/dev/", "/fragments/", "/notifications", "/search", "/signin", "/staff")


@pages.get("/robots.txt")
@bare
def robots():
    """What crawlers should leave alone."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    lines += ["", f"Sitemap: {portal().settings.origin}/sitemap.xml", ""]
    return Response("\n".join(lines), headers={"Cache-Control": A_DAY}, content_type=TEXT)


@pages.get("/.well-known/security.txt")
@bare
def security():
    """Whom to tell of a security problem (RFC 9116)."""
    settings = portal().settings
    expires = (datetime.now(UTC) + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.security_contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Canonical: {settings.origin}/.well-known/security.txt",
        "Preferred-Languages: en",
        "",
    ]
    return Response("\n".join(lines), headers={"Cache-Control": A_DAY}, content_type=TEXT)


@pages.get("/.well-known/change-password")
@bare
def change_password():
    """Where password managers send people."""
    return redirect("/forgot", 302)
