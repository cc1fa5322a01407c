"""What the pages say: their templates, and the sentences that are put together for them."""
