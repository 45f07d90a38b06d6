"""What a graded exercise asks about: how it is declared, taken out of a case, and what still shows."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from lessons.case import Case, examine, read_case
from lessons.case.travelling import travelling
from lessons.case.withheld import INSTEAD, places
from lessons.desk.instruments import graph_of, rates_of, share_of
from lessons.desk.timeline import timeline_of
from lessons.desk.trend import TrendExplorer
from lessons.exercises import Label
from lessons.ledger import Claim, Number, Origin, Report, Source, Time
from tests.toy import SERIES, VERDICTS, change, faults_of, quick, withhold, write_lesson
from tests.toy import toy_folder as toy_folder

#: a row of each table, and every field of it that may be asked about
EVERY = [
    (row, field)
    for row, kind in {
        "claims.forty-ducks": Claim,
        "sources.gardener": Source,
        "origins.bird-office": Origin,
        "numbers.forty": Number,
        "times.monday": Time,
        "reports.count-sheet": Report,
    }.items()
    for field in sorted(INSTEAD)
    if field in {given.alias or name for name, given in kind.model_fields.items()}
]


def handed(toy: Path, *references: str) -> Case:
    """The toy case as it is handed out when these places are asked about."""
    return read_case(laid(withhold(toy, *references)))


def laid(case: Path) -> Path:
    """A case written into a folder as a graded handout has it."""
    copy = case.parent / "copy"
    for name, content in travelling(read_case(case), "graded", range(10)).items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(content)
    return copy


def told(toy: Path, *references: str) -> set[str]:
    """The places that are withheld, as an author would write them."""
    return set(map(str, places(read_case(withhold(toy, *references)))))


class TestDeclared:
    """Which places are withheld."""

    def test_nothing_by_itself(self, toy):
        """A graded question with options of its own withholds nothing."""
        assert places(read_case(toy)) == {}

    def test_the_labels_of_a_graded_table_by_themselves(self, toy):
        """A table on claims withholds these labels, their reasons, and what each report says on a verdict."""
        write_lesson(toy, "02-nest", quick("nest-one"))
        row, key = VERDICTS
        (toy / "exercises" / "03-reed.toml").write_text(tomlkit.dumps({"exercises": [row]}), encoding="utf-8")
        (toy / "key" / "graded" / "03-reed.toml").write_text(tomlkit.dumps({row["id"]: key}), encoding="utf-8")
        (toy / "notes" / "03-reed.md").write_bytes((toy / "notes" / "02-nest.md").read_bytes())
        claims = {f"claims.{id}.{field}" for id in row["claims"] for field in ("verdict", "verdict_why")}
        assert set(map(str, places(read_case(toy)))) == claims | {
            "reports.count-sheet.agrees",
            "reports.old-count.agrees",
        }

    @pytest.mark.parametrize(
        ("asked", "telling"),
        [
            ("claims.last-spring.wording", {"claims.last-spring.verdict_why"}),
            ("claims.last-spring.certainty", {"claims.last-spring.hedge_words", "claims.last-spring.boost_words"}),
            ("claims.last-spring.voice", {"claims.last-spring.source"}),
            ("sources.gardener.rests_on", {"sources.gardener.perhaps_rests_on", "sources.gardener.rests_on_why"}),
            ("reports.count-sheet.rests_on", {"reports.count-sheet.perhaps_rests_on"}),
            ("numbers.forty.low", {"numbers.forty.high"}),
            ("times.monday.from", {"times.monday.to"}),
            ("notes.01-pond.worked", set()),
            ("practice.who-counted", set()),
            ("series.2024-05.ducks", set()),
            ("trend.2024-04.2024-05", set()),
        ],
    )
    def test_what_would_tell_a_place_goes_with_it(self, toy, asked, telling):
        """A field is withheld with those of its row that would give it away."""
        assert told(toy, asked) == {asked} | telling

    def test_who_asks_is_known(self, toy):
        """Each place knows the exercises that ask about it."""
        assert list(places(read_case(withhold(toy, "claims.last-spring.kind"))).values()) == [{"collected"}]


class TestFaults:
    """What “lessons check” says of it."""

    @pytest.mark.parametrize(
        "reference",
        [
            "claims.no-such-claim.verdict",
            "claims.last-spring.colour",
            "claims.last-spring.quote",
            "claims.last-spring",
            "reports.last-spring.agrees",
            "notes.01-pond.no such slot",
            "notes.07-river.opening",
            "practice.collected",
            "series.2024-05.geese",
            "series.1999-01.ducks",
            "series.2024-05.month",
            "trend.2024-04.1999-01",
            "ducks",
            "",
        ],
    )
    def test_a_place_that_is_not_there_is_told(self, toy, reference):
        """A reference to nothing, or to what cannot be taken out, is one fault of the graded key."""
        (fault,) = faults_of(withhold(toy, reference))
        assert (fault.file, fault.id, reference in fault.found) == ("key/graded/01-pond.toml", "collected", True)

    def test_a_practice_key_on_the_same_label_is_told(self, toy):
        """Practice and graded key may not ask for the same label of the same claim."""
        (fault,) = faults_of(withhold(toy, "claims.forty-ducks.kind"))
        assert (fault.file, fault.id) == ("key/practice/01-pond.toml", "kinds-of-claim")

    def test_a_practice_key_that_stays_behind_tells_nothing(self, toy):
        """Where the practice key is withheld as well, both may ask."""
        assert faults_of(withhold(toy, "claims.forty-ducks.kind", "practice.kinds-of-claim")) == []

    def test_the_same_words_in_both_keys_are_told(self, toy):
        """Two questions to mark the same words stand in one key only."""
        row = {
            "kind": "spans",
            "paragraphs": [1],
            "find": "words that weaken",
            "prompt": "Mark.",
            "hints": ["Look."],
        }
        again = tomlkit.dumps({"exercises": [{"id": "hedge-again", "stage": "hand-in", **row}]})
        key = {
            "because": "It weakens.",
            "value": [{"paragraph": 1, "quote": "reportedly about", "because": "It weakens."}],
            "sample_wrong": [{"paragraph": 1, "quote": "The town gardener"}],
        }
        for file, text in (("exercises", again), ("key/graded", tomlkit.dumps({"hedge-again": key}))):
            path = toy / file / "01-pond.toml"
            path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")
        (fault,) = faults_of(toy)
        assert (fault.id, "hedge-again" in fault.found) == ("find-the-hedge", True)

    def test_an_author_cannot_leave_a_label_withheld(self, toy):
        """“withheld” is a word of handouts; in a case of one's own it is a fault."""
        change(toy, "ledger.toml", 'verdict = "one origin"', 'verdict = "withheld"')
        assert [fault.id for fault in faults_of(toy)] == ["last-spring"]

    def test_a_slip_in_a_label_is_not_answered_with_withheld(self, toy):
        """What an author may write is told without the word that only handouts have."""
        change(toy, "ledger.toml", 'verdict = "one origin"', 'verdict = "single"')
        assert "withheld" not in " ".join(map(str, faults_of(toy)))


