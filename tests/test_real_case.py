"""The case that comes along: complete, consistent, and every key grades its own exercise."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from lessons.case import examine
from lessons.exercises import AnyExercise, Function
from lessons.exercises.marks import Grade
from tests.learners import right, wrong

SEEDS = Path(__file__).parent.parent / "seeds"
EXAMINED = {path.parent.name: examine(path.parent) for path in sorted(SEEDS.glob("*/case.toml"))}
CASES = [case for case, _ in EXAMINED.values() if case]
CASE = CASES[0]
KEYS = {id: key for case in CASES for keys in (case.practice, case.graded) for id, key in keys.items()}
HOMES = {exercise.id: case for case in CASES for lesson in case.lessons for exercise in lesson.exercises}
ALL = [exercise for case in CASES for lesson in case.lessons for exercise in lesson.exercises]
GRADED = [exercise for exercise in ALL if exercise.graded]
#: every variant of what is graded, with its key
PAIRS = [
    pytest.param(*pair, id=f"{exercise.id}, variant {number}" if number else exercise.id)
    for exercise in GRADED
    for number, pair in enumerate(zip(exercise.each, KEYS[exercise.id].each, strict=True))
]
EXERCISES = [exercise for lesson in CASE.lessons for exercise in lesson.exercises]


def graded(exercise: AnyExercise, answer: object) -> Grade:
    """The grade of an answer under the exercise's own key."""
    return exercise.grade(KEYS[exercise.id], answer, HOMES[exercise.id].page)


@pytest.mark.parametrize("name", EXAMINED)
def test_a_case_has_no_fault(name):
    """Every case that comes along passes its own check."""
    assert [str(fault) for fault in EXAMINED[name][1]] == []


def test_no_exercise_id_stands_in_two_cases():
    """Answers to both articles go into one book: an id means one exercise."""
    assert len({exercise.id for exercise in ALL}) == len(ALL)


def test_the_words_of_the_article_are_unchanged():
    """The article is the text that was chosen, to the byte."""
    words = (SEEDS / "north-korea-russia" / "article.txt").read_bytes()
    assert hashlib.sha256(words).hexdigest() == "f53feacd7446508ac032cfb5914645bf84184cec5fa0cfda4dca0a0adad9e8e8"


def test_the_ledger_is_complete():
    """Claims, sources, numbers and times are as many as two readers who worked apart found."""
    found = len(CASE.claims), len(CASE.sources), len(CASE.numbers), len(CASE.times)
    assert (62 <= found[0] <= 80, found[1:]) == (True, (12, 12, 20))


def test_every_paragraph_with_words_has_claims():
    """No paragraph is left out of the ledger, save the empty source line."""
    assert {claim.paragraph for claim in CASE.claims} == set(range(len(CASE.article.paragraphs) - 1))


def test_every_report_is_there():
    """All rows of the evidence are in the case, each with publisher and address."""
    assert (len(CASE.reports), all(report.publisher and report.address for report in CASE.reports)) == (163, True)


def test_a_lesson_has_at_most_twenty_two_questions():
    """A lesson fits its time: of a bank only eight are asked."""
    asked = {
        lesson.number: sum(e.stage != "bank" for e in lesson.exercises)
        + min(8, sum(e.stage == "bank" for e in lesson.exercises))
        for lesson in CASE.lessons
    }
    assert {number: count for number, count in asked.items() if count > 22} == {}


def test_access_says_how_only_where_the_page_does():
    """On this page nobody says how they saw it: what is known of access is that somebody speaks of their own."""
    assert {claim.access for claim in CASE.claims} == {"own", "unclear"}


def test_every_claim_explains_its_verdict():
    """No verdict stands without its reason."""
    assert [claim.id for claim in CASE.claims if len(claim.verdict_why) < 15] == []


def test_a_settled_verdict_names_its_evidence():
    """Only “cannot be checked here” may stand without a report."""
    bare = [claim.id for claim in CASE.claims if not claim.evidence and claim.verdict != "cannot be checked here"]
    assert bare == []


