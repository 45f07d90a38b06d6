"""A toy case: an invented article about ducks, a lesson with every kind of exercise, and a way to spoil it."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import settings

from lessons.case import Case, examine, read_case
from lessons.errors import Fault
from lessons.exercises import AnyExercise, Key

#: for properties: a shared machine may be slow, and nothing is kept between runs
unhurried = settings(deadline=None, max_examples=60, database=None)

ARTICLE = """\
More Ducks on the Mill Pond This Spring
The town gardener counted 40 ducks on the mill pond on Monday. Last spring there were reportedly about 25.
A baker confirmed that the ducks like his old bread, though the vet said bread harms them.
The pond club expects at least 60 ducks next spring. Visitors find the noise lovely.
"""

CASE = f"""\
id = "toy"
title = "More Ducks on the Mill Pond This Spring"
outlet = "The Mill Messenger"
language = "en"
published = 2024-05-15
rights = "Invented for the tests."
sha256 = "{hashlib.sha256(ARTICLE.encode()).hexdigest()}"
series = "series/ducks.csv"

[featured]
part = "forty"
base = "sixty"

[graph]
nodes = ["bird-office", "gardener", "pond-club"]

[[shares]]
title = "Ducks on the pond: out of how many?"
unit = "ducks"
parts = [
  {{ label = "counted on Monday", of = "number:forty", least = "report:old-count", most = "number:forty" }},
  {{ label = "counted in May", of = "series:2024-05:ducks" }},
]
bases = [{{ label = "expected next spring", of = "number:sixty" }}]

[rates]
title = "Ducks for each nest"
unit = "ducks for each nest"
own = [{{ label = "the article", part = "number:forty", whole = "number:twenty-five" }}]
band = {{ label = "older counts", of = "report:nest-rate" }}
cases = [{{ label = "the bird office", of = "report:nest-rate" }}]

[trend]
title = "Ducks and nests, month by month"
from = "2024-04"
to = "2024-05"
units = {{ ducks = {{ start = "ducks" }}, nests = {{ start = "nests" }} }}

[[charts]]
id = "cut-axis"
kind = "bar"
column = "ducks"
axis_from = 30
"""

LEDGER = """\
[[sources]]
id = "gardener"
name = "The town gardener"
paragraph = 1
quote = "The town gardener"
role = "officials"
named = false
stake = "May want the pond to look well kept."
rests_on = ["bird-office"]
evidence = ["count-sheet"]

[[sources]]
id = "baker"
name = "A baker"
paragraph = 2
quote = "A baker"
role = "officials"
named = false

[[sources]]
id = "vet"
name = "the vet"
paragraph = 2
quote = "the vet"
role = "officials"
named = false

[[sources]]
id = "pond-club"
name = "The pond club"
paragraph = 3
quote = "The pond club"
role = "officials"
named = true
perhaps_rests_on = ["gardener"]

[[origins]]
id = "bird-office"
name = "The bird office"
role = "document"

[[claims]]
id = "forty-ducks"
paragraph = 1
quote = "The town gardener counted 40 ducks on the mill pond"
kind = "fact"
voice = "unnamed"
source = "gardener"
access = "observer"
certainty = ["firm"]
verdict = "well supported"
wording = "kept"
verdict_why = "Two counts agree."
evidence = ["count-sheet"]

[[claims]]
id = "last-spring"
paragraph = 1
quote = "Last spring there were reportedly about 25"
kind = "estimate"
voice = "hedge-only"
access = "unclear"
certainty = ["hedged"]
hedge_words = ["reportedly"]
verdict = "one origin"
wording = "kept"
verdict_why = "One old count."
evidence = ["old-count"]

[[claims]]
id = "bread-liked"
paragraph = 2
quote = "A baker confirmed that the ducks like his old bread"
kind = "fact"
voice = "unnamed"
source = "baker"
access = "observer"
certainty = ["boosted"]
boost_words = ["confirmed"]
verdict = "cannot be checked here"
wording = "source unknown"
verdict_why = "Nobody else has watched."

