"""Tasks (nhiệm vụ): assigned, followed, finished on time, and counted into the report."""
