"""The desk: what a learner reads, sees and moves before answering anything."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lessons import open_desk
from lessons.desk.desk import Desk
from lessons.desk.pages import reader
from lessons.desk.share import ShareExplorer
from lessons.errors import CaseError, CourseError
from tests.desks import book, course, desk, place
from tests.toy import change

__all__ = ["course", "desk"]  # fixtures, under the names the tests ask for


class TestReading:
    """What a notebook prints."""

    def test_a_note_is_printed_with_what_it_fetches(self, desk, capsys):
        """A slot of the lesson's notes reads as text."""
        desk.read("opening")
        assert "The town gardener counted 40 ducks." in capsys.readouterr().out

    def test_a_worked_example_is_a_note(self, desk, capsys):
        """The clean model comes from the case's notes."""
        desk.worked()
        assert "**Last spring there were reportedly about 25**" in capsys.readouterr().out

    def test_without_a_slot_the_article_opens(self, desk, capsys):
        """The whole article can be read at any time."""
        desk.read()
        assert capsys.readouterr().out == "<ReaderWidget>\n"

    def test_an_explained_name_carries_its_line(self, desk):
        """A word of the glossary is a piece of the reader's text with its line; nothing else is."""
        paragraphs = reader(desk.case, ()).paragraphs
        pieces = [piece for paragraph in paragraphs for sentence in paragraph["sentences"] for piece in sentence]
        assert [(piece["text"], piece["line"]) for piece in pieces if piece["line"]] == [
            ("pond club", "twelve neighbours who feed the ducks")
        ]

    @pytest.mark.parametrize(
        ("ask", "what"),
        [
            (lambda desk: desk.read("geese"), "note “geese”"),
            (lambda desk: desk.worked("geese"), "note “worked geese”"),
            (lambda desk: desk.exit(), "questions for “exit”"),
            (lambda desk: desk.guided("geese"), "questions for “guided geese”"),
            (lambda desk: desk.function("geese"), "function “geese”"),
            (lambda desk: desk.explore_share("geese"), "figures to divide"),
        ],
    )
    def test_what_the_case_lacks_is_said_and_the_lesson_goes_on(self, desk, capsys, ask, what):
        """Another article may lack what a notebook asks for; that is a sentence, not an error."""
        ask(desk)
        assert f"This article's case has no {what} in this lesson. Go on" in capsys.readouterr().out

    def test_an_unknown_lesson_is_one_sentence(self, course):
        """A notebook that names no lesson of the case reads which there are, without a traceback."""
        with pytest.raises(CourseError) as caught:
            open_desk("geese")
        assert caught.value._render_traceback_() == ["CourseError: This case has no lesson “geese”; it has pond."]

    def test_a_case_with_a_fault_does_not_open(self, course):
        """A learner is told what is wrong with the case before anything is asked."""
        change(course / "case", "exercises/01-pond.toml", 'kind = "order"', 'kind = "row"')
        with pytest.raises(CaseError, match="row"):
            open_desk("pond")

    def test_opening_loads_no_chart_and_renders_no_note(self, course):
        """What costs a second to load waits until a chart, or a note, is shown."""
        loaded = 'print({"matplotlib", "networkx", "jinja2"} & set(sys.modules))'
        code = f"import sys; from lessons import open_desk; open_desk('pond'); {loaded}"
        said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert said.stdout == "set()\n"

    def test_its_repr_is_short(self, desk):
        """A notebook may show the desk."""
        assert repr(desk) == "<Desk: lesson 1, pond>"


class TestReader:
    """The article with labels to switch on."""

    def test_claims_cut_the_sentences(self, desk):
        """Pieces put together again are the sentence, and each claim ends once."""
        shown = reader(desk.case, ("kind",))
        pieces = [piece for sentence in shown.paragraphs[2]["sentences"] for piece in sentence]
        assert ("".join(p["text"] for p in pieces), [end for p in pieces for end in p["ends"]]) == (
            desk.case.article.paragraphs[2],
            [2, 3],
        )

    def test_without_labels_no_claim_is_marked(self, desk):
        """Reading comes before labels."""
        assert reader(desk.case, ()).claims == []


class TestReveal:
    """What is held back until a guess has been made."""

    def test_waits_for_the_prediction(self, desk, capsys):
        """Before the guess there is one quiet line, and nothing is given away."""
        desk.reveal("opening")
        shown = desk.session.places["opening"].widget
        assert (shown.line, shown.content) == ("Opens when you have answered 1.9.", "")

    def test_comes_after_the_prediction(self, course, capsys):
        """Once the guess is made, the note opens by itself."""
        desk = open_desk("pond")
        desk.predict()
        desk.reveal("opening")
        guess = next(question for (_, _), question in desk.questions.items())
        guess.hear("commit", "may", None)
        assert "Whose count is it?" in place(desk, "opening")

    def test_opens_for_who_will_not_wait(self, course):
        """“Show it anyway” opens it, and the question's record says that it was shown first."""
        desk = open_desk("pond")
        desk.predict()
        desk.reveal("opening")
        desk.session.places["opening"].widget._handle_custom_msg({"type": "show"}, [])
        assert "Whose count is it?" in place(desk, "opening")
        assert [(record.answer, record.shown) for record in book(course)] == [(None, True)]

    @pytest.mark.parametrize(
        ("slot", "ask", "shown"),
        [
            ("source graph", Desk.source_graph, "3 names, 1 documented arrow"),
            ("rates", Desk.compare_rates, "1.6 ducks for each nest"),
            ("chart cut-axis", lambda desk: desk.chart("cut-axis"), "A chart, Apr 2024 to May 2024."),
            ("answers", lambda desk: desk.answers("pond"), "Question 1.1"),
            ("report", Desk.report, "no answers yet"),
        ],
    )
    def test_holds_back_whatever_the_lesson_says(self, course, slot, ask, shown):
        """A chart, the answers of a lesson and the report wait under a name of their own, as a note does."""
        waits = f'[after]\n"{slot}" = "who-counted"\n\n[[exercises]]\nid = "who-counted"'
        change(course / "case", "exercises/01-pond.toml", '[[exercises]]\nid = "who-counted"', waits)
        desk = open_desk("pond")
        ask(desk)
        before = place(desk, slot)
        desk.session.places[slot].widget._handle_custom_msg({"type": "show"}, [])
        assert (before, shown in place(desk, slot)) == ("", True)

    def test_is_folded_where_nothing_runs(self, desk):
        """A notebook that is read without a kernel loses nothing."""
        desk.reveal("opening")
        still = desk.session.places["opening"].widget.still()
        assert still.startswith("<details><summary>Opens when you have answered 1.9.</summary>")