[[claims]]
id = "bread-harms"
paragraph = 2
quote = "the vet said bread harms them"
kind = "fact"
voice = "unnamed"
source = "vet"
access = "unclear"
certainty = ["firm"]
verdict = "cannot be checked here"
wording = "source unknown"
verdict_why = "No report at hand says so."

[[claims]]
id = "sixty-next"
paragraph = 3
quote = "The pond club expects at least 60 ducks next spring"
kind = "forecast"
voice = "named"
source = "pond-club"
access = "own"
certainty = ["firm"]
verdict = "cannot be checked here"
wording = "kept"
verdict_why = "It has not happened yet."

[[claims]]
id = "lovely-noise"
paragraph = 3
quote = "Visitors find the noise lovely"
kind = "opinion"
voice = "article"
access = "unclear"
certainty = ["firm"]
verdict = "cannot be checked here"
wording = "source unknown"
verdict_why = "A matter of taste."

[[numbers]]
id = "forty"
paragraph = 1
words = "40 ducks"
low = 40
high = 40
bound = "exact"
unit = "ducks"
counts = "ducks counted on one day"
claim = "forty-ducks"

[[numbers]]
id = "twenty-five"
paragraph = 1
words = "about 25"
low = 25
high = 25
bound = "about"
unit = "ducks"
counts = "ducks last spring"
claim = "last-spring"

[[numbers]]
id = "sixty"
paragraph = 3
words = "at least 60 ducks"
low = 60
bound = "at least"
unit = "ducks"
counts = "ducks expected"
claim = "sixty-next"

[[times]]
id = "monday"
paragraph = 1
words = "on Monday"
from = 2024-05-13
to = 2024-05-13
why = "The Monday before the day of publication."
"""

EVIDENCE = """\
[[reports]]
id = "count-sheet"
role = "claim"
claims = ["forty-ducks"]
publisher = "Mill Town Hall"
date = "2024-05-14"
address = "https://example.org/count"
low = 40
high = 40
unit = "ducks"
agrees = "yes"
says = "Forty ducks were counted."
rests_on = ["gardener"]

[[reports]]
id = "old-count"
role = "claim"
claims = ["last-spring"]
publisher = "Pond Letter"
date = "2023"
address = "https://example.org/old"
low = 24
high = 27
unit = "ducks"
agrees = "yes"
says = "Between 24 and 27 ducks."

[[reports]]
id = "nest-rate"
role = "base-rate"
publisher = "Bird Office"
date = "undated"
address = "https://example.org/nests"
low = 2
high = 5
unit = "ducks for each nest"
agrees = "unknown"
says = "Two to five ducks for each nest."
"""

SERIES = """\
# Invented counts of ducks and nests by month.
month,ducks,nests,note
2024-04,31,9,
2024-05,40,12,counted twice
"""

NOTES = """\
For authors only.

## opening
{{ source("gardener").name }} counted {{ number("forty").low | n }} ducks. Whose count is it?

## worked
{{ sentence("last-spring") }}

## recap
In May there were {{ month("2024-05").ducks | n }}; see {{ report("count-sheet").publisher }}.

## sheet cards
### Card
{{ paragraph(2) }}

## sheet minutes
| minute | what happens |
| --- | --- |
| 0 | count |

## sheet objections
“A duck is a duck.” Ask who counted.
"""

EXERCISES = """\
[[exercises]]
id = "who-counted"
kind = "choose"
stage = "guided"
about = ["forty-ducks"]
show = ["forty-ducks"]
sound = true
prompt = "Who stands behind the 40 ducks?"
hints = ["Look at the verb.", "Who is its subject?"]
[exercises.options]
gardener = "the town gardener"
baker = "a baker"
nobody = "nobody named"

[[exercises]]
id = "which-weakened"
kind = "choose-several"
stage = "guided"
sound = false
prompt = "Which of these words weaken or strengthen?"
hints = ["There are two."]
[exercises.options]
reportedly = "reportedly"
confirmed = "confirmed"
counted = "counted"
lovely = "lovely"

