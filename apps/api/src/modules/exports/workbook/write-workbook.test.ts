import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readXlsx } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Cell, SheetColumn } from "./cells.ts";
import { wallTimeIn } from "./wall-time.ts";
import { type Workbook, writeWorkbook } from "./write-workbook.ts";

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "workbook-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const text = (heading = "文字"): SheetColumn => ({ heading, kind: "text", width: 10 });
const never = new AbortController().signal;

async function written(columns: SheetColumn[], rows: Cell[][], more: Partial<Workbook> = {}) {
  const file = path.join(folder, `${++count}.xlsx`);
  async function* parts() {
    for (let i = 0; i < rows.length; i += 2) yield rows.slice(i, i + 2);
  }
  const workbook = {
    names: { rows: "工单", about: "说明" },
    columns,
    parts: parts(),
    about: () => [],
    wallTime: wallTimeIn("Asia/Shanghai"),
    ...more,
  };
  const result = await writeWorkbook(file, workbook, never);
  return { ...result, ...readXlsx(await readFile(file)) };
}
const texts = async (values: string[]) =>
  (
    await written(
      [text()],
      values.map((value) => [value]),
    )
  ).sheets[0]!.rows.slice(1).map(([cell]) => cell);

describe("a workbook", () => {
  it("has a heading that stays, rows and a sheet about itself, and tells how many rows there are", async () => {
    const about: Workbook["about"] = (rows) => [
      ["行数", rows],
      ["导出人", "王 <b>&"],
    ];
    const { rows, bytes, sheets, parts } = await written(
      [text("甲"), text("乙")],
      [
        ["1", null],
        ["2", "二"],
        [null, "三"],
      ],
      { about },
    );
    expect(rows).toBe(3);
    expect(bytes).toBeGreaterThan(500);
    expect(sheets.map(({ name }) => name)).toEqual(["工单", "说明"]);
    expect(sheets[0]!.rows.map((row) => row.map((cell) => cell.text))).toEqual([["甲", "乙"], ["1"], ["2", "二"], ["", "三"]]);
    expect(sheets[1]!.rows.map((row) => row.map((cell) => cell.text))).toEqual([
      ["行数", "3"],
      ["导出人", "王 <b>&"],
    ]);
    expect(parts.get("xl/worksheets/sheet1.xml")).toContain('state="frozen"');
    expect(parts.get("xl/worksheets/sheet1.xml")).toContain('<autoFilter ref="A1:B4"/>');
  });

  it("runs no formula: whatever a text begins with, it is typed as a text and shown as one", async () => {
    const evil = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "＝1", "<f>1+1</f>"];
    for (const cell of await texts(evil)) expect(cell).toMatchObject({ type: "inlineStr", format: "49", formula: false });
    expect((await texts(evil)).map((cell) => cell!.text)).toEqual(evil.map((value) => value.replace("\r", "\n")));
    const { sheets, parts } = await written([{ heading: "=1+1", kind: "number", width: 9 }], [["=1+1"], ["1e5"], [12]]);
    expect(sheets[0]!.rows.map(([cell]) => [cell!.type, cell!.text])).toEqual([
      ["inlineStr", "=1+1"],
      ["inlineStr", "=1+1"],
      ["inlineStr", "1e5"],
      ["n", "12"],
    ]);
    expect([...parts.values()].join("")).not.toMatch(/<f[ >]|<hyperlink|<dde|externalLink/);
  });

  it("keeps telephones, long numbers and zeros as they were written", async () => {
    const given = ["+8613800138000", "01055550100", "00042", "1234567890123456789", " two  spaces ", "line\nbreak"];
    expect((await texts(given)).map((cell) => cell!.text)).toEqual(given);
  });

  it("holds any text: what XML cannot keep is replaced, what looks like a code stays what it is", async () => {
    const given = ["a\u0000b\u0007", "\ud800x", "工单😀", "_x0041_", "]]> & <"];
    expect((await texts(given)).map((cell) => cell!.text)).toEqual(["a\ufffdb\ufffd", "\ufffdx", "工单😀", "_x005F_x0041_", "]]> & <"]);
    expect((await texts(["长".repeat(40_000)]))[0]!.text).toHaveLength(32_767);
  });

  it("writes numbers, amounts, days and moments as what they are", async () => {
    const columns: SheetColumn[] = [
      { heading: "n", kind: "number", width: 9 },
      { heading: "a", kind: "amount", decimals: 2, width: 9 },
      { heading: "d", kind: "day", width: 9 },
      { heading: "m", kind: "moment", width: 9 },
    ];
    const { sheets } = await written(columns, [
      [7.5, "12.50", "2026-03-02", new Date("2026-03-01T16:30:00Z")],
      [-1, "123456789012345678.00", "1899-12-31", new Date("2026-03-01T15:59:59Z")],
    ]);
    const [, first, second] = sheets[0]!.rows;
    expect(first!.slice(0, 3).map((cell) => cell.text)).toEqual(["7.5", "12.50", "46083"]);
    expect(Number(first![3]!.text)).toBeCloseTo(46_083 + 30 / 1440, 9);
    expect(first!.map((cell) => cell.format)).toEqual(["0", "#,##0.00", "yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd hh:mm:ss"]);
    // Longer than a spreadsheet's numbers, and before its first day: as texts.
    expect(second!.slice(0, 3).map((cell) => [cell.type, cell.text])).toEqual([
      ["n", "-1"],
      ["inlineStr", "123456789012345678.00"],
      ["inlineStr", "1899-12-31"],
    ]);
    expect(Number(second![3]!.text)).toBeCloseTo(46_082 + 86_399 / 86_400, 9);
  });

  it("knows zones, also over a change of their clocks, and refuses one that is none", () => {
    const berlin = wallTimeIn("Europe/Berlin");
    const shown = (moment: string) => new Date(berlin(new Date(moment))).toISOString().slice(0, 16);
    expect([shown("2026-03-29T00:59:00Z"), shown("2026-03-29T01:00:00Z")]).toEqual(["2026-03-29T01:59", "2026-03-29T03:00"]);
    expect(() => wallTimeIn("Mars/Olympus")).toThrow(expect.objectContaining({ code: "request.invalid" }));
  });

  it("leaves off when it is told to, and tells when its rows break", async () => {
    const stop = new AbortController();
    async function* endless() {
      for (;;) {
        yield [["x"]];
        stop.abort();
      }
    }
    const base = { names: { rows: "a", about: "b" }, columns: [text()], about: () => [], wallTime: wallTimeIn("UTC") };
    const at = (name: string) => path.join(folder, name);
    await expect(writeWorkbook(at("stopped"), { ...base, parts: endless() }, stop.signal)).rejects.toThrow(/abort/i);
    // biome-ignore lint/correctness/useYield: it breaks before
    async function* broken(): AsyncGenerator<Cell[][]> {
      throw new Error("the database went away");
    }
    await expect(writeWorkbook(at("broken"), { ...base, parts: broken() }, never)).rejects.toThrow("the database went away");
  });
});
