"""Faults of a case: each told once, with what was found, expected and to be done."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.case import examine
from lessons.errors import Fault
from tests.spoiled import SPOILED
from tests.toy import FILES, PRACTICE, change, faults_of, unhurried, write_toy
from tests.toy import toy_folder as toy_folder

SPOILT_LINES = ["", "id = 3\n", "quote = []\n", "value = {}\n", "[[claims]]\n", "{{ duck }}\n"]


MISSING = ("no such file", "it in the case's folder", "Restore it or write it.")


UNREADABLE = ("a file that cannot be read (Is a directory)", "a readable file", "Check its permissions.")


NO_UTF8 = ("a byte that is not UTF-8 at position 0", "UTF-8 text", "Save the file again as UTF-8.")


TABLES = [file for file in FILES if file.endswith(".toml")]


# which keys there should be, nobody can tell from a file that is not there
NEEDED = [file for file in FILES if not file.startswith("key/")]


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
            Fault(str(tmp_path / "nowhere"), "", "no such folder", "a case's folder", "Check the path.")
        ]

    def test_a_file_is_no_folder(self, toy):
        """Naming a file of the case instead of the case is told as that."""
        assert [fault.found for fault in examine(toy / "case.toml")[1]] == ["a file"]

    def test_a_lesson_file_with_a_wrong_name(self, toy):
        """A lesson's file is named by number and slug."""
        (toy / "exercises" / "2_geese.toml").write_text("", encoding="utf-8")
        assert faults_of(toy) == [
            Fault(
                "exercises/2_geese.toml", "", "this name", "NN-slug.toml, such as 02-sourcing.toml", "Rename it."
            )
        ]

    def test_a_key_in_the_file_of_no_lesson(self, toy):
        """A key stands in the file of its lesson; elsewhere it is told where it stands."""
        (toy / "key" / "practice" / "02-again.toml").write_text(
            PRACTICE[PRACTICE.index("[sure-of-sixty]") :], encoding="utf-8"
        )
        assert faults_of(toy) == [
            Fault(
                "key/practice/02-again.toml",
                "sure-of-sixty",
                "a key",
                "an exercise of that id in exercises/02-again.toml",
                "Write the exercise, or move or remove the key.",
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
