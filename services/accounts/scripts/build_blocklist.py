"""Builds accounts/store/blocklist.txt.gz: passwords long enough for us that are still among the first to be tried.

Lists of leaked passwords hold few of 15 characters and more; what people do when they must reach a length is well
known, though: they say a usual password twice, join two of them, count on, walk along the keyboard, or take a saying.
Separators, and digits and signs at either end, are taken off before the list is asked (model/password.py), so it
holds neither. Run it again after changing the words below: `python scripts/build_blocklist.py`.
"""

import gzip
from collections.abc import Iterator
from itertools import product
from pathlib import Path

FILE = Path(__file__).parents[1] / "accounts" / "store" / "blocklist.txt.gz"
SHORTEST, LONGEST = 15, 40

USUAL = ["password", "passw0rd", "p@ssw0rd", "p@ssword", "pass1234", "letmein", "welcome", "admin", "administrator", "root", "login", "qwerty", "qwertz", "azerty", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1q2w3e4r", "1qaz2wsx", "q1w2e3r4", "123456", "1234567", "12345678", "123456789", "1234567890", "111111", "000000", "654321", "987654321", "112233", "121212", "123123", "123321", "666666", "696969", "777777", "888888", "iloveyou", "ihateyou", "lovely", "princess", "sunshine", "dragon", "monkey", "football", "baseball", "basketball", "soccer", "hockey", "master", "superman", "batman", "spiderman", "pokemon", "starwars", "trustno1", "shadow", "ninja", "mustang", "ferrari", "porsche", "mercedes", "michael", "jennifer", "jessica", "ashley", "daniel", "charlie", "thomas", "jordan", "hunter", "andrew", "matthew", "nicole", "michelle", "robert", "william", "anthony", "joshua", "amanda", "summer", "winter", "autumn", "spring", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "computer", "internet", "samsung", "google", "facebook", "youtube", "instagram", "linkedin", "twitter", "microsoft", "windows", "apple", "secret", "changeme", "default", "guest", "test", "testing", "temp", "temporary", "whatever", "nothing", "something", "freedom", "forever", "friends", "family", "hello", "helloworld", "hellokitty", "cheese", "chocolate", "cookie", "banana", "orange", "pepper", "flower", "butterfly", "rainbow", "angel", "heaven", "jesus", "blessed", "faith", "buster", "tigger", "ginger", "killer", "diamond", "silver", "golden", "purple", "yellow", "babygirl", "babyboy", "sweetheart", "loveme", "lover", "liverpool", "chelsea", "arsenal", "barcelona", "realmadrid", "manchester", "newyork", "london", "america", "canada", "germany", "france", "italy", "access", "system", "server", "network", "security", "database", "company", "business", "customer", "portal", "support", "service", "account", "manager"]
ROWS = [
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
    "1234567890",
    "yxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "zaq12wsxcde34rfvbgt5",
    "abcdefghijklmnopqrstuvwxyz",
    "qweasdzxc",
    "poiuytrewq",
    "lkjhgfdsa",
    "mnbvcxz",
    "0987654321",
]
SAYINGS = (
    "abcdefg hijklmn",
    "all you need is love",
    "bohemian rhapsody",
    "carpe diem carpe diem",
    "change me please",
    "change this password",
    "changemeplease",
    "changethispassword",
    "contrasena contrasena",
    "correct horse battery staple",
    "correcthorsebatterystaple",
    "dallas cowboys",
    "default password",
    "forgot my password",
    "game of thrones",
    "god is good all the time",
    "hakuna matata hakuna",
    "happy birthday to you",
    "hello my name is",
    "i am the best",
    "i dont know my password",
    "i forgot my password",
    "i love jesus christ",
    "i love my family",
    "i love you forever",
    "i love you so much",
    "iamtheboss",
    "ich liebe dich so sehr",
    "in god we trust",
    "je t aime mon amour",
    "jesus is my lord",
    "let it be let it be",
    "let me in please",
    "live laugh love",
    "liverpool football club",
    "lord of the rings",
    "manchester united",
    "manchester united fc",
    "mary had a little lamb",
    "may the force be with you",
    "mein passwort ist",
    "merry christmas and a happy new year",
    "motdepassemotdepasse",
    "my new password",
    "my password is password",
    "mypasswordis",
    "never gonna give you up",
    "new password please",
    "new york yankees",
    "nobody knows this",
    "once upon a time",
    "one two three four",
    "one two three four five",
    "open sesame please",
    "password password",
    "passwort passwort",
    "please change me",
    "qwerty uiop asdf",
    "real madrid club",
    "row row row your boat",
    "stairway to heaven",
    "super secret password",
    "te quiero mucho mi amor",
    "temporary password",
    "the lord is my shepherd",
    "the quick brown fox",
    "the quick brown fox jumps over the lazy dog",
    "this is a password",
    "this is my password",
    "thisisapassword",
    "to be or not to be",
    "top secret password",
    "twinkle twinkle little star",
    "very secret password",
    "welcome to my world",
    "welcome to the jungle",
    "what is my password",
    "winter is coming",
    "you are my sunshine",
    "youll never walk alone",
)


def pairs() -> Iterator[str]:
    """A usual password behind another, or three times."""
    for first, second in product(USUAL[:140], repeat=2):
        yield first + second
    for word in USUAL:
        yield word * 2
        yield word * 3


def walks() -> Iterator[str]:
    """Along the keyboard, there and back, over and over, and two rows in a row."""
    for row in ROWS:
        for start in range(len(row)):
            way = (row[start:] + row[:start]) * 4
            for length in range(SHORTEST, 21):
                yield way[:length]
                yield (row + row[::-1])[start : start + length]
    for first, second in product(ROWS, repeat=2):
        yield first + second


def build() -> list[str]:
    """All of them, each once, sorted; the usual ones by themselves, too, for what is only counted on behind them."""
    long = {text.casefold() for part in (pairs(), walks()) for text in part if SHORTEST <= len(text) <= LONGEST}
    return sorted(long | set(USUAL) | {"".join(saying.split()) for saying in SAYINGS})


if __name__ == "__main__":
    lines = build()
    FILE.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    print(f"{len(lines)} passwords, {FILE.stat().st_size} bytes")
