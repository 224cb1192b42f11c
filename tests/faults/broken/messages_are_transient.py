"""Messages need not outlive the broker."""

from faults.broken import run
from portalkit import bus_rabbitmq_publishing

bus_rabbitmq_publishing.PERSISTENT = 1
run()
