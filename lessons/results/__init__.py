"""Answers that were handed in and a key -> what each learner earned, with every status kept apart."""
