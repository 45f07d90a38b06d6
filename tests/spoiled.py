"""A toy case spoiled in every way we know, and the one fault each must give."""

from __future__ import annotations

from hashlib import sha256

from lessons.errors import Fault
from lessons.exercises import KINDS
from tests.toy import ARTICLE, PRACTICE
from tests.toy import toy_folder as toy_folder

WORDS = "Quote the exact words, correct the paragraph, or add prefix and suffix."


ID = "Correct the id or add the entry."


ONE_KEY = "Write it in key/practice or key/graded, never in both."


BRACES = "Correct what stands between the braces."


#: file, old words, new words, and the one fault they must give: its id, found, expected, do
SPOILED: dict[str, tuple[str, str, str, Fault]] = {
    "an anchor that stands nowhere": (
        "ledger.toml",
        'quote = "Visitors find the noise lovely"',
        'quote = "Visitors find the noise awful"',
        Fault(
            "ledger.toml",
            "lovely-noise",
            "0 copies of “Visitors find the noise awful” in paragraph 3",
            "the words exactly once",
            WORDS,
        ),
    ),
    "an anchor that stands twice": (
        "ledger.toml",
        'quote = "the vet"',
        'quote = "the "',
        Fault("ledger.toml", "vet", "2 copies of “the ” in paragraph 2", "the words exactly once", WORDS),
    ),
    "a paragraph that does not exist": (
        "ledger.toml",
        'id = "lovely-noise"\nparagraph = 3',
        'id = "lovely-noise"\nparagraph = 9',
        Fault("ledger.toml", "lovely-noise", "no paragraph 9 (the last is 3)", "the words exactly once", WORDS),
    ),
    "the paragraph of a claim with weakening words": (
        "ledger.toml",
        'id = "bread-liked"\nparagraph = 2',
        'id = "bread-liked"\nparagraph = 9',
        Fault("ledger.toml", "bread-liked", "no paragraph 9 (the last is 3)", "the words exactly once", WORDS),
    ),
    "an unknown claim in an exercise": (
        "exercises/01-pond.toml",
        'about = ["forty-ducks"]',
        'about = ["fifty-ducks"]',
        Fault("exercises/01-pond.toml", "who-counted", "claim “fifty-ducks”", "the id of a claim", ID),
    ),
    "an unknown claim of a number": (
        "ledger.toml",
        'claim = "sixty-next"',
        'claim = "seventy-next"',
        Fault("ledger.toml", "sixty", "claim “seventy-next”", "the id of a claim", ID),
    ),
    "an unknown claim of a report": (
        "evidence.toml",
        'claims = ["last-spring"]',
        'claims = ["last-winter"]',
        Fault("evidence.toml", "old-count", "claim “last-winter”", "the id of a claim", ID),
    ),
    "an unknown source": (
        "ledger.toml",
        'source = "vet"',
        'source = "dentist"',
        Fault("ledger.toml", "bread-harms", "source “dentist”", "the id of a source", ID),
    ),
    "an unknown report": (
        "ledger.toml",
        'evidence = ["old-count"]',
        'evidence = ["new-count"]',
        Fault("ledger.toml", "last-spring", "report “new-count”", "the id of a report", ID),
    ),
    "an unknown origin": (
        "ledger.toml",
        'rests_on = ["bird-office"]',
        'rests_on = ["fish-office"]',
        Fault("ledger.toml", "gardener", "source “fish-office”", "the id of a source", ID),
    ),
    "an unknown option in a key": (
        "key/practice/01-pond.toml",
        'because = "The gardener is the subject of counted."\n',
        'because = "The gardener is the subject of counted."\nwrong.duck = "No duck counts."\n',
        Fault(
            "key/practice/01-pond.toml",
            "who-counted",
            "option “duck”",
            "one of gardener, baker, nobody",
            "Correct the name or add it.",
        ),
    ),
    "an unknown item in a key": (
        "key/practice/01-pond.toml",
        'items = { forty-ducks = "They were counted.",',
        'items = { duck = "It quacks.", forty-ducks = "They were counted.",',
        Fault(
            "key/practice/01-pond.toml",
            "kinds-of-claim",
            "item “duck”",
            "one of forty-ducks, sixty-next",
            "Correct the name or add it.",
        ),
    ),
    "a label outside the codebook": (
        "ledger.toml",
        'kind = "opinion"',
        'kind = "rumour"',
        Fault(
            "ledger.toml",
            "lovely-noise",
            "kind = 'rumour'",
            "'fact', 'estimate', 'forecast' or 'opinion'",
            "Correct the value.",
        ),
    ),
    "a label outside the codebook, on a claim that others speak of": (
        "ledger.toml",
        'kind = "forecast"',
        'kind = "rumour"',
        Fault(
            "ledger.toml",
            "sixty-next",
            "kind = 'rumour'",
            "'fact', 'estimate', 'forecast' or 'opinion'",
            "Correct the value.",
        ),
    ),
    "a number whose low is above its high": (
        "ledger.toml",
        'words = "about 25"\nlow = 25',
        'words = "about 25"\nlow = 26',
        Fault("ledger.toml", "twenty-five", "low 26 above high 25", "low first", "Swap them."),
    ),
    "a report whose low is above its high": (
        "evidence.toml",
        "low = 24\nhigh = 27",
        "low = 28\nhigh = 27",
        Fault("evidence.toml", "old-count", "low 28 above high 27", "low first", "Swap them."),
    ),
    "a time that ends before it begins": (
        "ledger.toml",
        "from = 2024-05-13",
        "from = 2024-05-14",
        Fault("ledger.toml", "monday", "2024-05-14 after 2024-05-13", "from first", "Swap them."),
    ),
    "a report without a claim": (
        "evidence.toml",
        'claims = ["last-spring"]\n',
        "",
        Fault("evidence.toml", "old-count", "no claims", "at least one claim id", "Say which it bears on."),
    ),
    "a named voice without a source": (
        "ledger.toml",
        'source = "pond-club"\naccess = "own"',
        'access = "unclear"',
        Fault(
            "ledger.toml",
            "sixty-next",
            "voice named without a source",
            "a source",
            "Name it, or change the voice.",
        ),
    ),
    "the article's own voice with a source": (
        "ledger.toml",
        'voice = "article"',
        'voice = "article"\nsource = "vet"',
        Fault(
            "ledger.toml",
            "lovely-noise",
            "voice article with a source",
            "none",
            "Remove the source or change the voice.",
        ),
    ),
    "a weakening word that stands nowhere": (
        "ledger.toml",
        'hedge_words = ["reportedly"]',
        'hedge_words = ["possibly"]',
        Fault(
            "ledger.toml",
            "last-spring",
            "the word “possibly”",
            "a word of that paragraph",
            "Quote the exact word.",
        ),
    ),
    "a key without an exercise": (
        "key/graded/01-pond.toml",
        "[collected]",
        '[lost]\nvalue = "x"\nbecause = "y"\n\n[collected]',
        Fault(
            "key/graded/01-pond.toml",
            "lost",
            "a key",
            "an exercise of that id in exercises/01-pond.toml",
            "Write the exercise, or move or remove the key.",
        ),
    ),
    "an exercise without a key": (
        "key/practice/01-pond.toml",
        PRACTICE[PRACTICE.index("[sure-of-sixty]") :],
        "",
        Fault("exercises/01-pond.toml", "sure-of-sixty", "no key", "exactly one key", ONE_KEY),
    ),
    "an id in both keys": (
        "key/graded/01-pond.toml",
        "[collected]",
        PRACTICE[PRACTICE.index("[sure-of-sixty]") :] + "\n[collected]",
        Fault(
            "exercises/01-pond.toml", "sure-of-sixty", "a practice and a graded key", "exactly one key", ONE_KEY
        ),
    ),
    "a wrong option without a reason": (
        "key/practice/01-pond.toml",
        'wrong.nobody = "Somebody is described."\n',
        "",
        Fault(
            "key/practice/01-pond.toml",
            "who-counted",
            "no sentence for option “nobody”",
            "one for each",
            "Write why it is not right.",
        ),
    ),
    "an item without a reason": (
        "key/practice/01-pond.toml",
        'items = { forty-ducks = "They were counted.",',
        "items = {",
        Fault(
            "key/practice/01-pond.toml",
            "kinds-of-claim",
            "no sentence for item “forty-ducks”",
            "one for each",
            "Write why it is not right.",
        ),
    ),
    "an exercise without hints": (
        "exercises/01-pond.toml",
        'hints = ["Divide."]\n',
        "",
        Fault(
            "exercises/01-pond.toml",
            "share-of-expected",
            "no hints",
            "one to three",
            "Write a nudge that points at the text.",
        ),
    ),
    "an unknown kind": (
        "exercises/01-pond.toml",
        'kind = "interval"',
        'kind = "riddle"',
        Fault(
            "exercises/01-pond.toml",
            "range-of-share",
            "kind “riddle”",
            "one of " + ", ".join(KINDS),
            "Correct the kind.",
        ),
    ),
    "a note that asks for an unknown claim": (
        "notes/01-pond.md",
        '{{ sentence("last-spring") }}',
        '{{ claim("last-winter").quote }}',
        Fault(
            "notes/01-pond.md",
            "worked",
            "a note that fails: no claim “last-winter”; the nearest is “last-spring”",
            "ids the case has",
            BRACES,
        ),
    ),
    "a note that asks for an unknown field": (
        "notes/01-pond.md",
        ".publisher",
        ".editor",
        Fault(
            "notes/01-pond.md",
            "recap",
            "a note that fails: 'lessons.ledger.Report object' has no attribute 'editor'",
            "ids the case has",
            BRACES,
        ),
    ),
    "a note without its closing braces": (
        "notes/01-pond.md",
        "{{ paragraph(2) }}",
        "{{ paragraph(2)",
        Fault(
            "notes/01-pond.md",
            "sheet cards",
            "a note that fails: unexpected end of template, expected 'end of print statement'.",
            "ids the case has",
            BRACES,
        ),
    ),
    "a key that contradicts the ledger": (
        "key/practice/01-pond.toml",
        'value = { forty-ducks = "fact",',
        'value = { forty-ducks = "estimate",',
        Fault(
            "key/practice/01-pond.toml",
            "kinds-of-claim",
            "forty-ducks = 'estimate'",
            "the ledger's “fact”",
            "Mend key or ledger.",
        ),
    ),
    "a sha256 that differs": (
        "article.txt",
        ", though",
        ", although",
        Fault(
            "article.txt",
            "",
            f"words whose sha256 is {sha256(ARTICLE.replace(', though', ', although').encode()).hexdigest()}",
            f"{sha256(ARTICLE.encode()).hexdigest()[:12]}… as in case.toml",
            "The words were changed: restore them, or write their sha256 into case.toml.",
        ),
    ),
    "a field that does not exist": (
        "ledger.toml",
        'verdict_why = "A matter of taste."',
        'verdict_why = "A matter of taste."\nnoise = "loud"',
        Fault(
            "ledger.toml", "lovely-noise", "a field “noise”", "only known fields", "Remove or correct its name."
        ),
    ),
    "a field that is missing": (
        "exercises/01-pond.toml",
        'find = "the words that weaken"\n',
        "",
        Fault("exercises/01-pond.toml", "find-the-hedge", "no find", "a field “find”", "Add it."),
    ),
    "an id that stands twice": (
        "ledger.toml",
        'id = "lovely-noise"',
        'id = "bread-harms"',
        Fault("ledger.toml", "bread-harms", "this id 2 times", "once", "Rename all but one."),
    ),
    "a slot that every lesson has": (
        "notes/01-pond.md",
        "## recap",
        "## résumé",
        Fault("notes/01-pond.md", "recap", "no such slot", "a heading “## recap”", "Write it."),
    ),
    "a featured entry that is not there": (
        "case.toml",
        'base = "sixty"',
        'base = "seventy"',
        Fault("case.toml", "featured", "entry “seventy”", "the id of an entry", ID),
    ),
    "a glossary word that the article does not have": (
        "case.toml",
        'words = ["pond club"]',
        'words = ["goose club"]',
        Fault("case.toml", "Pond club", "the word “goose club”", "words of the article", "Quote them."),
    ),
    "a figure that is not there": (
        "case.toml",
        'of = "series:2024-05:ducks"',
        'of = "series:2024-05:geese"',
        Fault(
            "case.toml",
            "series:2024-05:geese",
            "no number in column “geese” of month 2024-05",
            "a figure the case has",
            "Correct it.",
        ),
    ),
}
