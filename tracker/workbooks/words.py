"""The words that printed sheets and messages share."""

from collections.abc import Mapping

from tracker.reports.behalf import EntryWay

WAYS: Mapping[EntryWay, str] = {
    EntryWay.OWN: "số đơn vị tự nhập",
    EntryWay.PAPER: "bản giấy",
    EntryWay.TELEPHONE: "điện thoại",
    EntryWay.OTHER: "cách khác",
    EntryWay.ROLLUP: "số tổng hợp từ các đơn vị",
}
