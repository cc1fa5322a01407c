"""Choices: where there are no buttons, after their question, and between yes and no."""

from collections.abc import Sequence

GONE = "Đây là lựa chọn của một câu trước; số liệu không thay đổi."
YES_OR_NO = "Tôi chưa hiểu tin này là có hay không. Anh/chị chọn một câu trả lời dưới đây hoặc gõ lại chữ đó."


def written_out(labels: Sequence[str], *, numbered: bool) -> list[str]:
    """Lines that offer the choices: by number, or in words where a number would be taken for a figure."""
    if numbered:
        return [f"{number}. {label}" for number, label in enumerate(labels, start=1)]
    return ["Có thể gõ: " + " · ".join(labels)] if labels else []


def gone(label: str, about: str) -> str:
    """To whoever takes a choice that was for an earlier question: what it was."""
    return f"“{label}” là lựa chọn của câu trước ({about}); số liệu không thay đổi."
