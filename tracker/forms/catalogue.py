"""Which forms there are: those that ship with the product, as files, and those that were published, in the database."""

import csv
import re
import tomllib
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

import sqlalchemy
from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.audit.log import Deed, What, note
from tracker.forms.files import keep_file
from tracker.forms.form import Approval, Form
from tracker.forms.row import Kind, Row
from tracker.forms.stored import build_form, loads
from tracker.kernel.errors import FormChanged, FormCodeWrong, FormUnknown
from tracker.kernel.keeping import kept
from tracker.kernel.names import like

_CODE, _LONGEST_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"), 40


def _options(text: str) -> tuple[tuple[str, str], ...]:
    """Read "0=Trực tuyến; 1=Phát phiếu" or, where the label itself is printed, "Có; Không"."""
    parts = re.split(r";\s*(?=[0-9]+=)" if "=" in text else ";", text)
    pairs = (part.strip().partition("=") for part in parts if part.strip())
    return tuple((code, label or code) for code, _, label in pairs)


@lru_cache(maxsize=64)
def official_form(code: str) -> Form:
    """The newest version of an official form that ships with the product; raises FormUnknown."""
    folder = files("tracker") / "forms" / "official"
    if not re.fullmatch(r"[a-z0-9-]+", code) or not (folder / f"{code}.toml").is_file():
        raise FormUnknown(code=code, like=like(code, official_codes()))
    data = tomllib.loads((folder / f"{code}.toml").read_text(encoding="utf-8"))
    data |= data.pop("checks")
    lines = (folder / f"{code}.tsv").read_text(encoding="utf-8").splitlines()
    rows = tuple(
        Row(**row | {"kind": Kind(row["kind"]), "options": _options(row["options"]), "italic": row["italic"] == "x"})
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    return build_form(data, rows)


def official_codes() -> list[str]:
    """The codes of the forms that ship with the product."""
    folder = files("tracker") / "forms" / "official"
    return sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))


class FormVersion(SQLModel, table=True):
    """A form as it was when a round opened: a report keeps the version that it was begun on. It never changes.

    `fingerprint` is that of the body, by which a form that was read once is known again without its body.
    """

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: int = Field(default=None, primary_key=True)
    code: str
    version: int
    body: str
    fingerprint: str

    @property
    def form(self) -> Form:
        """The form itself."""
        return loads(self.body)


def fingerprint_of(body: str) -> str:
    """What tells one body of a form from any other: SHA-256 in hexadecimal."""
    return sha256(body.encode()).hexdigest()


class VersionsSeen:
    """The fingerprints of the versions that a transaction came across, by their ids; they are never changed."""

    def __init__(self) -> None:
        """None yet."""
        self.fingerprints: dict[int, str] = {}


def note_version(session: Session, version_id: int, fingerprint: str) -> None:
    """Keep a version's fingerprint that was read along with something else."""
    kept(session, VersionsSeen).fingerprints[version_id] = fingerprint


_VERSIONS = FormVersion.__table__.c  # type: ignore[attr-defined]
_FINGERPRINTS = sqlalchemy.select(_VERSIONS.id, _VERSIONS.fingerprint).where(
    _VERSIONS.id.in_(bindparam("versions", expanding=True))
)
_BODY = sqlalchemy.select(_VERSIONS.body).where(_VERSIONS.id == bindparam("version"))
_MOST_FORMS = 64
_forms: dict[tuple[int, str], Form] = {}  # of the process: a version stays what it is, and another database's has another body


def form_of_version(session: Session, version_id: int) -> Form:
    """The form of a version, read from the database once in the life of the process."""
    seen = kept(session, VersionsSeen).fingerprints
    if version_id not in seen:
        return forms_of_versions(session, [version_id])[version_id]
    return _form(session, version_id, seen[version_id])


def forms_of_versions(session: Session, version_ids: Collection[int]) -> dict[int, Form]:
    """By version the forms: one query, and one more for each that the process has not read yet."""
    seen = kept(session, VersionsSeen).fingerprints
    unknown = [number for number in version_ids if number not in seen]
    if unknown:
        seen |= {number: found for number, found in session.execute(_FINGERPRINTS, {"versions": unknown})}  # noqa: C416 - a Row is no pair to dict()
    return {number: _form(session, number, seen[number]) for number in version_ids}


def _form(session: Session, version_id: int, fingerprint: str) -> Form:
    form = _forms.get((version_id, fingerprint))
    if form is None:
        form = loads(session.execute(_BODY, {"version": version_id}).scalar_one())
        if len(_forms) >= _MOST_FORMS:
            _forms.clear()
        _forms[version_id, fingerprint] = form
    return form


def publish_form(session: Session, form: Form) -> FormVersion:
    """Keep this version of the form; raises FormChanged if other content was published under the same version."""
    stored = session.exec(
        select(FormVersion).where(FormVersion.code == form.code, FormVersion.version == form.version)
    ).first()
    if stored is None:
        body = form.dumps()
        stored = FormVersion(code=form.code, version=form.version, body=body, fingerprint=fingerprint_of(body))
        session.add(stored)
        session.flush()
        note(session, Deed(What.FORM, "published", subject=f"{form.code} version {form.version}", new=form.name))
    elif stored.form != form:
        raise FormChanged(code=form.code, version=form.version)
    return stored


def published_form(session: Session, code: str) -> Form:
    """The newest version of this form, published or shipped with the product; raises FormUnknown."""
    stored = session.exec(
        select(FormVersion).where(FormVersion.code == code).order_by(col(FormVersion.version).desc())
    ).first()
    if stored is None and code not in official_codes():
        raise FormUnknown(code=code, like=like(code, published_codes(session)))
    if stored is None:
        return official_form(code)
    shipped = official_form(code) if code in official_codes() else None
    return shipped if shipped and shipped.version > stored.version else stored.form


def publish_content(
    session: Session, form: Form, approval: Approval | None = None, file: bytes | None = None
) -> tuple[Form, bool]:
    """Publish the form under its code's next version, unless the newest one says the same; the form, and whether it is new.

    Who approves its reports stands in no appendix: without `approval` it stays as in the newest version. `file` is the
    office's own workbook, which goes out filled. Raises FormCodeWrong.
    """
    if not _CODE.fullmatch(form.code) or len(form.code) > _LONGEST_CODE:
        raise FormCodeWrong(code=form.code)
    try:
        newest = published_form(session, form.code)
    except FormUnknown:
        newest = None
    form = replace(form, approval=approval or (newest.approval if newest else form.approval))
    if newest and replace(form, version=newest.version) == newest:
        return newest, False
    form = replace(form, version=newest.version + 1 if newest else 1)
    stored = publish_form(session, form)
    if file is not None:
        keep_file(session, stored.id, file)
    return form, True


def published_codes(session: Session) -> list[str]:
    """The codes of all forms, those that ship with the product and those that were imported."""
    return sorted({*official_codes(), *session.exec(select(FormVersion.code).distinct())})
