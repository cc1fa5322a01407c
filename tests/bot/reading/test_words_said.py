"""What is said of a heading instead of words for it, as officers type it; whatever else is typed are the words."""

import pytest

from bot.reading.words_said import Worded, WordsSaid, read_words_said
from tracker.kernel.names import fold

SAID = {
    "như kỳ trước": WordsSaid(Worded.SAME),
    "giữ như quý trước nhé": WordsSaid(Worded.SAME),
    "lấy lại lời kỳ trước": WordsSaid(Worded.SAME),
    "y như cũ": WordsSaid(Worded.SAME),
    "không thay đổi ạ": WordsSaid(Worded.SAME),
    "như kỳ trước hết": WordsSaid(Worded.SAME, "", every=True),
    "các mục còn lại như kỳ trước": WordsSaid(Worded.SAME, "", every=True),
    "tất cả đều như lần trước": WordsSaid(Worded.SAME, "", every=True),
    "không có": WordsSaid(Worded.NONE, "Không có."),
    "dạ không ạ": WordsSaid(Worded.NONE, "Không có."),
    "chưa có": WordsSaid(Worded.NONE, "Chưa có."),
    "không phát sinh": WordsSaid(Worded.NONE, "Không phát sinh."),
    "còn lại không có": WordsSaid(Worded.NONE, "Không có.", every=True),
    "không có hết": WordsSaid(Worded.NONE, "Không có.", every=True),
    "bỏ": WordsSaid(Worded.DROP),
    "xóa mục này": WordsSaid(Worded.DROP),
    "bỏ qua": WordsSaid(Worded.LATER),
    "để sau nhé": WordsSaid(Worded.LATER),
    "xong rồi": WordsSaid(Worded.LATER, "", every=True),
}
WORDS = (
    "Không có văn bản nào được ban hành",
    "Giữ nguyên cơ cấu tổ chức như kỳ trước, bổ sung 01 công chức",
    "Bỏ 02 thủ tục",
    "thêm 02 lớp tập huấn",
    "Như kỳ trước\nvà 02 lớp tập huấn",
    "Tiếp tục thực hiện các nhiệm vụ còn lại",
)


@pytest.mark.parametrize("text", SAID)
def test_it_is_understood_with_and_without_diacritics(text: str) -> None:
    for typed in (text, text.upper(), f" {text}. ", fold(text)):
        assert read_words_said(typed) == SAID[text], typed


@pytest.mark.parametrize("text", WORDS)
def test_what_says_more_are_the_words(text: str) -> None:
    assert read_words_said(text) == WordsSaid(Worded.NEW, text)


@pytest.mark.parametrize("text", ["thêm: đã mở 02 lớp", "Bổ sung : đã mở 02 lớp", "them vao: đã mở 02 lớp"])
def test_what_is_to_be_added(text: str) -> None:
    assert read_words_said(text) == WordsSaid(Worded.ADD, "đã mở 02 lớp")