class TestInstruments:
    """Exhibits that can be moved."""

    def test_the_source_graph_is_of_this_case(self, desk):
        """Arrows follow what the ledger says rests on what."""
        desk.source_graph()
        assert (
            desk.session.places["source graph"]
            .widget.content["summary"]
            .startswith("3 names, 1 documented arrow, 1 not known")
        )

    def test_the_source_graph_stands_still_where_nothing_runs(self, desk):
        """Picture, sentence and table; not folded, as it waits for nothing."""
        desk.source_graph()
        still = desk.session.places["source graph"].widget.still()
        assert (still.startswith("<figure><img alt="), "3 names, 1 documented arrow" in still) == (True, True)

    def test_the_rates_are_of_this_case(self, desk, capsys):
        """The article's own ratio stands beside the published ones."""
        desk.compare_rates()
        assert (
            "<Chart: the article: 1.6 ducks for each nest; published rates run from 2 to 5"
            in capsys.readouterr().out
        )

    @pytest.mark.parametrize(
        ("ask", "what"),
        [
            (Desk.source_graph, "source graph"),
            (Desk.compare_rates, "rates to compare"),
            (Desk.explore_share, "figures to divide"),
            (Desk.explore_trend, "trend to explore"),
            (lambda desk: desk.chart("cut-axis"), "chart of that name"),
        ],
    )
    def test_a_case_without_them_says_so_and_goes_on(self, course, capsys, ask, what):
        """A case need not have any exhibit."""
        settings = (course / "case" / "case.toml").read_text(encoding="utf-8").split("[featured]")[0]
        (course / "case" / "case.toml").write_text(settings, encoding="utf-8")
        ask(open_desk("pond"))
        assert f"has no {what} in this lesson. Go on" in capsys.readouterr().out

    def test_a_chart_is_drawn_by_its_name(self, desk, capsys):
        """A notebook names the chart's slot, and sees this case's chart."""
        desk.chart("cut-axis")
        assert capsys.readouterr().out == "<Chart: A chart, Apr 2024 to May 2024.>\n"

    def test_a_chart_stands_above_its_question(self, course, capsys):
        """Where an exercise names a chart, it is seen between the prompt and the answer."""
        change(
            course / "case",
            "exercises/01-pond.toml",
            'id = "who-counted"',
            'id = "who-counted"\nchart = "cut-axis"',
        )
        open_desk("pond").guided()
        order = ("Who stands behind the 40 ducks?", "<Chart: A chart", "<ChoiceWidget>")
        printed = capsys.readouterr().out
        assert [printed.index(words) for words in order] == sorted(printed.index(words) for words in order)

    def test_the_trend_is_of_this_case(self, desk, capsys):
        """The explorer opens on the case's own series."""
        desk.explore_trend()
        assert capsys.readouterr().out == "<TrendWidget>\n"

    def test_a_share_follows_its_slider(self, desk):
        """Moving the part moves the sentence."""
        explorer = ShareExplorer(desk.case.settings.shares[0], desk.case)
        explorer.widget.set_state({"value": {**explorer.widget.value, "part_figure": 30}})
        assert explorer.widget.told["summary"].startswith("30 out of 60 ducks is 50 %")

    def test_its_rows_have_the_ends_the_case_gives(self, desk):
        """The page is sent each figure once, with the ends between which its slider runs."""
        explorer = ShareExplorer(desk.case.settings.shares[0], desk.case)
        assert [(row["value"], row["low"], row["high"]) for row in explorer.widget.parts] == [
            (40, 24, 40),
            (40, 40, 40),
        ]

    def test_words_speak_of_the_view_they_were_made_for(self, desk):
        """The page can tell words that are late from words that are right."""
        explorer = ShareExplorer(desk.case.settings.shares[0], desk.case)
        explorer.widget.set_state({"value": {**explorer.widget.value, "part_figure": 30}})
        assert explorer.widget.told["of"] == explorer.widget.value

    def test_a_pinned_share_is_compared_and_has_its_alt_text(self, desk):
        """Two views side by side are two alt texts and a sentence on what moved."""
        explorer = ShareExplorer(desk.case.settings.shares[0], desk.case)
        explorer.widget.set_state(
            {"pinned": explorer.widget.value, "value": {**explorer.widget.value, "part_figure": 30}}
        )
        told = explorer.widget.told
        assert ("share: 67 %" in told["pinned_alt"], "share: 50 %" in told["alt"]) == (True, True)
        assert told["moved"].endswith("17 percentage points less.")

    def test_the_stored_chart_is_the_first_one(self, desk):
        """What the notebook stores does not follow the slider."""
        explorer = ShareExplorer(desk.case.settings.shares[0], desk.case)
        before = explorer.widget.still()
        explorer.widget.set_state({"value": {**explorer.widget.value, "part_figure": 30}})
        assert explorer.widget.still() == before
