"""The menu, joining, what an administrator sends, who changed what."""
