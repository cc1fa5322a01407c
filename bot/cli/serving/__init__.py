"""dunghan serve: the bot at work, alone or as several processes on one PostgreSQL."""
