"""The words by which a yearly plan is read, as patterns where they vary."""

COMMITTEE = ("UBND", "Ủy ban nhân dân")
DUE_DAYS = "31/12/2024, Tháng 3/2024, Quý I/2024 or Thường xuyên"  # as plans write them
DOCUMENT = (
    r"số:?\s*(?P<number>[0-9]+[\w/.-]*)[\s,]*ngày\s+(?P<day>[0-9]{1,2})(?:/|-|\s+tháng\s+)(?P<month>[0-9]{1,2})"
    r"(?:/|-|\s+năm\s+)(?P<year>20[0-9]{2})(?:\s+của\s+(?P<body>[^;)]+))?"
)
