"""Labels of choices that sentences of several subjects quote."""

REOPEN = "Sửa lại báo cáo"
