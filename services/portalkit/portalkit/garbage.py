"""When Python looks for garbage: not while a process starts, since almost nothing that is made then is any.

Walking through all modules again and again would be a fifth to a third of what importing costs.
"""

import gc


def pause() -> None:
    """Look for none until `settle`: the first thing that a process does."""
    gc.disable()


def settle() -> None:
    """What is there now stays: it is never walked through again, and its pages are not written to."""
    gc.collect()
    gc.freeze()
    gc.enable()
