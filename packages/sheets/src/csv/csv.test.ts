import { afterAll, describe, expect, it } from "vitest";
import { cellsOf, folder, readAll } from "../../test/fixtures.ts";
import { LIMITS, openSheets, SheetError } from "../index.ts";

const files = folder();
afterAll(files.remove);
let count = 0;
const put = (content: string | Buffer) => files.write(`${++count}.csv`, content);
const fault = (file: string, limits = LIMITS) =>
  readAll(file, 0, limits).then(
    () => "read",
    (error: SheetError) => (error instanceof SheetError ? error.message : String(error)),
  );
const wanted = [
  ["姓名", "电话"],
  ["王敏", "013800138000"],
];
/** GB18030 has no encoder in Node: 姓名,电话⏎王敏,013800138000, and a character of four bytes (㐀). */
const gb = Buffer.concat([
  Buffer.from("d0d5c3fb2cb5e7bbb00a", "hex"),
  Buffer.from("cdf5c3f42c", "hex"),
  Buffer.from("013800138000", "latin1"),
]);

describe("a CSV", () => {
  it.each([
    ["comma", "姓名,电话\n王敏,013800138000\n"],
    ["semicolon and CRLF", "姓名;电话\r\n王敏;013800138000\r\n"],
    ["tab and CR alone", "姓名\t电话\r王敏\t013800138000"],
    ["bar", "姓名|电话\n王敏|013800138000\n"],
    ["a mark", "\uFEFF姓名,电话\n王敏,013800138000"],
    ["a line that names the delimiter", "sep=;\r\n姓名;电话\r\n王敏;013800138000"],
    ["UTF-16 with a mark", Buffer.from("\uFEFF姓名\t电话\n王敏\t013800138000", "utf16le")],
    ["UTF-16, big end first", Buffer.from("\uFEFF姓名,电话\n王敏,013800138000", "utf16le").swap16()],
    ["UTF-16 without a mark", Buffer.from("姓名,电话\n王敏,013800138000", "utf16le")],
    ["GB18030", gb],
  ])("is read with %s", async (_, content) => expect(await cellsOf(put(content))).toEqual(wanted));

  it("says how it is written", async () => {
    expect((await openSheets(put(gb))).writing).toEqual({ encoding: "gb18030", delimiter: "," });
    expect((await openSheets(put("a;b\n1,5;2\n"))).writing).toEqual({ encoding: "utf-8", delimiter: ";" });
  });

  it("finds the encoding where the first Chinese character comes late, and characters of four bytes", async () => {
    const digits = Buffer.from("1,2\n".repeat(40_000));
    const late = Buffer.concat([digits, gb, Buffer.from("2c8139ee39", "hex")]);
    expect((await cellsOf(put(late))).at(-1)).toEqual(["王敏", "013800138000", "㐀"]);
    expect((await cellsOf(put(Buffer.concat([digits, Buffer.from("王,敏")])))).at(-1)).toEqual(["王", "敏"]);
  });

  it("keeps quotes, delimiters and line ends inside of fields, and the numbers of rows", async () => {
    const { rows } = await readAll(put('a,b\n\n"say ""hi"", then\nnext",2\n,,\n5" pipe, x \n'));
    expect(rows).toEqual([
      { number: 1, hidden: false, cells: ["a", "b"] },
      { number: 3, hidden: false, cells: ['say "hi", then\nnext', "2"] },
      { number: 5, hidden: false, cells: ['5" pipe', " x "] },
    ]);
  });

  it("a single column has no delimiter", async () =>
    expect(await cellsOf(put("电话\n13800138000\n"))).toEqual([["电话"], ["13800138000"]]));
  it("an empty file has no rows", async () => expect(await cellsOf(put(""))).toEqual([]));

  it("says why it cannot be read", async () => {
    expect(await fault(put('a,b\n1,2\n3,"never ends\n4,5\n'))).toBe("quote_not_closed at row 3");
    expect(await fault(put(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 0])))).toBe("not_a_table");
    expect(await fault(put(Buffer.from("caf\xe9\nna\xefve", "latin1")))).toBe("unknown_encoding");
    expect(await fault(put("a\n".repeat(5)), { ...LIMITS, rows: 4 })).toBe("too_many_rows at row 5");
    expect(await fault(put(",".repeat(600).concat("x")))).toBe("too_many_columns at row 1");
    expect(await fault(put("x".repeat(40_000)))).toBe("cell_too_long at row 1");
    expect(await fault(put(`"${"x".repeat(2 << 20)}`))).toMatch(/^(cell_too_long|quote_not_closed) at row 1$/);
    expect(await fault(put("a,b\n1,2\n"), { ...LIMITS, bytes: 4 })).toBe("too_large");
  });
});