[[exercises]]
id = "kinds-of-claim"
kind = "label"
stage = "guided"
step = "kinds"
claims = ["forty-ducks", "sixty-next"]
labels = "kind"
prompt = "What kind of claim is each?"
hints = ["Has it happened yet?"]

[[exercises]]
id = "find-the-hedge"
kind = "spans"
stage = "alone"
paragraphs = [1]
find = "the words that weaken"
prompt = "Mark the words that weaken."
hints = ["One sentence has two."]

[[exercises]]
id = "share-of-expected"
kind = "number"
stage = "alone"
points = 2
ask = "the share"
prompt = "How large a share of the expected ducks is here already?"
hints = ["Divide."]
[exercises.units]
percent = "percent"
ducks = "ducks"
[exercises.bases]
expected = "the ducks expected next spring"
before = "the ducks of last spring"

[[exercises]]
id = "range-of-share"
kind = "interval"
stage = "alone"
unit = "percent"
prompt = "Between which two shares does it lie?"
hints = ["Take the least and the most."]

[[exercises]]
id = "from-sure-to-unsure"
kind = "order"
stage = "alone"
first = "most certain"
last = "least certain"
prompt = "Put these in order."
hints = ["Look at the verbs."]
[exercises.items]
expects = "expects"
counted = "counted"
said = "said"
reportedly = "reportedly"

[[exercises]]
id = "who-told-whom"
kind = "edges"
stage = "alone"
prompt = "Who told whom?"
hints = ["Start with the office."]
[exercises.nodes]
office = "the bird office"
gardener = "the town gardener"
club = "the pond club"

[[exercises]]
id = "guess-the-month"
kind = "predict"
stage = "predict"
prompt = "In which month were more ducks there?"
hints = ["Guess."]
[exercises.options]
april = "April"
may = "May"

[[exercises]]
id = "turn-the-cards"
kind = "deck"
stage = "explore"
prompt = "After each card: does bread harm ducks?"
hints = ["Only the words on the card count."]
[[exercises.cards]]
title = "The baker"
text = "They like it."
[[exercises.cards]]
title = "The vet"
text = "It harms them."
[exercises.options]
yes = "yes"
no = "no"
open = "cannot be told"

[[exercises]]
id = "hunt-the-count"
kind = "hunt"
stage = "explore"
step = "count"
points = 6
prompt = "Find out where the forty comes from."
question = "Who counted forty ducks?"
hints = ["Type the number."]
[exercises.choices]
office = "The office counted."
nobody = "Nobody counted."

[[exercises]]
id = "write-the-share"
kind = "function"
stage = "further"
core = false
points = 2
same_as = "share-of-expected"
name = "share"
about_code = "Takes a part and a whole; returns percent."
examples = [{ args = [1, 4], value = 25.0 }]
prompt = "Write the share as a function."
hints = ["Multiply by 100."]

[[exercises]]
id = "in-your-words"
kind = "text"
stage = "write"
words = 30
prompt = "What is known about the ducks?"
hints = ["Name a source."]
[exercises.criteria]
source = "a source is named"

[[exercises]]
id = "bread-vote"
kind = "choose"
stage = "vote"
points = 0
prompt = "Does bread harm ducks?"
hints = ["Who could know?"]
readings = ["The vet could know.", "The baker watched."]
[exercises.options]
yes = "yes"
no = "no"

[[exercises]]
id = "sure-of-sixty"
kind = "choose"
stage = "recall"
confidence = true
recalls = "pond"
prompt = "Is 60 a count?"
hints = ["Look at the verb."]
[exercises.options]
count = "a count"
hope = "an expectation"

[[exercises]]
id = "collected"
kind = "choose"
stage = "hand-in"
prompt = "Who says bread harms ducks?"
hints = ["Read on."]
[exercises.options]
vet = "the vet"
baker = "the baker"
"""

PRACTICE = """\
[who-counted]
value = "gardener"
because = "The gardener is the subject of counted."
sample_wrong = "baker"
wrong.baker = "The baker comes a paragraph later."
wrong.nobody = "Somebody is described."

