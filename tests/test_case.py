"""A case: read as one value, and every kind of bad input told as one clear fault."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from lessons.case import examine, read_case
from lessons.case.counts import counts
from lessons.case.notes import NoteError, thousands
from lessons.case.series import Series
from lessons.cli import cli
from lessons.errors import CaseError, CourseError, Fault
from lessons.exercises import KINDS
from tests.toy import ARTICLE, EXERCISES, FILES, PRACTICE, change, faults_of, hand_out, unhurried, write_toy
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
            "an exercise of that id",
            "Write the exercise or remove the key.",
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
            "notes/01-pond.md", "worked", "a note that fails: no claim “last-winter”", "ids the case has", BRACES
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
            f"sha256 {sha256(ARTICLE.replace(', though', ', although').encode()).hexdigest()[:12]}…",
            f"{sha256(ARTICLE.encode()).hexdigest()[:12]}… as in case.toml",
            "The words were changed: restore them, or write the new sha256 into case.toml.",
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

SPOILT_LINES = ["", "id = 3\n", "quote = []\n", "value = {}\n", "[[claims]]\n", "{{ duck }}\n"]
MISSING = ("no such file", "it in the case's folder", "Restore it or write it.")
UNREADABLE = ("a file that cannot be read (Is a directory)", "a readable file", "Check its permissions.")
NO_UTF8 = ("a byte that is not UTF-8 at position 0", "UTF-8 text", "Save the file again as UTF-8.")
TABLES = [file for file in FILES if file.endswith(".toml")]
# which keys there should be, nobody can tell from a file that is not there
NEEDED = [file for file in FILES if not file.startswith("key/")]


class TestReading:
    """A whole case, as one value."""

    def test_the_toy_case_has_no_fault(self, toy):
        """A case that fits together is silent."""
        assert faults_of(toy) == []

    def test_holds_everything(self, toy):
        """What is in the files is in the case."""
        assert dict(counts(read_case(toy))) == {
            "paragraphs, the headline included": 4,
            "sources": 4,
            "claims": 6,
            "numbers": 3,
            "time expressions": 1,
            "reports elsewhere": 3,
            "exercises in lesson 1, pond": EXERCISES.count("[[exercises]]"),
            "practice keys": EXERCISES.count("[[exercises]]") - 1,
            "graded keys": 1,
        }

    def test_needs_no_graded_key_where_a_course_was_handed_out(self, toy):
        """A course without the graded folder has no fault."""
        assert faults_of(hand_out(toy)) == []

    def test_takes_a_byte_order_mark(self, toy):
        """An editor that marks its UTF-8 does no harm."""
        (toy / "ledger.toml").write_bytes(b"\xef\xbb\xbf" + (toy / "ledger.toml").read_bytes())
        assert faults_of(toy) == []

    def test_its_repr_is_short(self, toy):
        """A notebook may show a case without printing the article."""
        assert repr(read_case(toy)) == "<Case: 6 claims, 4 sources, 3 reports>"


class TestFaults:
    """Every kind of bad input gives exactly one clear fault."""

    @pytest.mark.parametrize("what", SPOILED)
    def test_one_slip_is_one_fault(self, toy, what):
        """One thing wrong is told once: where, what was found, what was expected, what to do."""
        file, old, new, fault = SPOILED[what]
        change(toy, file, old, new)
        assert faults_of(toy) == [fault]

    @pytest.mark.parametrize("file", NEEDED)
    def test_a_missing_file(self, toy, file):
        """A file that is not there is one fault, whatever speaks of its content."""
        (toy / file).unlink()
        assert faults_of(toy) == [Fault(file, "", *MISSING)]

    @pytest.mark.parametrize("file", FILES)
    def test_an_unreadable_file(self, toy, file):
        """A file that cannot be opened is one fault, whatever speaks of its content."""
        (toy / file).unlink()
        (toy / file).mkdir()
        assert faults_of(toy) == [Fault(file, "", *UNREADABLE)]

    @pytest.mark.parametrize("file", FILES)
    def test_a_wrongly_encoded_file(self, toy, file):
        """A file that is no UTF-8 is one fault, and the place of the bad byte is told."""
        (toy / file).write_bytes(b"\xff" + (toy / file).read_bytes())
        assert faults_of(toy) == [Fault(file, "", *NO_UTF8)]

    @pytest.mark.parametrize("file", TABLES)
    def test_a_half_written_file(self, toy, file):
        """A file that breaks off in the middle of a word is one fault."""
        text = (toy / file).read_text(encoding="utf-8")
        (toy / file).write_text(text[: text.rindex('"') - 2], encoding="utf-8")
        assert [(f.file, f.id, f.expected, f.do) for f in faults_of(toy)] == [
            (file, "", "whole TOML", "Mend that line.")
        ]

    def test_a_missing_folder(self, tmp_path):
        """A path that leads nowhere is one fault."""
        assert examine(tmp_path / "nowhere")[1] == [
            Fault("nowhere", "", "no such folder", "a case's folder", "Check the path.")
        ]

    def test_a_lesson_file_with_a_wrong_name(self, toy):
        """A lesson's file is named by number and slug."""
        (toy / "exercises" / "2_geese.toml").write_text("", encoding="utf-8")
        assert faults_of(toy) == [
            Fault(
                "exercises/2_geese.toml", "", "this name", "NN-slug.toml, such as 02-sourcing.toml", "Rename it."
            )
        ]

    def test_two_keys_for_one_exercise(self, toy):
        """A second key in another file of the same kind is told where it stands."""
        (toy / "key" / "practice" / "02-again.toml").write_text(
            PRACTICE[PRACTICE.index("[sure-of-sixty]") :], encoding="utf-8"
        )
        assert faults_of(toy) == [
            Fault(
                "key/practice/02-again.toml", "sure-of-sixty", "a second key", "one key an exercise", "Remove one."
            )
        ]

    def test_a_table_with_a_wrong_name(self, toy):
        """A table nobody asked for is told with those there are."""
        with (toy / "evidence.toml").open("a", encoding="utf-8") as file:
            file.write('[[report]]\nid = "x"\n')
        assert faults_of(toy) == [
            Fault("evidence.toml", "report", "a table “report”", "one of reports", "Correct its name.")
        ]

    def test_rows_in_single_brackets(self, toy):
        """A single table where rows belong is told so, and does no further harm."""
        (toy / "evidence.toml").write_text('[reports]\nid = "x"\n', encoding="utf-8")
        assert Fault(
            "evidence.toml", "reports", "something else", "rows headed [[reports]]", "Use double brackets."
        ) in faults_of(toy)

    def test_exercises_in_single_brackets(self, toy):
        """A single table where exercises belong is told so, and is no traceback."""
        (toy / "exercises" / "02-geese.toml").write_text('[exercises]\nid = "x"\n', encoding="utf-8")
        (toy / "notes" / "02-geese.md").write_text(FILES["notes/01-pond.md"], encoding="utf-8")
        assert faults_of(toy) == [
            Fault(
                "exercises/02-geese.toml",
                "exercises",
                "something else",
                "rows headed [[exercises]]",
                "Use double brackets.",
            )
        ]

    def test_a_series_without_months(self, toy):
        """Data that lacks the month a note asks for is told, and is no traceback."""
        (toy / "series" / "ducks.csv").write_text("# nothing yet\n", encoding="utf-8")
        assert {fault.file for fault in faults_of(toy)} == {"case.toml", "notes/01-pond.md"}

    @pytest.mark.parametrize(
        "asked",
        [
            'month("2019-01").ducks',
            "paragraph(99)",
            '"40" | n',
            'claim("last-spring").label("mood")',
            "1 / 0",
            "duck()",
        ],
    )
    def test_whatever_a_note_asks_for(self, toy, asked):
        """A note that asks for what is not there is one fault, and no traceback."""
        change(toy, "notes/01-pond.md", "{{ paragraph(2) }}", f"{{{{ {asked} }}}}")
        assert [(fault.file, fault.id) for fault in faults_of(toy)] == [("notes/01-pond.md", "sheet cards")]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (
                'sample_wrong = "baker"\nwrong.baker = "The baker comes',
                'sample_wrong = "gardener"\nwrong.baker = "The baker comes',
            ),
            ('sample_wrong = ["counted", "lovely"]', 'sample_wrong = ["reportedly"]'),
            ('sample_wrong = { forty-ducks = "opinion",', 'sample_wrong = { forty-ducks = "fact",'),
            (
                'sample_wrong = [{ paragraph = 1, quote = "The town gardener" }]',
                'sample_wrong = [{ paragraph = 1, quote = "reportedly about" }]',
            ),
            (
                'sample_wrong = { number = 150, base = "before", unit = "ducks" }',
                'sample_wrong = { number = 66.7, base = "expected", unit = "percent" }',
            ),
            ("sample_wrong = { low = 1, high = 2 }", "sample_wrong = { low = 40, high = 67 }"),
            (
                'sample_wrong = ["reportedly", "expects", "said", "counted"]',
                'sample_wrong = ["reportedly", "counted", "said", "expects"]',
            ),
            ('sample_wrong = [["club", "office"]]', 'sample_wrong = [["office", "gardener"]]'),
        ],
        ids=["choose", "choose-several", "label", "spans", "number", "interval", "order", "edges"],
    )
    def test_a_sample_of_a_wrong_answer_that_earns_points(self, toy, old, new):
        """Every kind refuses a wrong sample that is not wrong."""
        change(toy, "key/practice/01-pond.toml", old, new)
        told = [(fault.file, "sample_wrong" in fault.found) for fault in faults_of(toy)]
        assert told == [("key/practice/01-pond.toml", True)]

    @unhurried
    @given(st.sampled_from([*FILES]), st.data())
    def test_a_spoilt_line_is_never_a_traceback(self, file, data):
        """Whichever line of whichever file is lost or changed, reading gives faults or a case."""
        lines = FILES[file].splitlines(keepends=True)
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at] = data.draw(
            st.sampled_from(["", "id = 3\n", "quote = []\n", "value = {}\n", "[[claims]]\n", "{{ duck }}\n"])
        )
        with TemporaryDirectory() as folder:
            (write_toy(Path(folder)) / file).write_text("".join(lines), encoding="utf-8")
            case, faults = examine(Path(folder))
        assert case is not None or faults

    def test_several_faults_are_all_told(self, toy):
        """Reading goes on after a fault, so that one run tells everything."""
        chosen = [
            SPOILED[what]
            for what in (
                "an unknown report",
                "a label outside the codebook",
                "an exercise without hints",
                "an anchor that stands twice",
                "a report whose low is above its high",
                "a wrong option without a reason",
            )
        ]
        for file, old, new, _ in chosen:
            change(toy, file, old, new)
        assert faults_of(toy) == sorted(fault for *_, fault in chosen)


