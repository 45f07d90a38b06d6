"""A hunt: six points for moves and sources, each with its own sentence, and none for an opinion."""

from __future__ import annotations

from typing import Any

import pytest

from lessons.case import Case, read_case
from lessons.errors import AnswerError
from tests.toy import EVIDENCE, asked, marked, write_toy

SEARCH = {"move": "search", "words": "forty"}
OPEN = {"move": "open", "page": "count-sheet"}
OTHER = {"move": "open", "page": "old-count"}
COMPARE = {"move": "compare", "pages": ["count-sheet", "old-count"]}
CHOOSE = {"move": "choose", "page": "count-sheet"}
CONCLUDE = {"move": "conclude", "choice": "office"}
ALL = (SEARCH, OPEN, OTHER, COMPARE, CHOOSE, CONCLUDE)

#: moves that miss one point only, and the sentence that says which
ONE_MISSED: dict[str, tuple[tuple[dict[str, Any], ...], str]] = {
    "searched": (ALL[1:], "No search yet: type a short name for the thing itself."),
    "two publishers": (
        (SEARCH, OPEN, {"move": "compare", "pages": ["count-sheet", "town-notice"]}, CHOOSE, CONCLUDE),
        "One publisher, or none: open a second one before you believe the first.",
    ),
    "near the first speaker": (
        (SEARCH, OTHER, {"move": "compare", "pages": ["old-count", "nest-rate"]}, CHOOSE, CONCLUDE),
        "You did not open a page near the first speaker: look for the one the others lean on.",
    ),
    "compared": (
        (SEARCH, OPEN, OTHER, CHOOSE, CONCLUDE),
        "Nothing was compared: lay two pages side by side and look for the word that differs.",
    ),
    "chose": ((*ALL[:4], CONCLUDE), "Choose the page you trust most for this question."),
    "concluded": (ALL[:5], "Say what you take from it: choose a conclusion."),
}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The toy case, with a second page of the publisher that counted."""
    folder = write_toy(tmp_path_factory.mktemp("case") / "toy")
    sheet = EVIDENCE.split("[[reports]]")[1].replace('"count-sheet"', '"town-notice"')
    (folder / "evidence.toml").write_text(f"{EVIDENCE}\n[[reports]]{sheet}", encoding="utf-8")
    return read_case(folder)


def hunted(case: Case, *moves: dict[str, Any]) -> tuple[float, list[str]]:
    """Points out of six, and the sentences on what was missed."""
    share, remarks = marked(case, "hunt-the-count", {"moves": list(moves)})
    assert share is not None
    return round(6 * share, 3), [text for tone, text in remarks if tone == "wrong"]


def junked(case: Case, answer: Any) -> str:
    """What a hunt says when it refuses an answer."""
    with pytest.raises(AnswerError) as refused:
        asked(case, "hunt-the-count")[0].accept(answer)
    return str(refused.value)


class TestPoints:
    """Six moves, six points."""

    def test_all_six_earn_all_and_say_why(self, case):
        """A whole hunt is answered with what it shows."""
        assert marked(case, "hunt-the-count", {"moves": list(ALL)}) == (
            1,
            [("right", "One sheet stands behind it.")],
        )

    @pytest.mark.parametrize("point", ONE_MISSED)
    def test_each_is_missed_apart(self, case, point):
        """Five points and one sentence: what was missed, and what to do."""
        moves, sentence = ONE_MISSED[point]
        assert hunted(case, *moves) == (5, [sentence])

    def test_what_was_earned_is_told_too(self, case):
        """A point that was won has its sentence, beside those that were not."""
        said = marked(case, "hunt-the-count", {"moves": [SEARCH]})[1]
        assert said[0] == ("right", "You searched in your own words.")

    @pytest.mark.parametrize("moves", [(SEARCH,) * 9, (SEARCH, OPEN, OPEN, OPEN)])
    def test_doing_it_again_earns_nothing_more(self, case, moves):
        """A point is won once."""
        assert hunted(case, *moves)[0] == len({str(move) for move in moves})

    def test_the_order_of_moves_costs_nothing(self, case):
        """Whoever compares before choosing, or after, has hunted."""
        assert hunted(case, *reversed(ALL)) == (6, [])

    def test_a_page_beside_itself_is_no_comparison(self, case):
        """Two pages that are one cannot differ."""
        same = {"move": "compare", "pages": ["count-sheet", "count-sheet"]}
        assert hunted(case, SEARCH, OPEN, OTHER, same, CHOOSE, CONCLUDE)[0] == 5

    def test_pages_that_are_not_in_the_pack_earn_nothing(self, case):
        """A log of invented pages is worth no point."""
        forged = {"move": "compare", "pages": ["duck", "goose"]}
        assert hunted(case, {"move": "open", "page": "duck"}, forged, {"move": "choose", "page": "duck"})[0] == 0


class TestSource:
    """Which page was chosen."""

    @pytest.mark.parametrize(
        ("page", "sentence"),
        [
            ("old-count", "That was another spring."),
            ("nest-rate", "Nests were counted again since."),
            (
                "town-notice",
                "That page cannot carry the answer: "
                "others here are nearer to the first speaker, or to the question.",
            ),
        ],
    )
    def test_near_miss_stale_page_and_any_other_have_their_own_sentence(self, case, page, sentence):
        """A page that tempts is answered with why it is not it."""
        exercise, key = asked(case, "hunt-the-count")
        key = key.model_copy(update={"stale": {"nest-rate": "Nests were counted again since."}})
        log = {"moves": [*ALL[:4], {"move": "choose", "page": page}, CONCLUDE]}
        mark = exercise.mark(key, exercise.accept(log), case.page)
        assert [r.text for r in mark.remarks if r.tone == "wrong"] == [sentence]

    def test_a_near_miss_that_was_opened_is_told(self, case):
        """Whoever opened a page that tempts reads why it is not it, once, with its name."""
        said = marked(case, "hunt-the-count", {"moves": [OTHER, COMPARE]})[1]
        assert said.count(("note", "Pond Letter, 2023: That was another spring.")) == 1

    @pytest.mark.parametrize("page", ["count-sheet", "town-notice"])
    def test_any_of_the_best_is_right(self, case, page):
        """Where two pages can carry the answer, either earns the point."""
        exercise, key = asked(case, "hunt-the-count")
        key = key.model_copy(update={"best": ["count-sheet", "town-notice"]})
        log = {"moves": [*ALL[:4], {"move": "choose", "page": page}, CONCLUDE]}
        assert exercise.mark(key, exercise.accept(log), case.page).share == 1

    def test_the_last_choice_counts(self, case):
        """A mind may change: the page chosen last is the one that was chosen."""
        first = {"move": "choose", "page": "old-count"}
        assert hunted(case, *ALL[:4], first, CHOOSE, CONCLUDE) == (6, [])

    def test_the_last_conclusion_counts(self, case):
        """What was concluded at last is the conclusion, and its sentence is its own."""
        assert hunted(case, *ALL, {"move": "conclude", "choice": "nobody"}) == (5, ["The sheet is signed."])


class TestOpinions:
    """Scored on moves and sources, never on opinions."""

    def test_a_wrong_opinion_alone_earns_nothing(self, case):
        """Concluding without a move is worth no point."""
        assert hunted(case, {"move": "conclude", "choice": "nobody"})[0] == 0

    def test_a_wrong_opinion_takes_nothing_from_the_moves(self, case):
        """Whatever is concluded, a good hunt keeps its five points."""
        assert hunted(case, *ALL[:5], {"move": "conclude", "choice": "nobody"})[0] == 5

    def test_an_opinion_is_no_move(self, case):
        """What somebody thinks of a page cannot be written into a log."""
        assert junked(case, {"moves": [{"move": "opine", "words": "lovely"}]}).startswith("hunt-the-count: ")


class TestShape:
    """What the page may send."""

    @pytest.mark.parametrize(
        "answer",
        [
            40,
            "forty",
            [SEARCH],
            {"moves": 1},
            {"moves": ["search"]},
            {"moves": [{"words": "forty"}]},
            {"moves": [{"move": "search", "words": ""}]},
            {"moves": [{"move": "search", "words": 40}]},
            {"moves": [{"move": "open"}]},
            {"moves": [{"move": "compare", "pages": ["count-sheet"]}]},
            {"moves": [{**OPEN, "liked": True}]},
            {"moves": [], "liked": True},
        ],
        ids=str,
    )
    def test_junk_is_refused_with_a_sentence(self, case, answer):
        """A log of another shape is refused by name."""
        assert junked(case, answer).startswith("hunt-the-count: this answer does not fit (")

    def test_a_conclusion_that_is_not_offered_is_refused(self, case):
        """The message lists what is."""
        assert junked(case, {"moves": [{"move": "conclude", "choice": "geese"}]}) == (
            "hunt-the-count: “geese” is not offered here; office, nobody are."
        )

    def test_an_endless_log_is_refused(self, case):
        """A log has at most 500 moves."""
        assert junked(case, {"moves": [SEARCH] * 501}) == (
            "hunt-the-count: a log of 501 moves; at most 500 are read."
        )

    def test_what_is_accepted_is_plain(self, case):
        """An accepted log is the log as it was sent."""
        assert asked(case, "hunt-the-count")[0].accept({"moves": list(ALL)}) == {"moves": list(ALL)}

    @pytest.mark.parametrize("answer", [None, {}, {"moves": []}])
    def test_no_moves_are_no_answer(self, case, answer):
        """A box that was opened and left alone is blank."""
        assert asked(case, "hunt-the-count")[0].is_blank(answer)


class TestPack:
    """The pages that can be found."""

    def test_holds_every_report(self, case):
        """Near-misses and stale pages are in it like the others."""
        shown = asked(case, "hunt-the-count")[0].traits(case.page)["pages"]
        assert [page["id"] for page in shown] == [report.id for report in case.reports]

    def test_does_not_say_which_page_is_right(self, case):
        """A page is told with what it says, never with whether it agrees or what it rests on."""
        shown = asked(case, "hunt-the-count")[0].traits(case.page)["pages"][0]
        assert set(shown) == {"id", "publisher", "date", "address", "says", "attribution", "unit"}


class TestExpert:
    """An expert's log beside it."""

    def test_is_revealed_move_by_move(self, case):
        """Every move is said in words, with its reason, and the whole with its own."""
        exercise, key = asked(case, "hunt-the-count")
        assert [remark.text for remark in exercise.reveal(key, case.page)] == [
            "searched for “forty”: The number.",
            "opened Mill Town Hall, 2024-05-14: The sheet.",
            "opened Pond Letter, 2023: Another year.",
            "compared Mill Town Hall, 2024-05-14 with Pond Letter, 2023: They differ.",
            "chose Mill Town Hall, 2024-05-14: It is signed.",
            "concluded “The office counted.”: So it is.",
            "One sheet stands behind it.",
        ]