[which-weakened]
value = ["reportedly", "confirmed"]
because = "One weakens, one strengthens."
sample_wrong = ["counted", "lovely"]
wrong.counted = "It reports an act."
wrong.lovely = "It judges."
missed.reportedly = "It weakens."
missed.confirmed = "It strengthens."

[kinds-of-claim]
because = "One has happened, one has not."
value = { forty-ducks = "fact", sixty-next = "forecast" }
items = { forty-ducks = "They were counted.", sixty-next = "Next spring is to come." }
wrong = { sixty-next = { fact = "Nobody can count what is to come." } }
sample_wrong = { forty-ducks = "opinion", sixty-next = "fact" }

[find-the-hedge]
because = "Both words weaken."
sample_wrong = [{ paragraph = 1, quote = "The town gardener" }]
[[find-the-hedge.value]]
paragraph = 1
quote = "reportedly about"
because = "No speaker, and no exact number."
[[find-the-hedge.wrong]]
paragraph = 1
quote = "counted"
because = "A count is firm."

[share-of-expected]
value = { number = 66.7, base = "expected", unit = "percent" }
tolerance = 0.5
because = "40 of 60."
sample_wrong = { number = 150, base = "before", unit = "ducks" }
wrong_base.before = "That was last spring."
wrong_unit.ducks = "A share has no ducks."
wrong_number = [{ number = 150, because = "That is 60 of 40." }]

[range-of-share]
value = { low = 40, high = 67 }
tolerance = 1
because = "24 of 60 and 40 of 60."
sample_wrong = { low = 1, high = 2 }
wrong_interval = [{ high = 100, because = "Not all are there." }]

[from-sure-to-unsure]
value = ["counted", ["said", "expects"], "reportedly"]
because = "From an act to a rumour."
sample_wrong = ["reportedly", "expects", "said", "counted"]
wrong_pair = [
  { first = "counted", second = "said", because = "A count is firmer than a saying." },
  { first = "counted", second = "expects", because = "A count is firmer than a hope." },
  { first = "said", second = "reportedly", because = "A speaker beats none." },
  { first = "expects", second = "reportedly", because = "A club beats nobody." },
]

[who-told-whom]
because = "The office counted first."
sample_wrong = [["club", "office"]]
value = [
  { from = "office", to = "gardener", because = "The sheet says so." },
  { from = "gardener", to = "club", because = "The club quotes it." },
]
wrong = [{ from = "club", to = "office", because = "The office never asked the club." }]

[guess-the-month]
value = "may"
because = "May had 40, April 31."
sample_wrong = "april"

[turn-the-cards]
value = ["open", "yes"]
because = "Only the vet speaks of harm."
sample_wrong = ["yes", "no"]
cards = [{ because = "Liking is no harm." }, { because = "He says harm." }]

[hunt-the-count]
because = "One sheet stands behind it."
best = ["count-sheet"]
origin = ["count-sheet"]
near = { old-count = "That was another spring." }
conclusion = "office"
wrong = { nobody = "The sheet is signed." }
log = [{ why = "The number." }, { why = "The sheet." }, { why = "Another year." }, { why = "They differ." },
       { why = "It is signed." }, { why = "So it is." }]
[hunt-the-count.value]
moves = [{ move = "search", words = "forty" }, { move = "open", page = "count-sheet" },
         { move = "open", page = "old-count" }, { move = "compare", pages = ["count-sheet", "old-count"] },
         { move = "choose", page = "count-sheet" }, { move = "conclude", choice = "office" }]
[hunt-the-count.sample_wrong]
moves = [{ move = "conclude", choice = "nobody" }]

[write-the-share]
value = "def share(part, whole):\\n    return 100 * part / whole\\n"
because = "Part by whole, times 100."
sample_wrong = "def share(part, whole):\\n    return part\\n"
cases = [{ args = [1, 4], value = 25 }, { args = [40, 60], value = 66.66666667 }]
wrong_result = [{ args = [1, 4], value = 0.25, because = "That is a fraction, not percent." }]

