"""What everything else stands on: errors, names, reasons, grids, and columns of the database."""
