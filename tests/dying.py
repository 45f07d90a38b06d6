"""Work that ends its process; in a file of its own, so that a worker need import nothing else."""

import os


def survive(numbers: tuple[int, ...]) -> int:
    """End the process at 2."""
    if 2 in numbers:
        os._exit(1)
    return len(numbers)
