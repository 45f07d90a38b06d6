"""Who is in the class: rosters, lateness, and points back into the LMS’s own file."""
