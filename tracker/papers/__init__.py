"""Documents that are printed, with their words, in the layout of Nghị định 30/2020/NĐ-CP."""
