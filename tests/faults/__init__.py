"""What dies where: SIGKILL at every call that makes something lasting, and what became of everything afterwards.

Crash points (R2). strace is attached from outside to one thread and kills its process as the thread enters its k-th
fdatasync or sendto, k from 1 until the operation ends without getting that far. Between two such calls nothing lasting
happens, so these are all the states that a death can leave. All databases are also held open by the test, as the live
process and /dev/mail do: a commit whose process dies in its fdatasync then was never made, and at the next k it was, so
both sides of every commit are seen.

Under load (all other rows). `load` sends operations at a fixed rate, each with a token of its own, and writes what was
asked and answered to a `ledger`; a `nemesis` does harm, from a seed; when all has come to rest `judging` looks for
every token where effects end: rows, messages, mailbox, search index. What was acknowledged is there once, what had no
answer once or not at all, and nothing is there that nobody asked for. `report` says what each run came to.
"""
