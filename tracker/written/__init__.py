"""The written report: its outline as data, its sentences with figures of the appendix, and texts compared with an appendix."""
