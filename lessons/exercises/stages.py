"""The stages of a lesson, once: each with its title, and the verbs of a desk that ask it by another name."""

from __future__ import annotations

#: in the order of a lesson; a bank is drawn from and has no title of its own
STAGES = {
    "cold": "Cold read",
    "recall": "Recall",
    "predict": "Prediction",
    "guided": "Guided",
    "alone": "On your own",
    "explore": "Exhibits",
    "vote": "Votes",
    "write": "Your own words",
    "exit": "Exit question",
    "further": "Go further",
    "hand-in": "To hand in",
    "bank": "",
}
#: the rounds in which a stage is asked; once where none are named
ROUNDS = {"vote": ("first", "second")}
#: what a notebook says for a stage, where that is another word
VERBS = {"deck": "explore", "hunt": "explore", "hand_in": "hand-in", "from_errors": "bank"}


def known_stage(stage: str) -> str:
    """The stage itself, if there is such a one."""
    if stage not in STAGES:
        raise ValueError(f"“{stage}” is no stage; expected one of {', '.join(STAGES)}")
    return stage
