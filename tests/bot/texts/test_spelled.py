"""Numbers in words are what a Vietnamese reader says, and what our own reader reads back."""

import random
from decimal import Decimal

import pytest

from bot.reading.tokens.numerals import read_numeral
from bot.texts.common.spelled import spelled

WORDS = {
    "0": "không",
    "10": "mười",
    "15": "mười lăm",
    "21": "hai mươi mốt",
    "24": "hai mươi tư",
    "105": "một trăm linh năm",
    "1005": "một nghìn không trăm linh năm",
    "1250300": "một triệu hai trăm năm mươi nghìn ba trăm",
    "3004000005": "ba tỷ không trăm linh bốn triệu không trăm linh năm",
    "1000000000000": "một nghìn tỷ",
    "-41.46": "âm bốn mươi mốt phẩy bốn sáu",
}


@pytest.mark.parametrize(("value", "words"), WORDS.items())
def test_a_number_in_words(value: str, words: str) -> None:
    assert spelled(Decimal(value)) == words


def test_what_is_said_is_read_as_the_same_number() -> None:
    lot = random.Random(1)
    for number in [lot.randrange(10 ** lot.randrange(1, 13)) for _ in range(2000)]:
        words = spelled(Decimal(number)).split()
        read = read_numeral(words)
        assert read is not None
        assert read.number == number, words
        assert read.words == len(words), words
