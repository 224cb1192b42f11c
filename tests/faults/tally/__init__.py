"""The smallest service there can be: it keeps copies and notes effects, and whatever happens twice stands there twice.

The portal's own handlers change nothing when they are called twice, so a double that the inbox let through would not
be seen there. These are not so careful.
"""

NAME = "tally"
PATTERNS = ("faults.thing.*.v1",)
WELL = "well"  # once this file is in DATA_DIR, nothing fails any more
