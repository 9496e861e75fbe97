import * as oracle from "@e965/xlsx";
import { afterAll, describe, expect, it } from "vitest";
import { cellsOf, folder, partsOf, readAll, zipOf } from "../../test/fixtures.ts";
import { type Cell, LIMITS, openSheets, SheetError } from "../index.ts";

const files = folder();
afterAll(files.remove);
let count = 0;
const put = async (parts: Record<string, string | Buffer>) => files.write(`${++count}.xlsx`, await zipOf(parts));
const book = (...given: Parameters<typeof partsOf>) => put(partsOf(...given));
const fault = (file: string, limits = LIMITS) =>
  readAll(file, 0, limits).then(
    () => "read",
    (error: SheetError) => (error instanceof SheetError ? error.message : String(error)),
  );
const rows = (inner: string) => `<sheetData>${inner}</sheetData>`;

describe("a workbook", () => {
  it("gives each kind of cell as what it is", async () => {
    const file = await book({
      sheets: [
        rows(`<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>13800138000</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="e"><v>#N/A</v></c>
        <c r="E2" s="1"><v>46356.5</v></c><c r="F2" t="str"><f>A2</f><v>客户 &amp; Co</v></c><c r="H2" t="inlineStr"><is><t>行内</t></is></c></row>`),
      ],
      texts: '<si><t>first</t></si><si><t xml:space="preserve"> 王 </t></si>',
      styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>',
    });
    expect((await readAll(file)).rows).toEqual([
      {
        number: 2,
        hidden: false,
        cells: [" 王 ", 13800138000, true, { fault: "#N/A" }, { date: "2026-11-30T12:00:00" }, "客户 & Co", null, "行内"],
      },
    ]);
  });

  it("reads rich text as one text, without the readings above characters", async () => {
    const file = await book({
      sheets: [rows('<row><c t="s"><v>0</v></c></row>')],
      texts: '<si><r><t>东</t></r><r><rPr><b/></rPr><t>京_x000D_</t></r><rPh sb="0" eb="1"><t>とう</t></rPh><phoneticPr/></si>',
    });
    expect(await cellsOf(file)).toEqual([["东京\r"]]);
  });

  it("finds places that are left out, and those in any order of prefixes", async () => {
    const parts = partsOf({ sheets: [""] });
    parts["xl/worksheets/sheet1.xml"] =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c r="D1"><x:v>4</x:v></x:c><x:c><x:v>5</x:v></x:c></x:row><x:row r="7"/><x:row><x:c><x:v>8</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const { rows } = await readAll(await put(parts));
    expect(rows.map(({ number, cells }) => [number, cells])).toEqual([
      [1, [1, null, null, 4, 5]],
      [8, [8]],
    ]);
  });

  it("tells what is hidden: sheets, rows, columns", async () => {
    const file = await book({
      sheets: [
        rows('<row r="1"><c><v>1</v></c></row>'),
        `<cols><col min="2" max="3" hidden="1"/></cols>${rows('<row r="1" hidden="true"><c><v>2</v></c></row>')}`,
      ],
      states: ['state="veryHidden"', ""],
    });
    const opened = await openSheets(file);
    expect(opened.sheets).toEqual([
      { name: "表1", hidden: true },
      { name: "表2", hidden: false },
    ]);
    opened.close();
    expect(await readAll(file, 1)).toEqual({ rows: [{ number: 1, hidden: true, cells: [2] }], hiddenColumns: [1, 2] });
  });

  it("reads dates of books that count from 1904, and dates written as text", async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>';
    const inner = rows('<row><c s="0"><v>44894</v></c><c t="d"><v>2026-11-30T00:00:00</v></c></row>');
    expect(await cellsOf(await book({ sheets: [inner], styles, is1904: true }))).toEqual([
      [{ date: "2026-11-30" }, { date: "2026-11-30" }],
    ]);
  });

  it("takes names of parts in any case, with backslashes, and the first of two", async () => {
    const { "xl/worksheets/sheet1.xml": sheet = "", ...rest } = partsOf({ sheets: [rows("<row><c><v>1</v></c></row>")] });
    expect(await cellsOf(await put({ ...rest, "XL/Worksheets/SHEET1.xml": sheet }))).toEqual([[1]]);
  });

  it("reads UTF-16 parts", async () => {
    const parts: Record<string, string | Buffer> = partsOf({ sheets: [""] });
    parts["xl/worksheets/sheet1.xml"] = Buffer.from(
      '\uFEFF<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData><row><c t="str"><v>值</v></c></row></sheetData></worksheet>',
      "utf16le",
    );
    expect(await cellsOf(await put(parts))).toEqual([["值"]]);
  });

  it("loses no cell that another reader finds, over random sheets written by it", async () => {
    let seed = 20261130;
    const random = (n: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 8) % n;
    };
    const kinds: (() => Cell)[] = [
      () => null,
      () => `客户${random(50)}`,
      () => random(1e9) / 7,
      () => random(2) === 1,
      () => "<a&b>\t\"'\u00e9\u{1F340}",
      () => "x".repeat(random(300) + 1),
    ];
    for (const bookSST of [true, false]) {
      const wanted = Array.from({ length: 300 }, () =>
        Array.from({ length: 1 + random(12) }, () => kinds[random(kinds.length)]?.() ?? null),
      );
      const sheet = oracle.utils.aoa_to_sheet(wanted);
      const workbook = oracle.utils.book_new();
      oracle.utils.book_append_sheet(workbook, sheet, "s");
      const file = files.write(`${++count}.xlsx`, oracle.write(workbook, { type: "buffer", bookType: "xlsx", bookSST, compression: true }));
      const trimmed = wanted.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== null) + 1));
      const read = new Map((await readAll(file)).rows.map(({ number, cells }) => [number, cells]));
      expect(trimmed.map((_, i) => read.get(i + 1) ?? [])).toEqual(trimmed);
    }
  });
});

