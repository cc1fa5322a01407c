"""Answers to courtesy: one short sentence."""

from collections.abc import Mapping

from bot.reading.courtesy import Courtesy

ANSWERS: Mapping[Courtesy, str] = {
    Courtesy.THANKS: "Không có gì ạ.",
    Courtesy.GREETING: "Chào anh/chị.",
    Courtesy.SORRY: "Không sao ạ.",
    Courtesy.AGREED: "Vâng ạ.",
}
