"""What a person is to their unit, in words."""

from collections.abc import Mapping

from tracker.office.officers import Role

ROLES: Mapping[Role, str] = {
    Role.OFFICER: "cán bộ điền báo cáo",
    Role.LEADER: "lãnh đạo",
    Role.DESK: "cán bộ theo dõi",
    Role.ADMIN: "quản trị",
}
