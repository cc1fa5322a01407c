"""What goes in and what comes out, whatever the channel."""
