"""What a teacher takes to class: sheets, a plan and slides, all made from a case."""
