"""What a learner is given back: a page with every reason."""
