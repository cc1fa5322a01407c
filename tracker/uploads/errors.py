"""Why a file that somebody sent is not read; each class docstring is its sentence for the administrator and the log."""

from tracker.kernel.errors import TrackerError


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


class FileUnavailable(UploadRefused):
    """The channel did not give the file; send it again."""


class UploadReaderFailed(UploadRefused):
    """The reader of uploads stopped ({status}); its trace is in the log and the workbook that did it is worth keeping."""


class NotADocument(UploadRefused):
    """The file is no text that can be read; send the .docx, or a .pdf that was saved from it."""


class OldDocument(UploadRefused):
    """The file is in an old or another format of text (.doc, .rtf, .odt); in Word, save it as Word Document (.docx)."""


class DocumentTooLarge(UploadRefused):
    """The file is larger than {most} MB; take the pictures out and send it again."""


class DocumentLocked(UploadRefused):
    """The document is encrypted with a password; take the password off and send it again."""


class DocumentDamaged(UploadRefused):
    """The document is damaged or not whole: {why}; open it in Word, save it and send it again."""


class DocumentUnsafe(UploadRefused):
    """The document is built as no program builds one ({why}); copy its text into a new document."""


class DocumentTooLong(UploadRefused):
    """The document is longer than {most}; send the report alone."""


class DocumentTooSlow(UploadRefused):
    """The document could not be read within {seconds} seconds; copy its text into a new document."""


class DocumentTooHeavy(UploadRefused):
    """The document needs more memory than a text may; copy its text into a new document."""


class PdfWithoutText(UploadRefused):
    """The PDF holds pictures of pages and no text; send the .docx, or a .pdf that was saved from it."""


class PdfGarbled(UploadRefused):
    """The letters of the PDF do not stand in their words, for want of a font; send the .docx from which it was saved."""
