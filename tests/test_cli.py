"""The command line: help that ends in an example, and errors that are sentences."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from lessons import __version__
from lessons.cli import cli
from tests.toy import change, write_clone
from tests.toy import toy_folder as toy_folder


def run(*arguments: object) -> Result:
    """Run the command with these arguments."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.mark.parametrize("name", sorted(cli.commands))
class TestHelp:
    """Every command explains itself."""

    def test_begins_with_a_sentence(self, name):
        """The first line says what the command does."""
        first = cli.commands[name].help.splitlines()[0]
        assert (first[0].isupper(), first[-1]) == (True, ".")

    def test_ends_in_an_example(self, name):
        """The last line is the command as one would type it."""
        last = cli.commands[name].help.strip().splitlines()[-1].strip()
        assert last.startswith(f"lessons {name}")

    def test_its_example_can_be_typed(self, name):
        """The example has arguments and options that the command takes."""
        typed = cli.commands[name].help.strip().splitlines()[-1].split("#")[0].split()
        parent = cli.make_context("lessons", [name])
        assert cli.commands[name].make_context(name, typed[2:], parent=parent).args == []

    def test_is_shown(self, name):
        """-h prints the example on a line of its own."""
        assert re.search(rf"^ +lessons {name}", run(name, "-h").output, re.MULTILINE)

    def test_every_option_is_explained(self, name):
        """No option stands without its words."""
        options = [param for param in cli.commands[name].params if isinstance(param, click.Option)]
        assert [option.name for option in options if not option.help] == []

    def test_an_unknown_option_is_a_usage_error(self, name):
        """A mistyped option is told, and nothing is done."""
        assert run(name, "--duck").exit_code == 2


ROOT = Path(__file__).parent.parent
TYPED = [
    line.split("#")[0].split()
    for name in (
        "README.md",
        "notebooks/instructor/README.md",
        "notebooks/instructor/grading.md",
        "seeds/README.md",
    )
    for line in re.findall(
        r"^(?:\.venv/bin/)?lessons (.+)$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
    )
]


@pytest.mark.parametrize("typed", TYPED, ids=" ".join)
def test_what_the_documents_say_can_be_typed(typed):
    """Every command line in README and guide has arguments and options that the command takes."""
    parent = cli.make_context("lessons", [typed[0]])
    assert cli.commands[typed[0]].make_context(typed[0], typed[1:], parent=parent).args == []


def test_says_its_version():
    """The version is the package's own."""
    assert run("--version").output == f"lessons, version {__version__}\n"


def test_the_list_of_commands_shows_each_with_a_line():
    """The overview names every command."""
    shown = run("-h").output
    assert [name for name in cli.commands if f"  {name} " not in shown] == []


class TestCheck:
    """lessons check"""

    def test_without_a_case_takes_the_one_at_hand(self, tmp_path, monkeypatch):
        """Inside a clone the clone's own case is checked."""
        monkeypatch.chdir(write_clone(tmp_path / "clone"))
        assert "    6  claims" in run("check").output.splitlines()

    def test_a_folder_that_is_not_there_is_one_sentence(self, tmp_path):
        """A wrong path is told twice over: the fault and the count."""
        assert run("check", tmp_path / "nowhere").output.splitlines() == [
            f"{tmp_path / 'nowhere'}: found no such folder; expected a case's folder. Check the path.",
            f"Error: 1 fault in {tmp_path / 'nowhere'}.",
        ]

    def test_faults_go_to_the_error_stream(self, toy):
        """Counts can be piped on; faults are for the eye."""
        change(toy, "ledger.toml", 'source = "vet"', 'source = "dentist"')
        result = run("check", toy)
        assert (result.stdout, "dentist" in result.stderr) == ("", True)

    def test_a_word_that_no_plan_can_read_is_a_fault(self, toy):
        """Whoever writes the minutes of a sheet is told before a teacher asks for a plan."""
        change(toy, "notes/01-pond.md", "| opening | count |", "| openig | count |")
        said = run("check", toy).stderr
        assert said.startswith("notes/01-pond.md: sheet minutes: found “openig”; expected the id of a question")


class TestSheets:
    """lessons sheets"""

    def test_counts_pages_and_paper(self, toy, tmp_path):
        """One line a file with its pages; then what thirty pupils, or as many as there are, need."""
        *files, told = run(
            "sheets", "1", "-o", tmp_path / "out", "--pupils", "12", "--case", toy
        ).output.splitlines()
        pages = {
            Path(line.split()[2]).relative_to(tmp_path / "out").as_posix(): int(line.split()[0]) for line in files
        }
        a_pupil = pages["pupil/article.html"] + pages["pupil/01-pond.html"]
        assert sorted(pages) == [
            "cards/01-pond.html",
            "pupil/01-pond.html",
            "pupil/article.html",
            "teacher/01-pond.html",
        ]
        assert f"For 12 pupils: 12 × {a_pupil} pages = {12 * a_pupil}," in told

    def test_a_case_with_faults_is_refused(self, toy, tmp_path):
        """A fault is a sentence, and no sheet is written."""
        change(toy, "ledger.toml", 'source = "vet"', 'source = "dentist"')
        result = run("sheets", "-o", tmp_path / "out", "--case", toy)
        assert (result.exit_code, (tmp_path / "out").exists()) == (1, False)

    def test_a_folder_that_cannot_be_written_is_a_sentence(self, toy, tmp_path):
        """Where no sheet can be written, the command says so and has no traceback."""
        (tmp_path / "file").write_text("", encoding="utf-8")
        result = run("sheets", "-o", tmp_path / "file" / "out", "--case", toy)
        assert (result.exit_code, type(result.exception)) == (1, SystemExit)


class TestLab:
    """lessons lab"""

    def test_a_folder_that_cannot_be_written_is_a_sentence(self, tmp_path, monkeypatch):
        """Nothing is opened where nothing can be laid out."""
        monkeypatch.chdir(write_clone(tmp_path / "clone"))
        (tmp_path / "file").write_text("", encoding="utf-8")
        result = run("lab", tmp_path / "file" / "mine")
        assert (result.exit_code, "cannot be written" in result.output) == (1, True)

    def test_a_port_that_is_no_number_is_a_usage_error(self):
        """A mistyped port is told before anything is done."""
        assert run("lab", "--port", "duck").exit_code == 2