class TestUse:
    """A case for use, and a check at the command line."""

    def test_a_case_with_faults_is_refused_with_all_of_them(self, toy):
        """What is raised carries every fault."""
        change(toy, "evidence.toml", "low = 24\nhigh = 27", "low = 28\nhigh = 27")
        change(toy, "exercises/01-pond.toml", 'hints = ["Divide."]\n', "")
        with pytest.raises(CaseError) as caught:
            read_case(toy)
        assert [fault.id for fault in caught.value.faults] == ["old-count", "share-of-expected"]

    def test_a_slip_in_one_lesson_does_not_shut_another(self, toy):
        """A lesson opens though another lesson's file has a fault."""
        change(toy, "exercises/01-pond.toml", 'hints = ["Divide."]\n', "")
        assert read_case(toy, "geese").settings.id == "toy"

    def test_a_slip_shuts_its_own_lesson(self, toy):
        """A lesson with a fault does not open."""
        change(toy, "exercises/01-pond.toml", 'hints = ["Divide."]\n', "")
        with pytest.raises(CaseError, match="no hints"):
            read_case(toy, "pond")

    def test_a_slip_in_the_ledger_shuts_all(self, toy):
        """What all lessons rest on must be whole."""
        change(toy, "ledger.toml", 'source = "vet"', 'source = "dentist"')
        with pytest.raises(CaseError, match="dentist"):
            read_case(toy, "geese")

    def test_check_counts_a_whole_case(self, toy):
        """A case without a fault is counted, and the command succeeds."""
        result = CliRunner().invoke(cli, ["check", str(toy)])
        assert (result.exit_code, "    6  claims" in result.output) == (0, True)

    @pytest.mark.parametrize("what", SPOILED)
    def test_check_says_it_in_one_line(self, toy, what):
        """A fault makes the command fail with a sentence, never with a traceback."""
        file, old, new, fault = SPOILED[what]
        change(toy, file, old, new)
        result = CliRunner().invoke(cli, ["check", str(toy)])
        assert (result.exit_code, result.output) == (1, f"{fault}\nError: 1 fault in {toy}.\n")

    @pytest.mark.parametrize("file", FILES)
    def test_check_survives_a_file_of_noise(self, toy, file):
        """Whatever a file holds, the command fails with sentences."""
        (toy / file).write_bytes(bytes(range(256)))
        result = CliRunner().invoke(cli, ["check", str(toy)])
        assert (result.exit_code, type(result.exception)) == (1, SystemExit)


