"""Late work: what a policy takes off, to the second, and never by a guess."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.errors import GradingError
from lessons.gradebook import late_policy
from lessons.gradebook.late import lateness
from lessons.gradebook.late_policy import Policy, extensions_of_nobody, read_policy
from lessons.handins.moments import read_span, span_in_words
from lessons.handins.people import Learner
from tests.toy import unhurried

DUE = datetime.datetime.fromisoformat("2026-11-20T23:59:00+01:00")
ANA = Learner(id="17", name="Ana Li", email="Ana.Li@school.example", login="anali")
STEPS = """\
due = 2026-11-20T23:59:00+01:00
grace = "15 minutes"
[[steps]]
after = "0 minutes"
keeps = 0.9
[[steps]]
after = "1 day"
keeps = 0.5
[[steps]]
after = "7 days"
keeps = 0.0
"""


def policy(folder: Path, text: str = STEPS) -> Policy:
    """The policy of a file that holds this."""
    path = folder / "late.toml"
    path.write_text(text, encoding="utf-8")
    return read_policy(path)


def kept(policy: Policy, learner: Learner = ANA, **after: float) -> tuple[float, str]:
    """What is kept of work handed in so long after the due time, and why."""
    late, _ = lateness(policy, learner, DUE + datetime.timedelta(**after))
    assert late is not None
    return late.keeps, late.because


class TestLateness:
    """Grace, then steps, each boundary still in time."""

    @pytest.mark.parametrize(
        ("after", "keeps"),
        [
            ({"days": -3}, 1.0),
            ({"seconds": 0}, 1.0),
            ({"minutes": 15}, 1.0),
            ({"minutes": 15, "seconds": 1}, 0.9),
            ({"days": 1}, 0.9),
            ({"days": 1, "seconds": 1}, 0.5),
            ({"days": 7}, 0.5),
            ({"days": 7, "seconds": 1}, 0.0),
            ({"days": 400}, 0.0),
        ],
    )
    def test_boundaries(self, tmp_path, after, keeps):
        """Exactly at a boundary is in time; a second later is not."""
        assert kept(policy(tmp_path), **after)[0] == keeps

    @pytest.mark.parametrize(
        ("after", "because"),
        [
            ({"days": -1}, "In time: due 20 November 2026, 23:59 UTC+01:00."),
            (
                {"minutes": 4},
                "4 minutes late, within the 15 minutes of grace (due 20 November 2026, 23:59 UTC+01:00): "
                "nothing is taken off.",
            ),
            (
                {"days": 1, "hours": 2},
                "1 day 2 hours late (due 20 November 2026, 23:59 UTC+01:00): 50 % of the points are kept.",
            ),
            ({"days": 8}, "8 days late (due 20 November 2026, 23:59 UTC+01:00): no points are kept."),
        ],
    )
    def test_the_reason_is_a_sentence_for_the_learner(self, tmp_path, after, because):
        """How late, against which due time, and what that takes."""
        assert kept(policy(tmp_path), **after)[1] == because

    def test_without_steps_nothing_is_taken(self, tmp_path):
        """A due time alone shows lateness and costs nothing."""
        assert kept(policy(tmp_path, "due = 2026-11-20T23:59:00+01:00\n"), days=2)[0] == 1.0

    def test_seconds_late_are_told(self, tmp_path):
        """The row says how late it was."""
        late, _ = lateness(policy(tmp_path), ANA, DUE + datetime.timedelta(minutes=20))
        assert late is not None
        assert late.seconds == 1200

    def test_zones_are_reckoned_with(self, tmp_path):
        """The same moment elsewhere is the same moment."""
        tokyo = datetime.datetime.fromisoformat("2026-11-21T07:59:00+09:00")
        late, _ = lateness(policy(tmp_path), ANA, tokyo)
        assert late is not None
        assert late.seconds == 0

    def test_a_time_without_a_zone_is_in_the_zone_of_due(self, tmp_path):
        """Moodle writes the teacher's own time."""
        late, _ = lateness(policy(tmp_path), ANA, datetime.datetime(2026, 11, 21, 0, 0))
        assert late is not None
        assert late.seconds == 60

    def test_an_unknown_time_takes_nothing(self, tmp_path):
        """No time, no number; where the LMS says “late” all the same, the teacher is told."""
        told = [lateness(policy(tmp_path), ANA, None, marked_late) for marked_late in (None, False, True)]
        assert [(late, [problem.found for problem in odd]) for late, odd in told] == [
            (None, []),
            (None, []),
            (None, ["The LMS's file name says “late”, but not when it was handed in."]),
        ]

    @unhurried
    @given(st.lists(st.tuples(st.integers(0, 99), st.floats(0, 1)), max_size=5), st.integers(-99, 9999))
    def test_later_never_keeps_more(self, steps, minutes):
        """Whatever the steps: between nothing and all, and falling with time."""
        hours = sorted({hour for hour, _ in steps})
        shares = sorted((share for _, share in steps), reverse=True)[: len(hours)]
        rows = [{"after": f"{hour} hours", "keeps": share} for hour, share in zip(hours, shares, strict=True)]
        made = Policy.model_validate({"due": DUE, "steps": rows})
        sooner, later = kept(made, minutes=minutes)[0], kept(made, minutes=minutes + 30)[0]
        assert 0 <= later <= sooner <= 1


