"""What was received: once each, with the files that came along."""
