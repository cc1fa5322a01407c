"""Every sentence that a person reads, by subject."""


def fault(code: str) -> str:
    """When our code is wrong."""
    return (
        f"Xin lỗi, máy gặp lỗi khi xử lý tin vừa rồi (mã lỗi {code}). Số liệu đã nhập trước đó vẫn còn. "
        "Anh/chị gửi lại tin, nếu vẫn lỗi xin báo mã này cho người quản trị."
    )
