"""Scripts that measure and print tables; RESULTS.md holds what they printed, and on what machine."""
