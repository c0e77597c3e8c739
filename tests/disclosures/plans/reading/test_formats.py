"""What each format hides: automatic numbers, deleted text, text boxes, running heads, wrapped lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml

from disclosures.plans.reading import read_plan
from disclosures.plans.reading.blocks import Block, Table, pieces_of
from disclosures.plans.reading.docx import read_docx
from disclosures.plans.reading.odt import read_odt
from disclosures.plans.reading.pdf import read_pdf
from disclosures.plans.reading.txt import read_txt

from .makers import H, P, make, make_pdf, number_paragraphs, odt_file
from .samples import ITEMS

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [piece.clean for block in blocks for piece in pieces_of(block)]


@pytest.mark.parametrize(
    ("number_format", "pattern", "numbers"),
    [
        ("taiwaneseCountingThousand", "%1、", ["一、", "二、", "三、"]),
        ("ideographLegalTraditional", "%1、", ["壹、", "貳、", "參、"]),
        ("decimal", "(%1)", ["(1)", "(2)", "(3)"]),
        ("ideographTraditional", "%1.", ["甲.", "乙.", "丙."]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("bullet", "•", ["", "", ""]),
    ],
)
def test_the_automatic_numbers_of_word_are_part_of_the_text(
    number_format: str, pattern: str, numbers: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.docx"
    number_paragraphs(path, ["前言", "目標", "計畫"], number_format, pattern)
    assert texts(read_docx(path.read_bytes()).blocks) == [
        f"{number}{text}" for number, text in zip(numbers, ["前言", "目標", "計畫"], strict=True)
    ]


def test_the_automatic_numbers_of_odt_lists_are_part_of_the_text(tmp_path: Path) -> None:
    level = '<text:list-level-style-number text:level="{}" style:num-format="{}" style:num-suffix="{}" {}/>'
    style = '<text:list-style style:name="L">'
    style += level.format(1, "一, 二, 三, ...", "、", "")
    style += level.format(2, "1", ")", 'style:num-prefix="("') + "</text:list-style>"
    body = (
        '<text:list text:style-name="L"><text:list-item><text:p>道路</text:p>'
        "<text:list><text:list-item><text:p>鋪面</text:p></text:list-item>"
        "<text:list-item><text:p>人行道</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>公園</text:p></text:list-item></text:list><text:p>尾聲</text:p>"
    )
    odt_file(tmp_path / "a.odt", body, styles=style)
    found = texts(read_odt((tmp_path / "a.odt").read_bytes()).blocks)
    assert found == ["一、道路", "(1)鋪面", "(2)人行道", "二、公園", "尾聲"]


def test_text_deleted_under_tracking_is_gone_and_inserted_text_is_there(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("目標值")
    paragraph._p.append(parse_xml(f'<w:del {_W} w:id="1"><w:r><w:delText>80%</w:delText></w:r></w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins {_W} w:id="2"><w:r><w:t>85%</w:t></w:r></w:ins>'))
    document.save(str(tmp_path / "a.docx"))
    assert texts(read_docx((tmp_path / "a.docx").read_bytes()).blocks) == ["目標值85%"]
    changes = "<text:tracked-changes><text:p>80%</text:p></text:tracked-changes><text:p>目標值85%</text:p>"
    odt_file(tmp_path / "a.odt", changes)
    assert texts(read_odt((tmp_path / "a.odt").read_bytes()).blocks) == ["目標值85%"]


def test_running_heads_of_a_docx_are_furniture_and_not_prose(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "工務局施政計畫"
    document.sections[0].footer.paragraphs[0].text = "第1頁"
    document.add_paragraph("113年度施政計畫")
    document.add_paragraph("本局辦理道路養護，並公開檢測結果。")
    document.save(str(tmp_path / "a.docx"))
    found = read_plan(tmp_path / "a.docx", known_agencies=[])
    assert {(p.text, p.role) for p in found.placed} == {
        ("工務局施政計畫", "header"),
        ("第1頁", "footer"),
        ("113年度施政計畫", "title"),
        ("本局辦理道路養護，並公開檢測結果。", "prose"),
    }


def test_text_boxes_and_notes_of_an_odt_are_not_lost(tmp_path: Path) -> None:
    body = (
        "<text:p>本文<text:note><text:note-body><text:p>註解</text:p></text:note-body></text:note>繼續"
        "<draw:frame><draw:text-box><text:p>框內文字</text:p></draw:text-box></draw:frame></text:p>"
    )
    odt_file(tmp_path / "a.odt", body)
    found = read_plan(tmp_path / "a.odt", known_agencies=[])
    assert {p.text for p in found.placed} == {"本文繼續", "框內文字"}
    assert [(u.text, u.where.en) for u in found.unplaced] == [("註解", "note 1")]


def test_a_table_inside_a_cell_keeps_its_text_in_that_cell(tmp_path: Path) -> None:
    document = Document()
    cell = document.add_table(1, 2).cell(0, 0)
    cell.text = "外"
    cell.add_table(1, 1).cell(0, 0).text = "內"
    document.save(str(tmp_path / "a.docx"))
    (table,) = (b for b in read_docx((tmp_path / "a.docx").read_bytes()).blocks if isinstance(b, Table))
    assert table.rows[0].cells[0].text == "外\n內"


def test_pdf_paragraphs_go_on_over_the_page_and_running_heads_do_not_cut_them(tmp_path: Path) -> None:
    sentence = "本局逐年檢討道路養護成效並公開檢測結果供市民查閱"
    long = "，".join([sentence] * 130) + "。"
    make_pdf([P("113年度施政計畫"), H(1, "壹、前言"), P(long)], tmp_path / "a.pdf", running_head="工務局 113")
    found = read_plan(tmp_path / "a.pdf", known_agencies=[])
    assert found.sections[0].paragraphs == (long,)
    roles = {p.role for p in found.placed}
    assert {"header", "page_number"} <= roles


def test_the_place_of_a_pdf_cell_names_its_page(tmp_path: Path) -> None:
    make(ITEMS, tmp_path / "a.pdf")
    (table,) = (b for b in read_pdf((tmp_path / "a.pdf").read_bytes()).blocks if isinstance(b, Table))
    where = table.rows[1].cells[1].pieces[0].where
    assert (where.en, where.zh) == ("page 1, table 1, row 2, column 2", "第1頁表格1第2列第2欄")


def test_wrapped_lines_with_blank_lines_between_are_paragraphs_again() -> None:
    lines = [
        "本局每年編列道路養護與公園綠化之經費並依巡查所得之損壞程度排定",
        "先後。",
        "夜間施工能減少對交通之影響但須顧及住戶安寧因此每一案件均先與里",
        "辦公處商定時段並將施工日期公布於網站及現場告示牌供附近居民查知",
        "悉。",
        "壹、道路養護",
        "鋪面之平整度每半年以檢測車量測一次其結果連同照片存於本局之資料",
        "庫。",
    ]
    blocks = read_txt("\n\n".join(lines * 2).encode()).blocks
    assert texts(blocks)[:4] == [
        "".join(lines[:2]),
        "".join(lines[2:5]),
        "壹、道路養護",
        "".join(lines[6:]),
    ]


def test_a_table_whose_cells_each_begin_with_a_tab_has_its_rows_back() -> None:
    text = "壹、計畫\n\t計畫名稱\n\t經費\n(千元)\n\n\t甲計畫\n\t1,000\n\n\n\n\t乙計畫\n第二行\n\t\n\n貳、其他\n無。\n"
    blocks = read_txt(text.encode()).blocks
    (table,) = (b for b in blocks if isinstance(b, Table))
    assert [[cell.line for cell in row.cells] for row in table.rows] == [
        ["計畫名稱", "經費(千元)"],
        ["甲計畫", "1,000"],
        ["乙計畫第二行", ""],
    ]
    assert texts(blocks)[-2:] == ["貳、其他", "無。"]


def test_a_table_between_vertical_bars_is_a_table() -> None:
    text = "# 表\n\n| 策略目標 | 績效指標 | 目標值 |\n|---|:---:|---|\n| 一、安全 | 甲 | 3件 |\n"
    (table,) = (b for b in read_txt(text.encode()).blocks if isinstance(b, Table))
    assert [[cell.line for cell in row.cells] for row in table.rows] == [
        ["策略目標", "績效指標", "目標值"],
        ["一、安全", "甲", "3件"],
    ]


def test_tabs_that_only_follow_a_number_make_no_table() -> None:
    blocks = read_txt("一、\t鋪面更新\n二、\t公園綠化\n".encode()).blocks
    assert not any(isinstance(block, Table) for block in blocks)
