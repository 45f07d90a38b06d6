"""The kinds of exercise: what each accepts, what it scores, and that it says why."""

from __future__ import annotations

import pytest

from lessons.errors import AnswerError
from lessons.exercises import KINDS
from lessons.widgets import FACES
from tests.exercises_of_the_toy import case, held_of_kind, of_kind
from tests.test_widgets import SETUPS
from tests.toy import asked, marked, toy_case

__all__ = ["case"]  # fixtures, under the names the tests ask for


class TestEveryKind:
    """What holds for all of them."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_has_a_face(self, kind):
        """Each kind names a widget that exists."""
        assert KINDS[kind].face in FACES

    @pytest.mark.parametrize("kind", KINDS)
    def test_its_face_reads_what_it_is_told(self, case, kind):
        """Every field of a setup is read by the face's script, and stands in the setup that its tests try."""
        home, exercise, _ = held_of_kind(case, kind)
        told = exercise.traits(home.page)
        unread = [name for name in told if f"setup.{name}" not in FACES[exercise.face]._esm]
        assert (unread, set(SETUPS[exercise.face])) == ([], set(told))

    @pytest.mark.parametrize("kind", KINDS)
    def test_nothing_is_blank(self, case, kind):
        """No answer is no answer, in whatever shape it comes."""
        assert [blank for blank in (None, "", [], {}) if not of_kind(case, kind).is_blank(blank)] == []

    @pytest.mark.parametrize("kind", KINDS)
    def test_what_does_not_fit_is_understood_as_nothing(self, case, kind):
        """Whoever looks back on an answer to an older wording meets none, and no error."""
        assert [of_kind(case, kind).understood(odd) for odd in (None, {"duck": "quack"}, [["duck"]])] == [None] * 3

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("junk", [{"duck": object}, [[1]], True, 1j], ids=str)
    def test_refuses_junk_with_a_sentence(self, case, kind, junk):
        """An answer of another shape is refused by name, never with a traceback of another kind."""
        exercise = of_kind(case, kind)
        with pytest.raises(AnswerError, match=f"^{exercise.id}: "):
            exercise.accept(junk)

    @pytest.mark.parametrize("kind", KINDS)
    def test_shows_no_answer(self, case, kind):
        """What a face is told holds nothing of the key's reasons."""
        home, exercise, key = held_of_kind(case, kind)
        assert key.because not in str(exercise.traits(home.page))

    @pytest.mark.parametrize("kind", KINDS)
    def test_its_reveal_gives_the_reason(self, case, kind):
        """The answer is never shown without its reason."""
        home, exercise, key = held_of_kind(case, kind)
        assert key.because in " ".join(remark.text for remark in exercise.reveal(key, home.page))

    def test_its_hash_stays_while_its_words_stay(self, case, tmp_path):
        """An exercise read again has the same hash."""
        again = of_kind(toy_case(tmp_path / "again"), "choose")
        assert again.asked == of_kind(case, "choose").asked

    def test_its_hash_changes_with_a_word(self, case):
        """An answer to older wording can be told from one to this."""
        exercise = of_kind(case, "choose")
        assert exercise.model_copy(update={"prompt": "Who else?"}).asked != exercise.asked


class TestChoose:
    """One of several; all or nothing."""

    def test_the_right_one_earns_all_and_says_why(self, case):
        """Right comes with its reason."""
        assert marked(case, "who-counted", "gardener") == (
            1,
            [("right", "The gardener is the subject of counted.")],
        )

    def test_each_wrong_one_has_its_own_sentence(self, case):
        """The remark speaks of the option that was chosen."""
        assert marked(case, "who-counted", "nobody") == (0, [("wrong", "Somebody is described.")])

    def test_any_of_a_list_is_right(self, case):
        """A key that accepts two options gives full points for either."""
        exercise, key = asked(case, "who-counted")
        wide = key.model_copy(update={"value": ["gardener", "baker"]})
        assert [exercise.mark(wide, option, case.page).share for option in wide.value] == [1, 1]

    def test_refuses_what_is_not_offered(self, case):
        """The message lists what is."""
        with pytest.raises(AnswerError, match="“duck” is not offered here; gardener, baker, nobody are"):
            asked(case, "who-counted")[0].accept("duck")