[in-your-words]
value = "The town gardener counted 40."
because = "Name who counted."
sample_wrong = "Ducks."
samples = [
  { text = "The gardener counted 40.", levels = { source = 4 }, because = "It names one." },
  { text = "Somebody counted.", levels = { source = 2 }, because = "It half names one." },
  { text = "Ducks.", levels = { source = 0 }, because = "It names none." },
]

[bread-vote]
value = "yes"
because = "The vet could know."
sample_wrong = "no"
wrong.no = "Liking is not the same."

[sure-of-sixty]
value = "hope"
because = "Nobody counts next spring."
sample_wrong = "count"
wrong.count = "Expects is no count."
"""

GRADED = """\
[collected]
value = "vet"
because = "The vet is the subject of said."
sample_wrong = "baker"
wrong.baker = "The baker speaks of liking."
"""

FILES = {
    "article.txt": ARTICLE,
    "case.toml": CASE,
    "ledger.toml": LEDGER,
    "evidence.toml": EVIDENCE,
    "series/ducks.csv": SERIES,
    "notes/01-pond.md": NOTES,
    "exercises/01-pond.toml": EXERCISES,
    "key/practice/01-pond.toml": PRACTICE,
    "key/graded/01-pond.toml": GRADED,
}

NOTEBOOK: dict[str, Any] = {
    "cells": [
        {"cell_type": "markdown", "source": "# Ducks", "metadata": {}},
        {
            "cell_type": "code",
            "source": "2 + 2",
            "metadata": {},
            "execution_count": 1,
            "outputs": [{"output_type": "stream", "name": "stdout", "text": "about ducks"}],
        },
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def write_toy(folder: Path) -> Path:
    """Write the toy case into a folder, and give that folder back."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(name="toy")
def toy_folder(tmp_path: Path) -> Path:
    """The folder of a fresh toy case."""
    return write_toy(tmp_path / "toy")


def toy_case(folder: Path) -> Case:
    """The toy case, written and read."""
    return read_case(write_toy(folder))


