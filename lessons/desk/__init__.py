"""The learner's side: what a notebook says in one line."""
