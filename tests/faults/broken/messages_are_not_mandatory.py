"""What nobody would receive is confirmed by the broker and thrown away."""

import pika

from faults.broken import run

publish = pika.channel.Channel.basic_publish


def optional(self, exchange, routing_key, body, properties=None, mandatory=False):
    publish(self, exchange, routing_key, body, properties, mandatory=False)


pika.channel.Channel.basic_publish = optional
run()
