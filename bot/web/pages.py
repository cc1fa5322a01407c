"""The pages that links open: plain HTML without script, for old telephones too; what they say is in bot/texts/links.py."""

from html import escape

from starlette.responses import HTMLResponse

from bot.texts.common import links as sentences

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
}
_PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 18px/1.5 sans-serif; margin: 0 auto; padding: 16px; max-width: 560px; color: #111; background: #fff; }}
h1 {{ font-size: 22px; line-height: 1.3; margin: 8px 0 16px; }}
p {{ margin: 0 0 16px; overflow-wrap: break-word; word-wrap: break-word; }}
label {{ display: block; font-weight: bold; margin-bottom: 8px; }}
input, button {{ display: block; box-sizing: border-box; width: 100%; font: inherit; margin-bottom: 20px; }}
input {{ padding: 12px; border: 2px solid #555; border-radius: 6px; background: #fff; color: #111; }}
button {{ min-height: 52px; border: 0; border-radius: 6px; background: #0b57d0; color: #fff; font-weight: bold; }}
img {{ display: block; width: 100%; margin-bottom: 16px; border: 1px solid #ccc; }}
.wrong {{ border-left: 6px solid #b3261e; padding-left: 12px; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""
_ACCEPT = ' accept=".xlsx,.docx,.pdf,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"'
_FORM = """<p>{about}</p>
<p>{hint}</p>
<form method="post" enctype="multipart/form-data">
<input type="hidden" name="once" value="{once}">
<label for="file">{field}</label>
<input type="file" id="file" name="file" required{accept}>
<button type="submit">{button}</button>
</form>"""


def said(title: str, sentence: str, status: int = 200) -> HTMLResponse:
    """A page with one sentence."""
    return _page(title, _sentence(sentence, wrong=status >= 400), status)  # noqa: PLR2004 - from here on HTTP refuses


def upload_form(about: str, once: str, wrong: str = "", *, any_kind: bool = False) -> HTMLResponse:
    """The page with the one field; `about` is what the file is for, `once` makes that one press counts once."""
    form = _FORM.format(
        about=escape(about),
        hint=escape(sentences.UPLOAD_HINT_ANY if any_kind else sentences.UPLOAD_HINT),
        once=escape(once),
        field=escape(sentences.UPLOAD_FIELD_ANY if any_kind else sentences.UPLOAD_FIELD),
        accept="" if any_kind else _ACCEPT,
        button=escape(sentences.UPLOAD_BUTTON),
    )
    said_before = f"{_sentence(wrong, wrong=True)}\n" if wrong else ""
    title = sentences.UPLOAD_TITLE_ANY if any_kind else sentences.UPLOAD_TITLE
    return _page(title, said_before + form, 400 if wrong else 200)


def pictures(title: str, count: int) -> HTMLResponse:
    """The pages of a workbook under each other; their addresses are beside that of this page."""
    shown = [
        f'<img src="{number}" alt="{escape(sentences.PICTURE_OF_PAGE.format(page=number))}">' for number in range(1, count + 1)
    ]
    page = _page(title, "\n".join(shown), 200)
    page.headers["Content-Security-Policy"] = f"{HEADERS['Content-Security-Policy']}; img-src 'self'"
    return page


def _sentence(sentence: str, *, wrong: bool) -> str:
    return f'<p class="wrong" role="alert">{escape(sentence)}</p>' if wrong else f"<p>{escape(sentence)}</p>"


def _page(title: str, body: str, status: int) -> HTMLResponse:
    return HTMLResponse(_PAGE.format(title=escape(title), body=body), status_code=status, headers=HEADERS)
