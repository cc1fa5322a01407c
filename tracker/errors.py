"""The broken rules of the tracker; each class docstring is its sentence for the administrator and the log."""

from typing import ClassVar


class TrackerError(Exception):
    """The tracker refused."""

    sentence: ClassVar[str]

    def __init_subclass__(cls) -> None:
        """Take the sentence from the docstring, so that a rule cannot go without one."""
        cls.sentence = " ".join((cls.__doc__ or "").split())

    def __init__(self, **facts: object) -> None:
        """Keep the facts that fill the sentence's {names}."""
        super().__init__(self.sentence.format(**facts))
        self.facts = facts


class UnitUnknown(TrackerError):
    """There is no unit {code!r}; list them with `dunghan unit list`."""


class UnitTableWrong(TrackerError):
    """Row {row} of the unit table: {why}; nothing was imported."""


class OfficerUnknown(TrackerError):
    """There is no officer {name!r}; list them with `dunghan officer list`."""


class OfficerAmbiguous(TrackerError):
    """{name!r} fits several officers ({candidates}); give the number instead."""


class FormUnknown(TrackerError):
    """There is no form {code!r}; list them with `dunghan form list`."""


class FormWrong(TrackerError):
    """Form {code}: {why}."""


class FormChanged(TrackerError):
    """Form {code} version {version} is already in use with other content; give the changed form a new version."""


class PeriodUnreadable(TrackerError):
    """{text!r} is not a period; write 2024-Q1, 2024-H1, 2024-9M, 2024-Y or 2024-M03."""


class TooEarly(TrackerError):
    """{what}, {wanted}, must be later than {than}."""


class SwapUnknown(TrackerError):
    """Nothing was said about {day}; list the days with `dunghan day list YEAR`."""


class DueRuleUnreadable(TrackerError):
    """{text!r} is no due rule; write 17 (the next 17th), +3 (days later) or +2w (working days later), or 17 09:00."""


class ScheduleUnknown(TrackerError):
    """There is no schedule {number}; list them with `dunghan schedule list`."""


class ScheduleExists(TrackerError):
    """Schedule {number} opens these rounds already; end it first with `dunghan schedule end {number}`."""


class LevelUnknown(TrackerError):
    """No unit is of level {level!r}; the levels are {levels}."""


class UnitNotBelow(TrackerError):
    """{unit} does not stand below {of} on {day}, when the data closes."""


class RoundUnknown(TrackerError):
    """There is no round {form} {period}; list them with `dunghan round list`."""


class RoundExists(TrackerError):
    """Round {form} {period} is already open for {unit}."""


class RoundWithoutUnits(TrackerError):
    """{unit} has no unit below it that could report."""


class ReportUnknown(TrackerError):
    """{unit} has no report {form} {period}."""


class RowUnknown(TrackerError):
    """The form has no row {key!r}."""


class RowNotAsked(TrackerError):
    """Row {key} takes no figure from this unit: it opens a section, or another level ({by}) reports it."""


class ReportClosed(TrackerError):
    """The report is {state}; its figures stand."""


class ReportLocked(TrackerError):
    """The report was locked at {locked_at}; the desk can open it again."""


class ReportNotLocked(TrackerError):
    """The report is not locked; its figures can be entered as before."""


class ReportIncomplete(TrackerError):
    """{count} rows have no figure yet, the first is {key}."""


class ReportQuestioned(TrackerError):
    """{count} findings are neither corrected nor explained, the first is {rule}."""


class RuleBlocks(TrackerError):
    """{rule} must hold; it cannot be kept with a reason."""


class WrongState(TrackerError):
    """A report that is {state} cannot be {wanted}."""


class ReasonMissing(TrackerError):
    """A reason is needed."""


class ExtensionWaiting(TrackerError):
    """An extension of this report was asked for already and waits for an answer."""


class ExtensionDecided(TrackerError):
    """The extension was granted or refused already."""


class ExtensionPointless(TrackerError):
    """The report was handed in already; its first submission decides on time or late."""


class UploadRefused(TrackerError):
    """The uploaded file was refused."""


class UploadEmpty(UploadRefused):
    """The file has no content; send it again."""


class SpreadsheetTooLarge(UploadRefused):
    """The file is larger than {most} MB; delete pictures and sheets that do not belong to the report."""


class NotASpreadsheet(UploadRefused):
    """The file is of no kind that can be read, whatever its name; in Excel, save it as Excel Workbook (.xlsx)."""


