"""Widgets: what the page says reaches the listener, and what has no kernel reads well. No browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from traitlets import TraitError

from lessons.widgets import FACES, QuestionWidget, ReaderWidget, ShareWidget
from lessons.widgets.question import OLDER

SETUPS: dict[str, dict[str, Any]] = {
    "choice": {"options": {"a": "the <gardener>", "b": "a baker"}, "several": False},
    "deck": {"cards": [{"title": "The <baker>", "text": "They like it."}], "options": {"y": "yes"}},
    "function": {"about": "A part & a <whole>.", "examples": ["share(1, 4) → 25.0"]},
    "labels": {"items": {"a": "40 <ducks>"}, "labels": {"fact": "a fact"}, "passages": []},
    "links": {"nodes": {"a": "the <office>", "b": "the club"}, "verb": "told"},
    "marker": {"find": "the <hedge>", "paragraphs": [{"number": 1, "text": "About 25.", "words": [[0, 5]]}]},
    "ordering": {"items": {"a": "said <so>"}, "first": "most certain", "last": "least certain"},
    "prediction": {"options": {"m": "<May>"}, "unit": "", "low": None, "high": None},
    "quantity": {"ask": "the <share>", "units": {"p": "percent"}, "bases": {"e": "expected"}, "interval": False},
    "search": {"question": "Who <counted>?", "minutes": 5, "choices": {"a": "the office"}, "pages": []},
    "writing": {"criteria": ["a <source>"], "words": 30},
}

READER: dict[str, Any] = {
    "paragraphs": [
        {"number": 0, "sentences": [[{"text": "Ducks"}]]},
        {"number": 1, "sentences": [[{"text": "Forty <were> "}, {"text": "there."}], [{"text": "Gone."}]]},
    ]
}


class Page:
    """The browser's end of the wire: keeps what a widget sends."""

    comm_id = "page"

    def __init__(self, widget: QuestionWidget) -> None:
        self.widget = widget
        self.sent: list[dict[str, Any]] = []
        widget.comm = self

    def send(self, data: dict[str, Any], buffers: object = None, **_: object) -> None:
        """Called by the widget; only custom messages are kept."""
        if data["method"] == "custom":
            self.sent.append(data["content"])

    def on_msg(self, _: object) -> None:
        """The wire is there; nothing is called back."""

    def close(self, *_: object, **__: object) -> None:
        """The wire is cut when the widget goes."""

    def says(self, **message: Any) -> None:
        """Send a custom message as the page would."""
        self.widget._handle_custom_msg(message, [])


@pytest.fixture
def choice() -> QuestionWidget:
    """A question with two options."""
    return FACES["choice"](name="Question 1.1", setup=SETUPS["choice"])


@pytest.fixture
def heard(choice: QuestionWidget) -> list[tuple[str, Any, float | None]]:
    """What a listener of that question has heard."""
    told: list[tuple[str, Any, float | None]] = []
    choice.listen(lambda *said: told.append(said))
    return told


class TestQuestion:
    """What the page says, and what is heard."""

    def test_a_changed_answer_is_heard(self, choice, heard):
        """A trait set by the page tells the listener of a change."""
        choice.set_state({"value": "a"})
        assert heard == [("change", "a", None)]

    def test_a_changed_sureness_is_heard_with_the_answer(self, choice, heard):
        """Sureness alone is a change too."""
        choice.set_state({"confidence": 80})
        assert heard == [("change", None, 80)]

    def test_a_commit_carries_its_own_answer(self, choice, heard):
        """The button sends the answer with it, so that it cannot overtake the trait."""
        Page(choice).says(type="commit", value="b", confidence=70)
        assert heard[-1] == ("commit", "b", 70)

    def test_a_commit_leaves_the_answer_in_the_widget(self, choice, heard):
        """After the button the widget holds what was sent."""
        Page(choice).says(type="commit", value="b", confidence=70)
        assert (choice.value, choice.confidence) == ("b", 70)

    @pytest.mark.parametrize("act", ["hint", "show", "change"])
    def test_other_acts_are_heard_by_name(self, choice, heard, act):
        """Asking for a hint or for the answer is heard as that."""
        Page(choice).says(type=act, value="a")
        assert heard[-1] == (act, "a", None)

    def test_hello_is_answered_and_no_act(self, choice, heard):
        """The page asks whether a kernel is there, and only the page is answered."""
        page = Page(choice)
        page.says(type="hello")
        assert (page.sent, heard) == ([{"type": "alive"}], [])

    def test_an_act_is_acknowledged(self, choice, heard):
        """The page learns that its act was heard, by the act's own name."""
        page = Page(choice)
        page.says(type="commit", value="a", id="act-1")
        assert page.sent == [{"type": "heard", "id": "act-1"}]

    def test_an_act_sent_twice_is_heard_once(self, choice, heard):
        """A page sends again what it had no answer to; it is one act all the same."""
        for _ in range(2):
            Page(choice).says(type="commit", value="a", id="act-1")
        assert heard == [("commit", "a", None)]

    def test_what_waited_in_a_page_is_heard_in_order(self, choice, heard):
        """Answered while no kernel was there: handed over in one go, each acknowledged."""
        page = Page(choice)
        acts = [{"type": "change", "value": "a", "id": "1"}, {"type": "commit", "value": "b", "id": "2"}]
        page.says(type="late", number=0, acts=acts)
        assert (heard, [told["id"] for told in page.sent]) == (
            [("change", "a", None), ("commit", "b", None)],
            ["1", "2"],
        )

    def test_what_waited_too_long_is_left_out_and_told(self, choice, heard):
        """Where somebody has answered since, the newer answer stays, and the page says so."""
        choice.number, choice.state = 3, "Recorded."
        Page(choice).says(type="late", number=2, acts=[{"type": "commit", "value": "b", "id": "1"}])
        assert (heard, choice.state) == ([], OLDER)

    def test_without_a_listener_nothing_breaks(self, choice):
        """A question that nobody listens to still takes its answer."""
        Page(choice).says(type="commit", value="a")
        assert choice.value == "a"

    @pytest.mark.parametrize("value", [None, "a", 40, 66.7, ["a"], {"a": "fact"}, [{"start": 0}]])
    def test_takes_any_plain_answer(self, choice, value):
        """An answer is whatever JSON its face sends."""
        choice.set_state({"value": value})
        assert choice.value == value