describe("what cannot be read says why", () => {
  const one = rows("<row><c><v>1</v></c></row>");

  it("cut off, changed, or not nested", async () => {
    const whole = await zipOf(partsOf({ sheets: [one] }));
    expect(await fault(files.write("cut.xlsx", whole.subarray(0, whole.length / 2)))).toBe("broken");
    const changed = Buffer.from(whole);
    const at = whole.indexOf("xl/worksheets/sheet1.xml") + 30;
    changed[at] = (changed[at] ?? 0) ^ 0xff;
    expect(await fault(files.write("changed.xlsx", changed))).toBe("broken");
    expect(await fault(await book({ sheets: ["<sheetData><row><c><v>1</v></row></sheetData>"] }))).toBe("broken");
    const parts = partsOf({ sheets: [one] });
    parts["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData><row><c><v>1</v></c>";
    expect(await fault(await put(parts))).toBe("broken");
    const { "xl/worksheets/sheet1.xml": _, ...without } = partsOf({ sheets: [one] });
    expect(await fault(await put(without))).toBe("not_a_table");
  });

  it("other archives, encrypted and old books", async () => {
    expect(await fault(await put({ "word/document.xml": "<w/>" }))).toBe("not_a_table");
    const compound = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(200_000)]);
    expect(await fault(files.write("old.xls", compound))).toBe("old_excel");
    expect(await fault(files.write("locked.xlsx", Buffer.concat([compound, Buffer.from("EncryptedPackage", "utf16le")])))).toBe(
      "encrypted",
    );
  });

  it("entity bombs and foreign files", async () => {
    const parts = partsOf({ sheets: [one] });
    parts["xl/worksheets/sheet1.xml"] =
      '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="str"><v>&b;&x;</v></c></row></sheetData></worksheet>';
    expect(await fault(await put(parts))).toBe("unsafe");
  });

  it("more than the limits", async () => {
    const many = rows(Array.from({ length: 4 }, (_, i) => `<row><c><v>${i}</v></c></row>`).join(""));
    expect(await fault(await book({ sheets: [many] }), { ...LIMITS, rows: 3 })).toBe("too_many_rows at row 4");
    expect(await fault(await book({ sheets: [rows('<row><c r="XFD1"><v>1</v></c></row>')] }))).toBe("too_many_columns at row 1");
    expect(await cellsOf(await book({ sheets: [rows('<row><c><v>1</v></c><c r="XFD1" s="3"/></row>')] }))).toEqual([[1]]);
    const long = rows(`<row><c t="inlineStr"><is><t>${"x".repeat(40_000)}</t></is></c></row>`);
    expect(await fault(await book({ sheets: [long] }))).toBe("cell_too_long at row 1");
    expect(await fault(await book({ sheets: [one] }), { ...LIMITS, bytes: 100 })).toBe("too_large");
    const texts = `<si><t>${"x".repeat(2_000)}</t></si>`;
    expect(await fault(await book({ sheets: [one], texts }), { ...LIMITS, textBytes: 1_000 })).toBe("too_large");
  });

  it("an archive that unpacks to far more than it says is no bigger in memory than the limit", async () => {
    const bomb = partsOf({ sheets: [`<sheetData>${" ".repeat(4 << 20)}</sheetData>`] });
    const file = await put(bomb);
    expect(await fault(file, { ...LIMITS, bytes: 1 << 20 })).toBe("too_large");
  });
});
