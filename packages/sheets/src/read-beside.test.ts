import { afterAll, describe, expect, it } from "vitest";
import { folder, partsOf, readAll, zipOf } from "../test/fixtures.ts";
import { LIMITS, type Row, readBeside, SheetError } from "./index.ts";

const files = folder();
afterAll(() => files.remove());

const rowsOf = async (file: string, limits = LIMITS): Promise<{ rows: Row[]; hidden: number[] }> => {
  const book = await readBeside(file, limits);
  try {
    const rows: Row[] = [];
    const reading = book.rows(0);
    for (;;) {
      const { value, done } = await reading.next();
      if (done) return { rows, hidden: value.hidden };
      rows.push(...value);
    }
  } finally {
    book.close();
  }
};

describe("a file read in a thread", () => {
  it("has the same rows as one that is read here", async () => {
    const lines = Array.from({ length: 3_000 }, (_, n) => `${n},名字${n},1380013${String(n).padStart(4, "0")}`);
    const file = files.write("many.csv", ["no,name,phone", ...lines].join("\n"));
    const { rows } = await rowsOf(file);
    expect(rows).toEqual((await readAll(file)).rows);
    expect(rows).toHaveLength(3_001);
  });

  it("tells sheets and hidden columns of a workbook", async () => {
    const sheet =
      '<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>';
    const file = files.write("book.xlsx", await zipOf(partsOf({ sheets: [sheet, "<sheetData/>"], states: ["", 'state="hidden"'] })));
    const book = await readBeside(file);
    expect(book.sheets.map(({ hidden }) => hidden)).toEqual([false, true]);
    book.close();
    expect(await rowsOf(file)).toMatchObject({ rows: [{ number: 1, cells: [1, 2] }], hidden: [1] });
  });

  it("that cannot be read has the same reason", async () => {
    const broken = files.write("broken.xlsx", (await zipOf(partsOf({ sheets: ["<sheetData/>"] }))).subarray(0, 400));
    await expect(readBeside(broken)).rejects.toThrow(new SheetError("broken"));
    const long = files.write("long.csv", "a\nb\nc\n");
    await expect(rowsOf(long, { ...LIMITS, rows: 2 })).rejects.toMatchObject({ code: "too_many_rows" });
  });
});