@pytest.mark.parametrize(("exercise", "key"), PAIRS)
def test_a_key_gives_its_own_answer_full_points(exercise, key):
    """The right answer to every variant earns every point, with the reason."""
    home = HOMES[exercise.id]
    given = exercise.grade(key, right(exercise, key, home), home.page)
    assert (given.points, [r.text for r in given.remarks]) == (exercise.points, [key.because])


@pytest.mark.parametrize(("exercise", "key"), PAIRS)
def test_a_wrong_answer_earns_nothing_and_is_explained(exercise, key):
    """The sample of a wrong answer to every variant earns no point, and something is said about it."""
    home = HOMES[exercise.id]
    given = exercise.grade(key, wrong(exercise, key, home), home.page)
    assert (given.points, bool(given.remarks)) == (0, True)


VARIED = pytest.mark.parametrize("exercise", [e for e in GRADED if e.variants], ids=lambda exercise: exercise.id)


@VARIED
def test_variants_are_explained_alike(exercise):
    """Nobody is given a variant with fewer slips explained, or fewer wrong bases and units offered."""
    tables = ("wrong_number", "wrong_base", "wrong_unit")
    explained = {tuple(len(getattr(key, table)) for table in tables) for key in KEYS[exercise.id].each}
    assert len(explained) == 1


@VARIED
def test_every_slip_of_a_variant_gets_its_own_sentence(exercise):
    """A known slip earns nothing, and is told apart from every other."""
    told = {}
    for asked, key in zip(exercise.each, KEYS[exercise.id].each, strict=True):
        for slip in key.wrong_number:
            given = {**right(asked, key, CASE), "number": slip.number}
            told[slip.because] = [remark.text for remark in asked.grade(key, given, CASE.page).remarks]
    assert told == {because: [because] for because in told}


@VARIED
def test_variants_take_their_figures_from_the_series(exercise):
    """Every figure in the source material of a variant stands in the case's monthly series."""
    months = [CASE.series.month(name) for name in CASE.series.months]
    counted = {f"{value:,.0f}" for month in months for value in month.values() if isinstance(value, float)}
    printed = {figure for asked in exercise.each for figure in re.findall(r"\d[\d,]+\d", asked.extract)}
    assert printed - counted - {"2024", "2025"} == set()


def test_nothing_is_not_wrong():
    """An exercise that was not attempted is blank, which is not the same as wrong."""
    assert [exercise.id for exercise in ALL if graded(exercise, None).status != "blank"] == []


@pytest.mark.parametrize("lesson", CASE.lessons, ids=lambda lesson: lesson.slug)
def test_a_lesson_has_ten_machine_graded_items(lesson):
    """Every lesson holds at least ten items that a machine can grade, recall left out."""
    asked = [e for e in lesson.exercises if e.graded and e.points and e.stage != "recall"]
    assert len(asked) >= 10


@pytest.mark.parametrize("lesson", CASE.lessons, ids=lambda lesson: lesson.slug)
def test_a_lesson_has_at_most_one_text_to_compare_and_one_to_hand_in(lesson):
    """A learner lays at most one text a lesson beside samples, and a teacher reads at most one."""
    texts = [e.id for e in lesson.exercises if e.kind == "text"]
    handed_in = sum(id in CASE.graded for id in texts)
    assert (handed_in <= 1, len(texts) - handed_in <= 1) == (True, True)


def test_marking_by_hand_and_running_functions_can_be_tried():
    """The public sample of what is handed in holds a text and functions, so a teacher can try both."""
    kinds = [e.kind for e in EXERCISES if e.id in CASE.graded]
    assert (kinds.count("text"), kinds.count("function")) == (1, 2)


@pytest.mark.parametrize("lesson", [lesson for lesson in CASE.lessons if lesson.number], ids=lambda n: n.slug)
def test_sound_and_flawed_items_are_mixed(lesson):
    """Every lesson has items to find sound and items to find flawed, so that suspicion alone never pays."""
    assert {e.sound for e in lesson.exercises} >= {True, False}


