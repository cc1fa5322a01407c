"""The words with which labels of rows begin."""

COUNTS, SHARES, SUMS = "Số ", "Tỷ lệ ", "Tổng "