class TestFaces:
    """One widget for each kind of answer."""

    def test_each_setup_is_tried(self):
        """No face is left out of these tests."""
        assert set(SETUPS) == set(FACES)

    @pytest.mark.parametrize("face", SETUPS)
    def test_its_repr_is_the_same_in_every_kernel(self, face):
        """Printed, a widget is its name, whatever was answered."""
        widget = FACES[face](name="Question 1.1", setup=SETUPS[face], value="a")
        assert repr(widget) == f"<{type(widget).__name__}>"

    @pytest.mark.parametrize("face", SETUPS)
    def test_reads_without_a_kernel(self, face):
        """The stored output has an HTML face."""
        data = FACES[face](setup=SETUPS[face])._repr_mimebundle_()
        assert "text/html" in (data[0] if isinstance(data, tuple) else data)

    @pytest.mark.parametrize("face", SETUPS)
    def test_its_still_escapes_html(self, face):
        """A word in angle brackets is shown, not taken for HTML."""
        words = re.findall(r"<(\w+)>", str(SETUPS[face]))
        still = FACES[face](setup=SETUPS[face]).still()
        assert [f"<{word}>" in still for word in words] == [False for _ in words]

    @pytest.mark.parametrize("face", SETUPS)
    def test_its_still_shows_every_word(self, face):
        """Nothing is lost where no kernel runs: words in angle brackets can be read."""
        words = re.findall(r"<(\w+)>", str(SETUPS[face]))
        still = FACES[face](setup=SETUPS[face]).still()
        assert [f"&lt;{word}&gt;" in still for word in words] == [True for _ in words]

    def test_a_paragraph_to_mark_is_escaped(self):
        """The words of the article are shown as they are."""
        setup = {"find": "it", "paragraphs": [{"number": 1, "text": "<script>alert(1)</script>", "words": []}]}
        assert "<script>" not in FACES["marker"](setup=setup).still()

    @pytest.mark.parametrize("face", SETUPS)
    def test_its_still_does_not_change_with_the_answer(self, face):
        """What is stored for a blank notebook is what is stored for an answered one."""
        widget = FACES[face](setup=SETUPS[face])
        before = widget.still()
        widget.value = "a"
        assert widget.still() == before

    @pytest.mark.parametrize("face", SETUPS)
    def test_its_script_is_one_module_without_a_network(self, face):
        """Frame and face are one script, which fetches nothing; the name that drawings have is no address."""
        script = str(FACES[face]._esm).replace("http://www.w3.org/2000/svg", "")
        assert ("drawFace" in script, "http://" in script, "https://" in script) == (True, False, False)

    @pytest.mark.parametrize("face", SETUPS)
    def test_its_script_writes_no_html(self, face):
        """Texts reach the page as text, never as HTML."""
        assert "innerHTML" not in str(FACES[face]._esm)


class TestReader:
    """The article to read."""

    def test_its_still_is_the_article(self):
        """Without a kernel the numbered paragraphs are there, escaped."""
        still = ReaderWidget(**READER).still()
        assert "<h3><small>0</small> Ducks</h3><p><small>1</small> Forty &lt;were&gt; there. Gone.</p>" in still

    def test_the_page_may_switch_labels_on(self):
        """Which labels are shown is told by the page."""
        reader = ReaderWidget(**READER)
        reader.set_state({"shown": ["kind"]})
        assert reader.shown == ["kind"]

    def test_its_repr_is_the_same_in_every_kernel(self):
        """Printed, the reader is its name."""
        assert repr(ReaderWidget(**READER)) == "<ReaderWidget>"


VIEW = {"part": 0, "base": 0, "part_figure": 40, "base_figure": 60}


class TestInstruments:
    """A drawing with controls."""

    def test_a_moved_knob_is_seen(self):
        """Who watches the value hears of it once."""
        knobs = ShareWidget(name="Share", value=VIEW)
        seen: list[Any] = []
        knobs.observe(lambda change: seen.append(change["new"]), names="value")
        knobs.set_state({"value": {**VIEW, "part_figure": 30}})
        assert seen == [{**VIEW, "part_figure": 30}]

    @pytest.mark.parametrize("view", [{"part": "none"}, {"part_figure": "many"}])
    def test_a_view_of_another_kind_is_refused(self, view):
        """Where the knobs stand has a type: a page cannot send words for a number."""
        with pytest.raises(TraitError):
            ShareWidget(value=VIEW).set_state({"value": {**VIEW, **view}})

    def test_its_still_is_the_chart_as_first_drawn(self):
        """What is stored does not follow the slider."""
        knobs = ShareWidget(name="Share", value=VIEW)
        knobs.still_chart = "<figure></figure>"
        knobs.set_state({"value": {**VIEW, "part_figure": 30}})
        assert knobs.still() == "<figure></figure>"