class TestLookingUp:
    """What notebooks and notes ask a case for."""

    def test_a_sentence_has_the_claim_in_bold(self, toy):
        """The whole sentence is given, the claim's words marked."""
        said = read_case(toy).sentence("bread-harms")
        assert (
            said
            == "A baker confirmed that the ducks like his old bread, though **the vet said bread harms them**."
        )

    def test_a_source_may_be_an_origin(self, toy):
        """Who stands behind a source is found like a source."""
        assert read_case(toy).source("bird-office").name == "The bird office"

    def test_an_unknown_lesson_is_told_with_those_there_are(self, toy):
        """A notebook that asks for another lesson hears which this case has."""
        with pytest.raises(CourseError, match="no lesson “geese”; it has pond"):
            read_case(toy).lesson("geese")

    def test_featured_entries_are_reached_by_their_slot(self, toy):
        """A notebook names a slot, and the case says which number it is."""
        assert str(read_case(toy).featured["part"]) == "40 ducks"

    @pytest.mark.parametrize(
        ("reference", "ends"),
        [
            ("number:sixty", (60, 60, 60)),
            ("report:old-count", (24, 24, 27)),
            ("series:2024-05:ducks", (40, 40, 40)),
            ("sum:number:forty+report:old-count", (64, 64, 67)),
        ],
    )
    def test_a_figure_has_a_value_and_two_ends(self, toy, reference, ends):
        """Numbers, reports, cells and sums are all figures."""
        figure = read_case(toy).figure(reference)
        assert (figure.value, figure.low, figure.high) == ends

    @pytest.mark.parametrize(
        "reference", ["duck", "number:fifty", "series:2019-01:ducks", "sum:", "series:2024-05:note"]
    )
    def test_a_figure_that_is_not_there_is_told(self, toy, reference):
        """A wrong reference is named, not guessed."""
        with pytest.raises(KeyError):
            read_case(toy).figure(reference)