def quick(id: str, right: str = "yes", **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A short question with three options, and its key."""
    options = {"yes": "it is so", "no": "it is not so", "open": "cannot be told"}
    others = [option for option in options if option != right]
    row = {"id": id, "kind": "choose", "stage": "guided", "prompt": f"Is it so ({id})?", "hints": ["Read on."]}
    wrong = {option: f"Not “{option}” for {id}." for option in others}
    key = {"value": right, "because": f"The page says so of {id}.", "sample_wrong": others[0], "wrong": wrong}
    return {**row, "options": options, **fields}, key


def write_lesson(folder: Path, stem: str, *asked: tuple[dict[str, Any], dict[str, Any]], **head: str) -> None:
    """Write a lesson of these exercises and keys into a case."""
    rows = {**head, "exercises": [row for row, _ in asked]}
    keys = {row["id"]: key for row, key in asked}
    files = {
        f"exercises/{stem}.toml": tomlkit.dumps(rows),
        f"key/practice/{stem}.toml": tomlkit.dumps(keys),
        f"notes/{stem}.md": NOTES,
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


#: a table of verdicts, its labels those of the ledger
VERDICTS = (
    {
        "id": "give-a-verdict",
        "kind": "label",
        "stage": "guided",
        "labels": "verdict",
        "claims": ["forty-ducks", "last-spring", "lovely-noise"],
        "prompt": "What does other reporting support?",
        "hints": ["Look at the reports."],
    },
    {
        "because": "Two counts, one letter, one matter of taste.",
        "value": {
            "forty-ducks": "well supported",
            "last-spring": "one origin",
            "lovely-noise": "cannot be checked here",
        },
        "items": {"forty-ducks": "Two agree.", "last-spring": "One letter.", "lovely-noise": "Taste."},
        "sample_wrong": {"forty-ducks": "disputed", "last-spring": "disputed", "lovely-noise": "disputed"},
    },
)


def write_whole(folder: Path) -> Path:
    """Write the toy case with a cold read before its lesson and five lessons after it."""
    write_toy(folder)
    for stem, form in (("00-first-look", "A"), ("08-last-look", "B")):
        told = {"answers_shown_in": "last-look"} if form == "A" else {}
        fields: dict[str, Any] = {"stage": "cold", "form": form, "alarm": ["no"], "confidence": True}
        flawed = [quick(f"{form.lower()}-flawed-{n}", "no", sound=False, **fields) for n in (1, 2)]
        sound = [quick(f"{form.lower()}-sound-{n}", "yes", sound=True, **fields) for n in (1, 2)]
        write_lesson(folder, stem, *flawed, *sound, *([VERDICTS] if form == "B" else []), **told)
    write_lesson(folder, "02-nest", quick("nest-one"), quick("nest-two"))
    write_lesson(folder, "03-reed", quick("reed-one"), quick("reed-two"))
    write_lesson(folder, "04-egg", quick("egg-recall", stage="recall", recalls="reed"), quick("egg-one"))
    slugs = ("pond", "nest", "reed", "egg")
    bank = [quick(f"bank-{slug}-{n}", stage="bank", recalls=slug) for slug in slugs for n in (1, 2, 3, 4)]
    write_lesson(folder, "09-keep", *bank)
    return folder


def write_next(folder: Path, stem: str = "01-pond") -> Path:
    """Write a second case on the same invented article: one lesson, one question."""
    write_toy(folder)
    for name in ("exercises", "key/practice", "key/graded", "notes"):
        for path in (folder / name).iterdir():
            path.unlink()
    write_lesson(folder, stem, quick("elsewhere", stage="alone"))
    return folder


def write_clone(folder: Path) -> Path:
    """Write a folder that looks like a clone: a package, the toy case and one notebook with an output."""
    write_toy(folder / "seeds" / "toy")
    for name, text in (("lessons/py.typed", ""), ("notebooks/00_pond.ipynb", json.dumps(NOTEBOOK))):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def hand_out(folder: Path) -> Path:
    """Take the graded key out of a case and say so in it, as laying a course out does."""
    shutil.rmtree(folder / "key" / "graded")
    settings = folder / "case.toml"
    settings.write_text(f'handed_out = "practice"\n{settings.read_text(encoding="utf-8")}', encoding="utf-8")
    return folder


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Put other words into a file of a case, where the old ones stand once."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{text.count(old)} times in {file}: {old}"
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def withhold(folder: Path, *references: str) -> Path:
    """Let the graded exercise of the toy case ask about these places."""
    named = tomlkit.item(references).as_string()
    change(folder, "key/graded/01-pond.toml", "[collected]\n", f"[collected]\nwithhold = {named}\n")
    return folder


def faults_of(folder: Path) -> list[Fault]:
    """Every fault of a case, in order."""
    return sorted(examine(folder)[1])


def asked(case: Case, id: str) -> tuple[AnyExercise, Key]:
    """An exercise and its key, by id."""
    exercise = next(e for lesson in case.lessons for e in lesson.exercises if e.id == id)
    return exercise, {**case.practice, **case.graded}[id]


def marked(case: Case, id: str, answer: Any) -> tuple[float | None, list[tuple[str, str]]]:
    """The share an answer earns, and its remarks as tone and text."""
    exercise, key = asked(case, id)
    mark = exercise.mark(key, exercise.accept(answer), case.page)
    return mark.share, [(remark.tone, remark.text) for remark in mark.remarks]


def be_in_course(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder that holds a case a learner's course, and sit in it, with nothing set from outside."""
    (home / "course.toml").write_text('case = "case"\npseudonym = "kind-otter"\n', encoding="utf-8")
    monkeypatch.chdir(home)
    monkeypatch.delenv("LESSONS_ANSWERS", raising=False)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    return home
