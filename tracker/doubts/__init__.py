"""What is doubtful in a report, which cell it is, and what was probably meant: relations held against a unit's own past."""
