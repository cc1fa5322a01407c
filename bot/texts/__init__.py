"""Every sentence that a person reads, by subject."""


def fault(code: str) -> str:
    """When our code is wrong."""
    return (
        f"Xin lỗi, máy gặp lỗi khi xử lý tin vừa rồi (mã lỗi {code}). Số liệu đã nhập trước đó vẫn còn. "
        "Anh/chị gửi lại tin, nếu vẫn lỗi xin báo mã này cho người quản trị."
    )


def instead(code: str) -> str:
    """In place of a message that a channel did not take."""
    return (
        f"Tin vừa rồi không gửi được, mã {code}. Số liệu đã nhập vẫn còn. "
        "Anh/chị gõ “menu” để làm tiếp; nếu vẫn vậy, xin báo mã này cho người quản trị."
    )