class OldSpreadsheet(UploadRefused):
    """The file is in the format of Excel 97-2003 (.xls) or older; in Excel, save it as Excel Workbook (.xlsx)."""


class BinarySpreadsheet(UploadRefused):
    """The file is an Excel binary workbook (.xlsb); in Excel, save it as Excel Workbook (.xlsx)."""


class XmlSpreadsheet(UploadRefused):
    """The file is XML, not a workbook; if Excel opens it, save it there as Excel Workbook (.xlsx)."""


class OpenDocument(UploadRefused):
    """The file is in the OpenDocument format of LibreOffice (.ods); save it there as Excel 2007-365 (.xlsx)."""


class EncryptedSpreadsheet(UploadRefused):
    """The file is encrypted with a password; take the password off and send it again."""


class WordDocument(UploadRefused):
    """The file is a Word document; copy its table into a spreadsheet or send the form that the bot gave."""


class PdfDocument(UploadRefused):
    """The file is a PDF; send the spreadsheet that it was printed from."""


class Picture(UploadRefused):
    """The file is a picture; send the spreadsheet itself."""


class WebPage(UploadRefused):
    """The file is a web page that some programs export under the name .xls; in Excel, save it as Excel Workbook (.xlsx)."""


class TextTable(UploadRefused):
    """The file is text with separators (CSV); open it in Excel and save it as Excel Workbook (.xlsx)."""


class FileArchive(UploadRefused):
    """The file is an archive with other files in it; unpack it and send the spreadsheet alone."""


class SpreadsheetWithMacros(UploadRefused):
    """The workbook has macros (.xlsm); in Excel, save it as Excel Workbook (.xlsx), which leaves them out."""


class SpreadsheetDamaged(UploadRefused):
    """The workbook is damaged or was cut off on its way: {why}; open it in Excel, save it and send it again."""


class SpreadsheetUnpacksTooLarge(UploadRefused):
    """The workbook unpacks to far more than its size, as a zip bomb does; copy the table into a new workbook."""


class SpreadsheetWithTooManyParts(UploadRefused):
    """The workbook holds more than {most} parts; copy the table into a new workbook."""


class SpreadsheetWithEntities(UploadRefused):
    """A part of the workbook declares a document type or entities, which no spreadsheet program does; do not trust it."""


class SpreadsheetWithWrongPaths(UploadRefused):
    """A part of the workbook is named to be written outside of it, which no spreadsheet program does; do not trust it."""


class SpreadsheetWithTwinParts(UploadRefused):
    """The workbook holds two parts of the same name, so that programs differ on what it says; do not trust it."""


class SpreadsheetMisdeclared(UploadRefused):
    """A part of the workbook is not what its directory declares, in size or name; do not trust it."""


class SpreadsheetTooDeep(UploadRefused):
    """A part of the workbook is nested deeper than any spreadsheet program writes it; do not trust it."""


class SpreadsheetWithoutSheets(UploadRefused):
    """The workbook has no visible sheet with cells (only charts or hidden sheets); show the sheet and save it again."""


class SpreadsheetWithTooManySheets(UploadRefused):
    """The workbook has {count} visible sheets, more than {most}; send one with the sheets of the report alone."""


class CellTooFar(UploadRefused):
    """Cell {cell} has a value, outside of the first {rows} rows and {columns} columns; delete it or move the table."""


class CellTwice(UploadRefused):
    """Cell {cell} stands twice in the sheet, so that programs differ on its value; open it in Excel and save it again."""


class TooManyCells(UploadRefused):
    """The workbook has more than {most} filled cells; send one with the sheets of the report alone."""


class TooManyTexts(UploadRefused):
    """The workbook stores more than {most} texts; copy the table into a new workbook."""


class TextTooLong(UploadRefused):
    """A cell holds more than {most} characters, which is more than a spreadsheet can show; shorten it."""


class TextTooMuch(UploadRefused):
    """The texts of all cells together are longer than {most} characters; send the sheets of the report alone."""


class TooMuchFormatting(UploadRefused):
    """The workbook has more merged areas, columns or cell formats than any table needs; copy the table into a new one."""


class SpreadsheetTooSlow(UploadRefused):
    """The workbook could not be read within {seconds} seconds; delete empty rows with formats, or copy the table anew."""


class SpreadsheetTooHeavy(UploadRefused):
    """The workbook needs more memory than a table may; copy the table without formats into a new workbook."""


class UploadReaderFailed(UploadRefused):
    """The reader of uploads stopped ({status}); its trace is in the log and the workbook that did it is worth keeping."""