class TestTakenOut:
    """A case as it is handed out."""

    def test_a_label_reads_withheld(self, toy):
        """A label that is asked about is replaced by the word."""
        assert handed(toy, "claims.last-spring.voice").claim("last-spring").voice == "withheld"

    def test_a_label_of_two_reads_withheld(self, toy):
        """A certainty, which may be two labels, is one word too."""
        claim = handed(toy, "claims.last-spring.certainty").claim("last-spring")
        assert (claim.label("certainty"), claim.hedge_words) == ("withheld", ())

    def test_words_say_until_when(self, toy):
        """Where words would stand, a sentence says until when they don't."""
        assert (
            handed(toy, "reports.old-count.says").report("old-count").says
            == "Withheld until the hand-ins are graded."
        )

    def test_a_list_is_empty_and_named(self, toy):
        """A list of ids is empty, and the row says that this is no answer."""
        source = handed(toy, "sources.gardener.rests_on").source("gardener")
        assert (source.rests_on, "rests_on" in source.withheld) == ((), True)

    def test_what_was_never_there_is_named_as_well(self, toy):
        """That a field is empty may be the answer, so it is withheld like any other."""
        assert "rests_on" in handed(toy, "sources.baker.rests_on").source("baker").withheld

    def test_a_slot_says_until_when(self, toy):
        """A note that would tell is replaced by the sentence."""
        case = handed(toy, "notes.01-pond.worked")
        assert case.note(case.lessons[0], "worked") == "Withheld until the hand-ins are graded."

    def test_a_practice_key_stays_behind(self, toy):
        """A practice question whose key would tell goes out without it."""
        assert "who-counted" not in handed(toy, "practice.who-counted").practice

    @pytest.mark.parametrize(("row", "field"), EVERY)
    def test_every_field_that_may_be_asked_leaves_a_whole_case(self, toy, row, field):
        """Whatever field is taken out, what is left is a case without a fault: no share or rate is missed."""
        change(toy, "notes/01-pond.md", '{{ number("forty").low | n }}', "40")
        assert examine(laid(withhold(toy, f"{row}.{field}", "practice.kinds-of-claim")))[1] == []

    def test_nothing_else_is_changed(self, toy):
        """All other rows and files go out as they are."""
        files = travelling(read_case(withhold(toy, "claims.last-spring.voice")), "graded", range(10))
        whole = {
            name: tomllib.loads((toy / name).read_text(encoding="utf-8"))
            for name in files
            if name.endswith("toml")
        }
        rows = tomllib.loads(files["ledger.toml"].decode())["claims"]
        assert [row for row in rows if row["id"] != "last-spring"] == [
            row for row in whole["ledger.toml"]["claims"] if row["id"] != "last-spring"
        ]
        assert tomllib.loads(files["evidence.toml"].decode()) == whole["evidence.toml"]

    def test_whether_a_graded_item_is_sound_is_not_said(self, toy):
        """Sound or flawed is the answer to many a question; of practice items it may be known."""
        change(toy, "exercises/01-pond.toml", 'id = "collected"', 'id = "collected"\nsound = true')
        sound = {e.id: e.sound for e in read_case(laid(toy)).lessons[0].exercises}
        assert (sound["collected"], sound["who-counted"]) == (None, True)

    def test_what_is_asked_has_the_same_hash(self, toy):
        """An answer to the handout is an answer to the exercise the instructor has."""
        change(toy, "exercises/01-pond.toml", 'id = "collected"', 'id = "collected"\nsound = true')
        hashes = [{e.id: e.asked for e in read_case(folder).lessons[0].exercises} for folder in (toy, laid(toy))]
        assert hashes[0] == hashes[1]

    def test_only_known_files_go_out(self, toy):
        """A draft, a copy of the key or an editor's backup beside the files stays behind."""
        (toy / "key" / "graded.old").mkdir()
        for stray in ("draft.md", "key/graded.old/01-pond.toml", "ledger.toml~", "key/notes.txt"):
            (toy / stray).write_text("collected = vet", encoding="utf-8")
        assert not {
            name
            for name, content in travelling(read_case(toy), "graded", range(10)).items()
            if b"= vet" in content
        }

    def test_no_comment_goes_out(self, toy):
        """What authors say to each other in comments stays with them, in every kind of file."""
        for file in ("ledger.toml", "exercises/01-pond.toml", "key/practice/01-pond.toml", "case.toml"):
            (toy / file).write_text(f"# psst\n{(toy / file).read_text(encoding='utf-8')}", encoding="utf-8")
        change(toy, "notes/01-pond.md", "## worked\n", "## worked\n<!-- psst -->{# psst #}")
        assert not [
            name for name, content in travelling(read_case(toy), "graded", range(10)).items() if b"psst" in content
        ]

    def test_long_texts_survive_the_copying(self, toy):
        """Line breaks, quotation marks and backslashes of a prompt come through unchanged."""
        prompt = 'first\n\n| a | "b" |\n\\ and """ and \'\'\'\nlast "'
        write_lesson(
            toy, "02-nest", quick("nest-one", prompt=prompt), quick("nest-two", prompt="\nbegins with a break")
        )
        nest = read_case(laid(toy)).lesson("nest")
        assert [exercise.prompt for exercise in nest.exercises] == [prompt, "\nbegins with a break"]


