"""What dies where: SIGKILL at every call that makes something lasting, and what became of everything afterwards.

strace is attached from outside to one thread and kills its process as the thread enters its k-th fdatasync or sendto,
k from 1 until the operation ends without getting that far. Between two such calls nothing lasting happens, so these
are all the states that a death can leave. Effects are counted where they end: rows, messages, mailbox, search index.

All databases are also held open by the test, as the live process and /dev/mail do: a commit whose process dies in its
fdatasync then was never made, and at the next k it was, so both sides of every commit are seen.
"""
