"""Mark spans: the words of the text that answer a question."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from lessons.article import Anchor, AnchorError, Span
from lessons.exercises.base import Exercise, Frozen, Json, Key, Page, Slip
from lessons.exercises.complaints import Complaint
from lessons.exercises.marks import Mark, Remark
from lessons.exercises.sets import overlap, still_missing


class Stretch(Slip):
    """Words of the article, by paragraph and quotation, and what to say about them."""

    paragraph: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    because: str = ""

    @property
    def anchor(self) -> Anchor:
        """Where they stand."""
        return Anchor(self.paragraph, self.quote, self.prefix, self.suffix)


class SpansKey(Key):
    """The stretches to find, the ones people mark by mistake, and why for each."""

    value: list[Stretch] = Field(min_length=1)
    wrong: list[Stretch] = Field(default_factory=list)
    sample_wrong: list[Stretch]


class MarkedSpan(Frozen):
    """One stretch as a learner marked it, in code points; the words go along for human readers."""

    paragraph: int = Field(ge=0)
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str = ""
    #: its last word is not chosen yet, and these are the words of its first
    begun: bool = False


class Spans(Exercise[SpansKey]):
    """Mark the words; scored word by word, by overlap with what is to be found."""

    kind: Literal["spans"]
    paragraphs: tuple[int, ...] = Field(min_length=1)
    find: str
    face = "marker"
    comes_back = True
    key_type = SpansKey
    shape = list[MarkedSpan]
    to_do = "Mark the words, then press the button."

    def accept(self, answer: Json) -> Json:
        return [span.model_dump(exclude={"begun"}) for span in super().accept(answer) if not span.begun]

    def is_blank(self, answer: Json) -> bool:
        return not answer or (isinstance(answer, list) and all(map(_is_begun, answer)))

    def lacks(self, answer: Json) -> str:
        begun = next(filter(_is_begun, answer or ()), None)
        if begun:
            return f"A mark begins at “{begun.get('quote', '')}”: choose its last word, or press Esc to let it go."
        return super().lacks(answer)

    def traits(self, page: Page) -> dict[str, Json]:
        return {"find": self.find, "paragraphs": [self._tokens(number, page) for number in self.paragraphs]}

    def _tokens(self, number: int, page: Page) -> dict[str, Json]:
        # the face draws words and gaps, so that only code points, counted here, ever travel
        text = page.article.paragraphs[number]
        words = page.article.words(Span(number, 0, len(text)))
        return {"number": number, "text": text, "words": [[word.start, word.end] for word in words]}

    def in_words(self, answer: Json, page: Page) -> str:
        return "; ".join(f"“{span['quote']}”" for span in answer)

    def stretches(self, key: SpansKey) -> set[tuple[int, str]]:
        return {(stretch.paragraph, stretch.quote) for stretch in key.value}

    def faults(self, key: SpansKey, page: Page) -> Iterator[Complaint]:
        last = len(page.article.paragraphs) - 1
        if any(not 0 <= number <= last for number in self.paragraphs):
            yield Complaint(f"paragraphs {list(self.paragraphs)}", f"0 to {last}", "Correct the numbers.")
            return
        for stretch in (*key.value, *key.wrong, *key.sample_wrong):
            yield from self._stretch_faults(stretch, page)
        yield from (
            Complaint(f"no because for “{s.quote}”", "one for each stretch", "Write it.")
            for s in [*key.value, *key.wrong]
            if not s.because
        )

    def _stretch_faults(self, stretch: Stretch, page: Page) -> Iterator[Complaint]:
        try:
            page.article.find(stretch.anchor)
        except AnchorError as error:
            yield Complaint(str(error), "the words once", "Quote the exact words; use prefix and suffix.")
        if stretch.paragraph not in self.paragraphs:
            yield Complaint(f"a stretch in paragraph {stretch.paragraph}", "one that is shown", "Correct it.")

    def sample_wrong(self, key: SpansKey, page: Page) -> Json:
        return self.from_key(key.sample_wrong, page)

    def from_key(self, stretches: list[Stretch], page: Page) -> Json:
        """An answer that marks just these stretches, as the face would send it."""
        spans = [(page.article.find(s.anchor), s.quote) for s in stretches]
        return [{"paragraph": s.paragraph, "start": s.start, "end": s.end, "quote": quote} for s, quote in spans]

    def reveal(self, key: SpansKey, page: Page) -> tuple[Remark, ...]:
        found = (Remark("note", f"“{stretch.quote}”: {stretch.because}") for stretch in key.value)
        return (*found, Remark("note", key.because))

    def judge(self, key: SpansKey, answer: Json, page: Page) -> Mark:
        marked = {w for s in answer for w in self._words(Span(s["paragraph"], s["start"], s["end"]), page)}
        wanted = {w for s in key.value for w in self._words(page.article.find(s.anchor), page)}
        share = overlap(marked, wanted)
        if share == 1.0:
            return Mark(1.0)
        return Mark(share, (*self._found(key, marked, page), *self._mistaken(key, marked, wanted, page)))

    def _words(self, span: Span, page: Page) -> set[Span]:
        known = span.paragraph in self.paragraphs and span.paragraph < len(page.article.paragraphs)
        return set(page.article.words(span)) if known else set()

    def _found(self, key: SpansKey, marked: set[Span], page: Page) -> Iterator[Remark]:
        words = [(stretch, self._words(page.article.find(stretch.anchor), page)) for stretch in key.value]
        for stretch, wanted in words:
            if wanted <= marked:
                yield Remark("right", f"“{stretch.quote}”: {stretch.because}")
            elif wanted & marked:
                yield Remark("wrong", f"Only partly marked: “{stretch.quote}”. {stretch.because}")
        yield from still_missing(sum(not wanted & marked for _, wanted in words), "mark")

    def _mistaken(self, key: SpansKey, marked: set[Span], wanted: set[Span], page: Page) -> Iterator[Remark]:
        left = marked - wanted
        for stretch in key.wrong:
            words = self._words(page.article.find(stretch.anchor), page)
            if words & left:
                left -= words
                yield Remark("wrong", f"“{stretch.quote}”: {stretch.because}", stretch.slip)
        if left:
            extra = ", ".join(f"“{page.article.text(word)}”" for word in sorted(left)[:6])
            yield Remark("wrong", f"Marked, but not part of it: {extra}. You were looking for {self.find}.")


def _is_begun(mark: Json) -> bool:
    return isinstance(mark, dict) and mark.get("begun") is True
