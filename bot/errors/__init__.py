"""What the bot refuses by, beside the broken rules of the tracker."""