class TestChooseSeveral:
    """Any number; scored by overlap."""

    def test_all_that_belong_earn_all(self, case):
        """The right set in any order is right."""
        assert marked(case, "which-weakened", ["confirmed", "reportedly"])[0] == 1

    def test_a_missed_one_is_counted_and_not_given_away(self, case):
        """How many ticks are missing is said; which ones is for the learner to find."""
        assert marked(case, "which-weakened", ["reportedly"]) == (
            pytest.approx(2 / 3),
            [("wrong", "One more tick is missing.")],
        )

    def test_a_missed_one_is_explained_when_the_answer_is_shown(self, case):
        """Whoever asks for the answer reads why each option belongs."""
        exercise, key = asked(case, "which-weakened")
        assert "“confirmed”: It strengthens." in [r.text for r in exercise.reveal(key, case.page)]

    def test_a_wrong_one_is_explained(self, case):
        """What was ticked by mistake is named, with why it does not belong."""
        assert marked(case, "which-weakened", ["reportedly", "confirmed", "counted"]) == (
            0.8,
            [("wrong", "“counted”: It reports an act.")],
        )

    def test_a_double_tick_counts_once(self, case):
        """Sending an option twice changes nothing."""
        assert marked(case, "which-weakened", ["reportedly", "reportedly", "confirmed"])[0] == 1


class TestLabel:
    """A label for each item; the share that is right."""

    def test_half_right_earns_half(self, case):
        """Each row counts on its own."""
        given = {"forty-ducks": "fact", "sixty-next": "opinion"}
        assert marked(case, "kinds-of-claim", given) == (
            0.5,
            [
                ("note", "1 of 2 rows are right."),
                ("wrong", "Row 2, “The pond club expects at least 60 ducks next spring”: Next spring is to come."),
            ],
        )

    def test_a_tempting_label_has_its_own_sentence(self, case):
        """A label that people often choose is answered in its own words."""
        given = {"forty-ducks": "fact", "sixty-next": "fact"}
        assert marked(case, "kinds-of-claim", given)[1][1][1].endswith("Nobody can count what is to come.")

    def test_a_row_left_out_is_not_called_wrong(self, case):
        """What is not labelled yet earns nothing, and is only noted."""
        assert marked(case, "kinds-of-claim", {"forty-ducks": "fact"}) == (
            0.5,
            [("note", "1 of 2 rows are right."), ("note", "Row 2 is not labelled yet.")],
        )

    def test_what_is_said_of_a_row_names_its_item(self, case):
        """A page says it in that row, without saying again which row it is; right rows are named too."""
        exercise, key = asked(case, "kinds-of-claim")
        mark = exercise.mark(key, {"forty-ducks": "fact", "sixty-next": "opinion"}, case.page)
        about = [(remark.item, remark.why) for remark in mark.remarks]
        assert (mark.right, about) == (("forty-ducks",), [("", ""), ("sixty-next", "Next spring is to come.")])

    def test_a_shown_answer_names_each_item(self, case):
        """The whole key, row by row: what a page says in each row is its label and why."""
        exercise, key = asked(case, "kinds-of-claim")
        shown = exercise.reveal(key, case.page)
        assert [remark.item for remark in shown] == ["forty-ducks", "sixty-next", ""]
        assert shown[1].why == "about the future. Next spring is to come."

    def test_claims_of_two_neighbouring_paragraphs_stand_in_their_text(self, case):
        """Where each stands is told in the order of the text: a page may show them there."""
        exercise = asked(case, "kinds-of-claim")[0].model_copy(
            update={"claims": ("bread-liked", "last-spring", "forty-ducks")}
        )
        found = exercise.passages(case.page)
        texts = [case.article.paragraphs[1], case.article.paragraphs[2]]
        assert [(one["number"], one["text"]) for one in found] == [(1, texts[0]), (2, texts[1])]
        quotes = [one["text"][at["start"] : at["end"]] for one in found for at in one["items"]]
        assert quotes == [case.page.claims[name].quote for name in ("forty-ducks", "last-spring", "bread-liked")]

    @pytest.mark.parametrize(
        "more", [{"claims": ("forty-ducks", "sixty-next")}, {"rows": {"a": "Some."}}, {"claims": ()}], ids=str
    )
    def test_items_that_stand_elsewhere_have_no_text(self, case, more):
        """Paragraphs apart, and items of no article, are a table and nothing else."""
        exercise = asked(case, "kinds-of-claim")[0].model_copy(update={"claims": ("forty-ducks",), **more})
        assert exercise.passages(case.page) == []

    def test_a_set_of_labels_may_be_accepted(self, case):
        """Any label of an accepted list is right."""
        exercise, key = asked(case, "kinds-of-claim")
        wide = key.model_copy(update={"value": {**key.value, "forty-ducks": ["fact", "estimate"]}})
        given = {"forty-ducks": "estimate", "sixty-next": "forecast"}
        assert exercise.mark(wide, given, case.page).share == 1

    @pytest.mark.parametrize("answer", [{"duck": "fact"}, {"forty-ducks": "rumour"}])
    def test_refuses_an_unknown_row_or_label(self, case, answer):
        """Only rows and labels that are offered are accepted."""
        with pytest.raises(AnswerError, match="is not offered here"):
            asked(case, "kinds-of-claim")[0].accept(answer)

    def test_rows_without_a_label_are_blank(self, case):
        """Lists that were opened and left alone are no answer."""
        assert asked(case, "kinds-of-claim")[0].is_blank({"forty-ducks": "", "sixty-next": ""})

    def test_its_rows_are_the_words_of_the_claims(self, case):
        """A claim is shown as the article says it."""
        shown = asked(case, "kinds-of-claim")[0].traits(case.page)["items"]
        assert shown["sixty-next"] == "The pond club expects at least 60 ducks next spring"


