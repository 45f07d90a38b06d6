"""A question in Markdown: the sentences it is about, the material it rests on, and what is asked."""

from __future__ import annotations

from lessons.case.model import Case
from lessons.exercises import AnyExercise


def question_text(exercise: AnyExercise, case: Case) -> str:
    """What stands above the answer, on the page and on paper."""
    quoted = dict.fromkeys(
        f"> {case.sentence(id)}  \n> <small>{case.settings.called}, paragraph {case.claim(id).paragraph}</small>"
        for id in exercise.show
    )
    extract = [_clipping(exercise.extract)] if exercise.extract else []
    return "\n\n".join([*quoted, *extract, exercise.prompt.strip()])


def _clipping(extract: str) -> str:
    """A quotation that can be folded away."""
    quoted = "\n".join(f"> {line}".rstrip() for line in extract.strip().splitlines())
    return f"<details open><summary>Source material</summary>\n\n{quoted}\n\n</details>"
