"""What a broker holds before the services start: exchange, queues, bindings, and what each service's user may do."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from portalkit.bus_rabbitmq_publishing import EXCHANGE
from portalkit.bus_rabbitmq_receiving import QUEUE, queue_of
from portalkit.events import matches

UNCONSUMED = "portal.unconsumed"
# What nobody listens to is known to be unwanted, so it must not come back as unroutable; the latest can be looked at.
UNCONSUMED_QUEUE = {"x-queue-type": "quorum", "x-max-length": 10_000, "x-overflow": "drop-head"}


def definitions(listens: Mapping[str, Sequence[str]], published: Sequence[str], vhost: str = "/") -> dict[str, Any]:
    """In RabbitMQ's own form. `listens` are the patterns of each service, none for one that only publishes.

    A user can write its own types alone, and read its own queue alone; it has no password yet.
    """
    wanted = [pattern for patterns in listens.values() for pattern in patterns]
    unconsumed = [type for type in published if not any(matches(pattern, type) for pattern in wanted)]
    return {
        "vhosts": [{"name": vhost}],
        "users": [{"name": service, "password_hash": "", "tags": []} for service in sorted(listens)],
        "permissions": [_permission(service, listens[service], vhost) for service in sorted(listens)],
        "topic_permissions": [_types_permission(service, listens[service], vhost) for service in sorted(listens)],
        **topology(listens, unconsumed, vhost),
    }


def topology(listens: Mapping[str, Sequence[str]], unconsumed: Sequence[str], vhost: str = "/") -> dict[str, Any]:
    """The part without users. `unconsumed` are the types, or patterns of them, that nobody listens to."""
    bound = {queue_of(service): sorted(set(patterns)) for service, patterns in sorted(listens.items()) if patterns}
    queues = [_queue(name, QUEUE, vhost) for name in bound] + [_queue(UNCONSUMED, UNCONSUMED_QUEUE, vhost)]
    bound[UNCONSUMED] = sorted(unconsumed)
    return {
        "queues": queues,
        "exchanges": [
            {
                "name": EXCHANGE,
                "vhost": vhost,
                "type": "topic",
                "durable": True,
                "auto_delete": False,
                "internal": False,
                "arguments": {},
            }
        ],
        "bindings": [_binding(queue, pattern, vhost) for queue, patterns in bound.items() for pattern in patterns],
    }


def _queue(name: str, arguments: Mapping[str, Any], vhost: str) -> dict[str, Any]:
    return {"name": name, "vhost": vhost, "durable": True, "auto_delete": False, "arguments": dict(arguments)}


def _binding(queue: str, pattern: str, vhost: str) -> dict[str, Any]:
    return {
        "source": EXCHANGE,
        "vhost": vhost,
        "destination": queue,
        "destination_type": "queue",
        "routing_key": pattern,
        "arguments": {},
    }


def _permission(service: str, patterns: Sequence[str], vhost: str) -> dict[str, Any]:
    # To bind its queue a service must write to the queue and read from the exchange.
    own, exchange = re.escape(queue_of(service)), re.escape(EXCHANGE)
    both = f"^({own}|{exchange})$"
    return {
        "user": service,
        "vhost": vhost,
        "configure": f"^{own}$" if patterns else "^$",
        "write": both if patterns else f"^{exchange}$",
        "read": both if patterns else "^$",
    }


def _types_permission(service: str, patterns: Sequence[str], vhost: str) -> dict[str, Any]:
    readable = "|".join(re.escape(pattern) for pattern in sorted(set(patterns)))
    return {
        "user": service,
        "vhost": vhost,
        "exchange": EXCHANGE,
        "write": f"^{re.escape(service)}\\.",
        "read": f"^({readable})$" if readable else "^$",
    }