class TestPredict:
    """A guess is recorded, never scored."""

    @pytest.mark.parametrize("guess", ["april", "may"])
    def test_any_guess_gets_the_reveal_and_no_points(self, case, guess):
        """Right or wrong, a guess is said again beside what turned out."""
        told = f"You said: {guess.title()}. May had 40, April 31."
        assert marked(case, "guess-the-month", guess) == (None, [("note", told)])

    def test_refuses_a_guess_that_is_not_offered(self, case):
        """Only the options can be guessed."""
        with pytest.raises(AnswerError, match="“june” is not offered here"):
            asked(case, "guess-the-month")[0].accept("june")

    def test_a_number_may_be_guessed_where_a_unit_is_given(self, case):
        """Without options a guess is a number."""
        exercise = asked(case, "guess-the-month")[0].model_copy(update={"options": {}, "unit": "ducks"})
        assert (exercise.accept(1960), exercise.in_words(1960, case.page)) == (1960, "1,960 ducks")


class TestDeck:
    """Cards turned up one at a time."""

    def test_a_vote_is_answered_card_by_card(self, case):
        """After one card only that card is spoken of."""
        assert marked(case, "turn-the-cards", ["yes"]) == (None, [("note", "The baker: Liking is no harm.")])

    def test_the_whole_deck_gets_its_point(self, case):
        """After the last card the deck's own sentence follows."""
        assert marked(case, "turn-the-cards", ["open", "yes"])[1] == [
            ("right", "The baker: Liking is no harm."),
            ("right", "The vet: He says harm."),
            ("note", "Only the vet speaks of harm."),
        ]

    @pytest.mark.parametrize("votes", [["yes"] * 3, ["duck"]])
    def test_refuses_votes_that_were_not_asked(self, case, votes):
        """One vote a card, out of the options."""
        with pytest.raises(AnswerError, match="one vote for each of 2 cards"):
            asked(case, "turn-the-cards")[0].accept(votes)


class TestText:
    """A few sentences, looked at by a person."""

    def test_gets_samples_to_compare_and_no_points(self, case):
        """A text is answered with three scored samples."""
        share, said = marked(case, "in-your-words", "The gardener counted.")
        assert (share, len(said)) == (None, 4)

    def test_a_sample_says_its_level_and_why(self, case):
        """Each sample comes with its level on each criterion and a reason."""
        assert marked(case, "in-your-words", "Ducks")[1][1] == (
            "note",
            "Sample 1\n\n“The gardener counted 40.”\n\n  4 of 4 · a source is named\n\nIt names one.",
        )

    def test_blanks_are_no_text(self, case):
        """Spaces and line ends answer nothing."""
        assert asked(case, "in-your-words")[0].is_blank(" \n ")