class TestExtensions:
    """More time for one learner."""

    @pytest.mark.parametrize("who", ["17", "anali", "ana.li@SCHOOL.example"])
    def test_by_id_login_or_email(self, tmp_path, who):
        """However the instructor names the learner."""
        made = policy(tmp_path, f'{STEPS}[extensions]\n"{who}" = "3 days"\n')
        keeps, because = kept(made, days=3)
        assert (keeps, because) == (1.0, "In time: with the extension due 23 November 2026, 23:59 UTC+01:00.")

    @pytest.mark.parametrize(
        "time", ["2026-11-23T23:59:00+01:00", '"2026-11-23T22:59:00Z"', '"2026-11-23 23:59 +01:00"']
    )
    def test_a_new_due_time(self, tmp_path, time):
        """An extension may be a time as well as a span."""
        made = policy(tmp_path, f"{STEPS}[extensions]\n17 = {time}\n")
        assert (kept(made, days=3)[0], kept(made, days=3, minutes=16)[0]) == (1.0, 0.9)

    def test_others_have_none(self, tmp_path):
        """An extension is one learner's."""
        made = policy(tmp_path, f'{STEPS}[extensions]\n"ben" = "3 days"\n')
        assert kept(made, days=2)[0] == 0.5

    def test_of_two_the_later_counts(self, tmp_path):
        """A learner named twice is not punished for it."""
        made = policy(tmp_path, f'{STEPS}[extensions]\n"17" = "1 day"\n"anali" = "3 days"\n')
        assert kept(made, days=3)[0] == 1.0

    def test_an_extension_of_nobody_is_found(self, tmp_path):
        """A misspelt address would cost somebody points."""
        made = policy(tmp_path, f'{STEPS}[extensions]\n"anna" = "1 day"\n"anali" = "1 day"\n')
        assert extensions_of_nobody(made, [ANA]) == ("anna",)


class TestReadPolicy:
    """A policy that cannot be meant is refused before it costs anybody points."""

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("+01:00", "", "found due = 2026-11-20 23:59:00; expected a time with its zone"),
            ("T23:59:00+01:00", "", "found due = 2026-11-20; expected a day, a time and a zone"),
            ("due = 2026-11-20T23:59:00+01:00", "", "found no “due”; expected it"),
            ('"15 minutes"', "15", "found grace = 15; expected a span of time"),
            ('"15 minutes"', '"soon"', "found grace = 'soon'; expected a span of time"),
            ('"15 minutes"', '"-1 day"', "expected a span of time"),
            ('"15 minutes"', '"999999 weeks"', "expected a span of time"),
            ("0.9", "1.1", "found keeps of step 1 = 1.1; expected a share from 0 to 1, such as 0.9"),
            ("0.5", "-0.1", "expected a share from 0 to 1"),
            ("0.5", "nan", "keeps of step 2 = nan"),
            ("0.5", "true", "keeps of step 2 = True"),
            ("0.5", "0.95", "more is kept after “1 day” than before"),
            ('"1 day"', '"24 hours"\nkept = 1', "found “kept of step 2”; expected due, grace, steps"),
            ('"7 days"', '"1 day"', "two steps after “1 day”"),
            ("keeps = 0.0\n", 'keeps = 0.0\n[extensions]\nana = "tomorrow"\n', "extensions.ana = 'tomorrow'"),
            ("keeps = 0.0\n", "keeps = 0.0\n[extensions]\nana = 2026-11-25\n", "extensions.ana = 2026-11-25"),
            (
                "keeps = 0.0\n",
                "keeps = 0.0\n[extensions]\nana = 2026-11-01T00:00:00Z\n",
                "“ana” that ends before due",
            ),
            ("keeps = 0.0", "keeps 0.0", "cannot be read as a late policy"),
        ],
    )
    def test_refused_in_a_sentence(self, tmp_path, old, new, message):
        """What was found, what was expected, what to do."""
        with pytest.raises(GradingError) as refused:
            policy(tmp_path, STEPS.replace(old, new))
        assert message in str(refused.value)

    def test_a_missing_file(self, tmp_path):
        """No traceback for a slip in the path."""
        with pytest.raises(GradingError, match=r"late\.toml cannot be read"):
            read_policy(tmp_path / "late.toml")

    def test_the_example_in_the_docstring_is_a_policy(self, tmp_path):
        """What an instructor copies works."""
        example = late_policy.__doc__.split("TOML file:\n", 1)[1].split("\nExactly")[0]
        made = policy(tmp_path, "\n".join(line.removeprefix("    ") for line in example.splitlines()))
        assert (len(made.steps), sorted(made.extensions)) == (3, ["ana.li@school.example", "ben"])

    @unhurried
    @given(st.text(max_size=120))
    def test_any_text_is_read_or_refused(self, tmp_path_factory, text):
        """Nothing but ``GradingError`` comes out of a damaged policy."""
        path = tmp_path_factory.getbasetemp() / "late.toml"
        path.write_bytes(b"due = 2026-11-20T23:59:00Z\n" + text.encode("utf-8", "replace"))
        try:
            made = read_policy(path)
        except GradingError:
            return
        assert made.due.year == 2026


class TestSpans:
    """Spans of time in words."""

    @pytest.mark.parametrize(
        ("words", "seconds"),
        [
            ("15 minutes", 900),
            ("2 days 4 hours", 187200),
            ("1 week, 1 day and 30 min", 693000),
            ("1.5 hours", 5400),
            ("90s", 90),
            ("1d 2h", 93600),
            ("0 minutes", 0),
        ],
    )
    def test_read(self, words, seconds):
        """As a person writes them."""
        span = read_span(words)
        assert span is not None
        assert span.total_seconds() == seconds

    @pytest.mark.parametrize("words", ["", "soon", "15", "minutes", "1 month", "3 days ago", "1 day -2 hours"])
    def test_refuse(self, words):
        """What is not certain is not guessed."""
        assert read_span(words) is None

    @unhurried
    @given(st.integers(0, 10**7))
    def test_said_and_read_again(self, seconds):
        """What is told to a learner is exact."""
        span = datetime.timedelta(seconds=seconds)
        assert read_span(span_in_words(span)) == span
