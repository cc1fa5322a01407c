"""What a desk looks for: read from its words or from a button, found among its own units and rounds."""
