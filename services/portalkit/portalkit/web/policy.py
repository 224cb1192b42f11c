"""Who may call a route. Default is nobody: an app with a route that does not say will not start."""

from flask import Flask, g, request

from portalkit.errors import Forbidden, Unidentified
from portalkit.tokens import Verifier
from portalkit.viewer import Viewer

Policy = str | tuple[str, ...]
PROBE = "probe"  # health and documentation: no token asked
WORDS = ("anyone", "member", "staff", "gateway")  # what a policy can say besides roles; no role opens them


class MissingPolicy(Exception):
    """A route does not say who may call it."""


def check(viewer: Viewer, policy: Policy) -> None:
    """Raise Unidentified or Forbidden unless `viewer` is meant by `policy`.

    A policy is anyone (visitors too), member, staff, gateway (the portal itself, not a person), the name of a role,
    or several of these.
    """
    allowed = (policy,) if isinstance(policy, str) else policy
    for word in allowed:
        if (
            word == "anyone"
            or (word == "member" and viewer.signed_in)
            or (word in ("staff", "gateway") and viewer.kind == word)
            or (word not in WORDS and viewer.has(word))
        ):
            return
    if viewer.signed_in or viewer.kind == "gateway":
        raise Forbidden("Your account may not do this.")
    raise Unidentified("Sign in to do this.")


def bearer() -> str:
    """The token of the request. Raises Unidentified."""
    given: str = request.environ.get("HTTP_AUTHORIZATION", "")
    scheme, _, token = given.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unidentified()
    return token.strip()


def enforce(app: Flask, verifier: Verifier) -> None:
    """Ask for a good token and the route's policy before every view. Raises MissingPolicy when a route has none."""
    policies = {name: getattr(view, "policy", None) for name, view in app.view_functions.items()}
    if bare := sorted(name for name, policy in policies.items() if not policy):
        raise MissingPolicy(f"routes without a policy: {', '.join(bare)}")

    @app.before_request
    def before() -> None:
        endpoint = request.endpoint
        if endpoint is None:
            g.viewer = None
            return  # the router's own 404 or 405
        policy = policies[endpoint]
        if policy == PROBE:
            return
        g.viewer = viewer = verifier.verify(bearer()).viewer
        check(viewer, policy or ())
