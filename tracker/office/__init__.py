"""Units and the officers who act for them."""
