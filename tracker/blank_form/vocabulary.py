"""The words by which a printed appendix is recognised, as patterns where they vary."""

MARK = r"[-+•*–]|\(?[a-zđ][.)]?|trong do:?"  # instead of a row's number
STAMPS = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
STAMPED = r"(?<!\w)(TUYỆT MẬT|TỐI MẬT)(?!\w)"
PLAIN_STAMP = r"(?<!BẢO )(?<!BÍ )(?<!CƠ )(?<!CẨN )(?<!THÂN )(?<!\w)(MẬT)(?! ĐỘ| KHẨU| MÃ| THIẾT| ONG| VỤ| NGHỊ| THƯ)(?!\w)"
BEFORE_STAMP = r"^(mức )?(độ )?mật ?: ?"
APPENDIX, NOTES = "Phụ lục ...", "Ghi chú"  # as offices head them