class TestNotes:
    """Notes fetch what the ledger says."""

    def test_a_figure_is_never_typed_twice(self, toy):
        """What stands between braces comes from the case."""
        case = read_case(toy)
        assert case.note(case.lesson("pond"), "recap") == "In May there were 40; see Mill Town Hall."

    def test_what_stands_before_the_first_slot_is_for_authors(self, toy):
        """Words before the first heading are never shown."""
        assert "For authors only." not in read_case(toy).lesson("pond").notes.slots.values()

    def test_an_unknown_slot_is_an_error_of_the_note(self, toy):
        """A slot that is not there is told."""
        case = read_case(toy)
        with pytest.raises(NoteError, match="geese"):
            case.note(case.lesson("pond"), "geese")

    def test_cannot_reach_beyond_the_case(self, toy):
        """A note is data: it cannot climb to the interpreter."""
        change(toy, "notes/01-pond.md", "{{ paragraph(2) }}", "{{ claim.__func__.__globals__ }}")
        assert [fault.id for fault in faults_of(toy)] == ["sheet cards"]

    @pytest.mark.parametrize(
        ("number", "printed"), [(1200, "1,200"), (1200.0, "1,200"), (66.66, "66.7"), (1234567, "1,234,567")]
    )
    def test_whole_numbers_take_commas(self, number, printed):
        """A large number is printed so that it can be read."""
        assert thousands(number) == printed


class TestSeries:
    """A monthly series."""

    SERIES = Series.from_text(FILES["series/ducks.csv"])

    def test_says_where_it_comes_from(self):
        """The comment at its head is kept."""
        assert self.SERIES.about == "Invented counts of ducks and nests by month."

    def test_a_cell_is_a_number_a_text_or_nothing(self):
        """What cannot be read as a number stays a text; an empty cell is nothing."""
        assert [row["note"] for row in self.SERIES.rows] == [None, "counted twice"]

    def test_a_month_is_found_by_name(self):
        """Months are written year first."""
        assert self.SERIES.month("2024-04")["ducks"] == 31

    def test_a_row_that_is_too_long(self, toy):
        """A row with more cells than columns is told where it stands, and is no traceback."""
        change(toy, "series/ducks.csv", "2024-04,31,9,", "2024-04,31,9,,twice,over")
        assert [fault.file for fault in faults_of(toy)] == ["series/ducks.csv"]

    def test_an_unknown_month_is_told_with_the_first_and_last(self):
        """A month that is not there is told with those there are."""
        with pytest.raises(KeyError, match="no month “2019-01”; there are 2024-04 to 2024-05"):
            self.SERIES.month("2019-01")
