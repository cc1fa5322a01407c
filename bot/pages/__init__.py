"""What each page shows and what is done on it: plain functions over a session, which know no HTTP and no template."""
