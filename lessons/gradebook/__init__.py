"""Hand-ins and a key -> a gradebook: whole or not at all, and again whenever the key changes."""
