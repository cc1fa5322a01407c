"""The words with which labels of rows begin."""

COUNTS, SHARES = "Số ", "Tỷ lệ "