class TestShown:
    """Charts and instruments where something is withheld."""

    def test_the_graph_says_whose_arrows_are_missing(self, toy):
        """A name whose sources are withheld has a line of its own, and is no starting point."""
        chart = graph_of(handed(toy, "sources.gardener.rests_on"))
        assert ("withheld", "The town gardener", "withheld") in chart.rows
        assert "Withheld until the hand-ins are graded: the arrows to The town gardener." in chart.summary
        assert "2 names for which" in chart.summary

    def test_the_timeline_counts_no_step_beyond_a_withheld_one(self, toy):
        """Where one step of the chain is withheld, nobody counts the others."""
        told = timeline_of(handed(toy, "sources.gardener.rests_on"))
        pages = {page["id"]: (page["steps"], page["chain"]) for page in told["pages"]}
        assert pages["count-sheet"] == ("withheld", ["The town gardener"])

    def test_a_share_leaves_out_what_is_withheld(self, toy):
        """A figure that is withheld is no choice, and the sentence below says so."""
        widget = share_of(handed(toy, "reports.old-count.low"), "")
        assert [row["label"] for row in widget.parts] == ["counted in May"]
        assert "Withheld until the hand-ins are graded: 1 of the figures." in widget.told["summary"]

    def test_a_share_without_any_base_says_so(self, toy):
        """Where nothing is left to divide by, one sentence stands there."""
        assert "withheld until" in share_of(handed(toy, "numbers.sixty.low"), "").data

    def test_rates_leave_out_what_is_withheld(self, toy):
        """A rate that is withheld is not drawn, and is counted below."""
        assert (
            "Withheld until the hand-ins are graded: 2 of the rates."
            in rates_of(handed(toy, "reports.nest-rate.low")).summary
        )

    def test_no_rate_left_says_so(self, toy):
        """Where nothing is left to compare, one sentence stands there."""
        case = handed(toy, "reports.nest-rate.low", "numbers.forty.low", "notes.01-pond.opening")
        assert "withheld until" in rates_of(case).data

    def test_a_chart_has_a_gap_and_says_why(self, toy):
        """A value of the series that is withheld is a gap, and the sentence below tells it from a missing one."""
        change(toy, "case.toml", 'column = "ducks"\naxis_from = 30', 'kind = "line"\ncolumn = "nests"')
        change(toy, "case.toml", 'kind = "bar"\n', "")
        case = handed(toy, "series.2024-04.nests")
        from lessons.desk.instruments import chart_of

        chart = chart_of(case, "cut-axis")
        assert (chart.rows[0], "1 of its values" in chart.summary) == (("2024-04", "no value"), True)

    def test_the_series_is_the_same_but_for_its_cell(self, toy):
        """Comments and all other cells of a series go out as they are."""
        files = travelling(read_case(withhold(toy, "series.2024-04.nests")), "graded", range(10))
        assert files["series/ducks.csv"].decode() == SERIES.replace("31,9,", "31,withheld,")

    def test_the_trend_keeps_one_change_to_itself(self, toy):
        """Between the two months a question asks about, the explorer says no number."""
        case = handed(toy, "trend.2024-04.2024-05")
        said = TrendExplorer(case.settings.trend, case.series).widget.told["summary"]
        assert said == "This change is withheld until the hand-ins are graded: a question asks for it."

    def test_nor_does_it_when_two_views_are_compared(self, toy):
        """A pinned view is no way round it: of a change that is withheld no ratio is compared."""
        case = handed(toy, "trend.2024-04.2024-05")
        widget = TrendExplorer(case.settings.trend, case.series).widget
        widget.set_state({"pinned": {**widget.value, "unit": "nests"}})
        assert widget.told["moved"].endswith("The two have no ratio to compare: one of them gives none.")

    def test_what_the_page_is_sent_holds_no_withheld_value(self, toy):
        """The rows that the browser draws from have a gap where the kernel's words say “withheld”."""
        case = handed(toy, "series.2024-04.nests")
        widget = TrendExplorer(case.settings.trend, case.series).widget
        assert widget.columns["nests"]["start"]["values"] == [None, 12]

    def test_what_the_page_is_sent_holds_no_withheld_change(self, toy):
        """Ratio and percent of a change that is asked about are in no trait of the widget."""
        case, whole = handed(toy, "trend.2024-04.2024-05"), read_case(toy)
        widgets = [TrendExplorer(each.settings.trend, each.series).widget for each in (case, whole)]
        sent, told = (json.dumps({**widget.get_state(), "_esm": "", "_css": ""}) for widget in widgets)
        assert [("times as many" in text, "percent" in text.replace("percent_", "")) for text in (sent, told)] == [
            (False, False),
            (True, True),
        ]

    def test_a_note_counts_what_its_reader_has(self, toy):
        """A total in a note speaks of the copy it stands in, and of what is withheld there."""
        change(
            toy,
            "notes/01-pond.md",
            "## worked\n",
            '## worked\n{{ count("verdict", "one origin") }} {{ count("verdict", "withheld") }} ',
        )
        case = handed(toy, "claims.last-spring.verdict")
        assert case.note(case.lessons[0], "worked").startswith("0 1 ")

    @pytest.mark.parametrize("field", ["kind", "voice", "access", "certainty", "verdict", "wording"])
    def test_withheld_is_never_offered(self, field):
        """No table has “withheld” among its labels."""
        row: dict[str, Any] = {**VERDICTS[0], "labels": field}
        assert "withheld" not in Label.model_validate(row).choices