def test_the_cold_read_is_half_sound():
    """Of the ten items of the cold read, five are sound and five are flawed."""
    cold = [e.sound for e in CASE.lesson("cold-read").exercises if e.stage == "cold"]
    assert (cold.count(True), cold.count(False)) == (5, 5)


def test_the_second_form_is_matched_to_the_first():
    """Each item of form B has a partner of form A: the same skill, sound where that is sound, another sentence."""
    forms = {form: {e.pair: e for e in EXERCISES if e.form == form} for form in "AB"}
    matched = {pair: (e.sound, e.show == forms["A"][pair].show) for pair, e in forms["B"].items()}
    assert matched == {pair: (e.sound, False) for pair, e in forms["A"].items()}


def test_every_item_of_a_form_prints_its_source():
    """Nobody needs outside knowledge: what the sentence is held against stands in the item."""
    assert [e.id for e in EXERCISES if e.form and len(e.extract) < 40] == []


def test_the_bank_has_four_items_for_each_lesson():
    """Eight questions can be built from anybody's errors."""
    bank = [e.recalls for e in EXERCISES if e.stage == "bank"]
    assert {slug: bank.count(slug) for slug in bank} == {lesson.slug: 4 for lesson in CASE.lessons[1:7]}


def test_nobody_is_asked_to_bet_on_the_dead_or_wounded():
    """No confidence is asked, and no prediction made, on people killed or wounded."""
    hurt = re.compile(r"\b(killed|wounded|injured|casualt|losses|dead|deaths)\b", re.IGNORECASE)
    texts = {e.id: e.prompt + " ".join(CASE.claim(id).quote for id in (*e.about, *e.show)) for e in EXERCISES}
    assert [e.id for e in EXERCISES if (e.confidence or e.kind == "predict") and hurt.search(texts[e.id])] == []


def test_the_right_option_is_not_the_longest_one():
    """Choosing the longest option is no better than one and a half times chance."""
    choices = [e for e in EXERCISES if e.kind == "choose" and e.points and isinstance(KEYS[e.id].value, str)]
    longest = [max(e.options, key=lambda o: len(e.options[o])) == KEYS[e.id].value for e in choices]
    chance = sum(1 / len(e.options) for e in choices)
    assert sum(longest) <= 1.5 * chance


def test_no_place_in_the_list_is_favoured():
    """Always choosing the same place is no better than one and a half times chance."""
    choices = [
        e
        for e in EXERCISES
        if e.kind == "choose" and e.points and isinstance(KEYS[e.id].value, str) and e.stage != "cold"
    ]
    places = [list(e.options).index(KEYS[e.id].value) for e in choices]
    chance = sum(1 / len(e.options) for e in choices)
    assert max(places.count(place) for place in set(places)) <= 1.5 * chance


def test_recall_looks_one_lesson_back_and_three():
    """Recall questions come from the lesson before and, where there is one, from three lessons before."""
    numbers = {lesson.slug: lesson.number for lesson in CASE.lessons}
    back = {
        lesson.number: {lesson.number - numbers[e.recalls] for e in lesson.exercises if e.stage == "recall"}
        for lesson in CASE.lessons
        if lesson.number
    }
    assert {n: gaps for n, gaps in back.items() if not gaps <= {1, 2, 3} or 1 not in gaps} == {}


def function_exercises() -> list[AnyExercise]:
    """The exercises that ask for a function."""
    return [exercise for exercise in EXERCISES if isinstance(exercise, Function)]


@pytest.mark.parametrize("exercise", function_exercises(), ids=lambda exercise: exercise.id)
def test_a_function_has_a_paper_twin_that_earns_the_same(exercise):
    """Nobody needs to program: a number worked out on paper earns the same points."""
    twin = next(e for e in EXERCISES if e.id == exercise.same_as)
    assert twin.points == exercise.points
