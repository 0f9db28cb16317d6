"""Static audiences: CSV and Excel lists."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Mapping

import pytest

from maflow.compiler.files import MemoryFiles
from maflow.compiler.static_lists import StaticList, read_static_list
from maflow.dsl.catalogue import LANGUAGES, sentence
from maflow.dsl.diagnostics import Diagnostic
from maflow.dsl.source import Span

PATH_SPAN = Span("main.ma", 10, 25)
COLUMN_SPAN = Span("main.ma", 33, 40)


def read(content: bytes, column: str = "user_id", path: str = "lists/vip.csv") -> StaticList | Diagnostic:
    return read_in({path: content}, path, column)


def read_in(files: Mapping[str, bytes], path: str, column: str = "user_id") -> StaticList | Diagnostic:
    return read_static_list(MemoryFiles(files), path, column, PATH_SPAN, COLUMN_SPAN)


def told(found: StaticList | Diagnostic) -> str:
    """Return a diagnostic in one line; both languages must have its sentences."""
    assert isinstance(found, Diagnostic)
    for language in LANGUAGES:
        lines = [sentence(text, language) for text in (found.message, *found.help)]
        assert all(lines)
    at = "path" if found.span == PATH_SPAN else "column"
    fixes = [f"-> {edit.replacement}" for fix in found.fixes for edit in fix.edits]
    lines = [sentence(text, "en") for text in (found.message, *found.help)]
    return " | ".join([f"{found.code} {at}: {lines[0]}", *lines[1:], *fixes])


def xlsx(rows: str) -> bytes:
    """Return a workbook of one sheet, with these rows of its XML."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets>'
        '<sheet name="VIP" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize(
    "content",
    [
        b"user_id,name\nu1,Ann\nu2,Bo\n",
        b"user_id;name\r\nu1;Ann\r\nu2;Bo\r\n",
        b"user_id\tname\nu1\tAnn\nu2\tBo",
        b"user_id\nu1\nu2\n",
        b"\xef\xbb\xbfuser_id,name\nu1,Ann\nu2,Bo\n",
        "user_id,姓名\nu1,安\nu2,波\n".encode(),
        "user_id,姓名\nu1,安\nu2,波\n".encode("utf-16"),
        b"sep=;\nuser_id;a,b\nu1;x\nu2;y\n",
        b'"user_id","name"\n"u1","A, ""B"" \nC"\n"u2","Bo"\n',
        b"\n\nname, user_id \nAnn, u1 \nBo,\n\nCy\nDi,u2\n",
    ],
    ids=["commas", "semicolons", "tabs", "one column", "mark", "utf-8", "utf-16", "sep", "quotes", "blanks"],
)
def test_the_ids_of_a_column_are_read(content: bytes) -> None:
    found = read(content)
    assert isinstance(found, StaticList)
    assert list(found.ids()) == ["u1", "u2"]
    assert found.count() == 2
    assert list(found.ids()) == ["u1", "u2"]


def test_ids_of_excel_are_texts() -> None:
    rows = f"<row>{cell('A1', 'name')}{cell('B1', 'user_id')}</row>"
    rows += f"<row>{cell('A2', 'Ann')}<c r='B2'><v>1001</v></c></row>"
    rows += f"<row>{cell('A3', 'Bo')}{cell('B3', 'u2')}</row>"
    found = read(xlsx(rows), path="vip.xlsx")
    assert isinstance(found, StaticList)
    assert list(found.ids()) == ["1001", "u2"]


def test_excel_without_its_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert told(read(xlsx(""), path="vip.xlsx")) == (
        "MA101 path: reading the Excel file `vip.xlsx` needs a package that is not installed"
        ' | run `pip install "maflow[excel]"`, or save the list as `CSV UTF-8`'
    )


@pytest.mark.parametrize(
    ("path", "content", "expected"),
    [
        (
            "vip.csv",
            b"",
            "MA101 path: the list `vip.csv` is empty: expected a first line with the names of its columns",
        ),
        ("vip.csv", b"user_id\n\n \n", "MA101 path: the list `vip.csv` has no value in the column `user_id`"),
        (
            "vip.csv",
            "user_id,姓名\nu1,安\n".encode("gb18030"),
            "MA101 path: the list `vip.csv` is not UTF-8 | in Excel, save it as `CSV UTF-8`",
        ),
        (
            "vip.csv",
            "user_id\nu1\n".encode("utf-16-le"),
            "MA101 path: the list `vip.csv` is not UTF-8 | in Excel, save it as `CSV UTF-8`",
        ),
        (
            "vip.csv",
            b'user_id\nu1\n"u2\nu3\n',
            "MA101 path: the list `vip.csv` cannot be read from line 3 on: a quote is not closed",
        ),
        (
            "vip.pdf",
            b"%PDF",
            "MA101 path: `vip.pdf` is no list: expected a CSV or Excel file, such as `vip.csv` or `vip.xlsx`",
        ),
        (
            "vip.xlsx",
            b"not a workbook",
            "MA101 path: `vip.xlsx` cannot be read as an Excel file: "
            "it may be damaged or protected by a password",
        ),
        (
            "vip.csv",
            b"userid,name\nu1,Ann\n",
            "MA101 column: the list `vip.csv` has no column `user_id` | did you mean `userid`? | -> userid",
        ),
        (
            "vip.csv",
            b"User ID,name\nu1,Ann\n",
            "MA101 column: the list `vip.csv` has no column `user_id`"
            " | did you mean `User ID`? | -> `User ID`",
        ),
        (
            "vip.csv",
            b"phone,name\n1,Ann\n",
            "MA101 column: the list `vip.csv` has no column `user_id` | its columns are `phone` and `name`",
        ),
        (
            "vip.csv",
            b"user_id,user_id\nu1,u2\n",
            "MA101 column: the list `vip.csv` has several columns `user_id`",
        ),
    ],
)
def test_a_list_that_cannot_be_used_says_why(path: str, content: bytes, expected: str) -> None:
    assert told(read(content, path=path)) == expected


def test_a_field_without_end_is_told_and_not_kept() -> None:
    content = b'user_id\nu1\n"' + b"x" * 200_000
    assert told(read(content)).endswith("cannot be read from line 3 on: a quote is not closed")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "lists/vp.csv",
            "MA101 path: there is no file `lists/vp.csv` in the project"
            ' | did you mean `lists/vip.csv`? | -> "lists/vip.csv"',
        ),
        ("other/x.csv", "MA101 path: there is no file `other/x.csv` in the project"),
        (
            "../vip.csv",
            "MA101 path: `../vip.csv` lies outside the project: only files of its folder are read",
        ),
        (
            "/etc/passwd",
            "MA101 path: `/etc/passwd` lies outside the project: only files of its folder are read",
        ),
    ],
)
def test_a_file_that_is_not_there_says_which_was_meant(path: str, expected: str) -> None:
    assert told(read_in({"lists/vip.csv": b"user_id\nu1\n"}, path)) == expected
