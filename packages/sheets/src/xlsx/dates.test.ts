import { SSF } from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { dateOfSerial, dateOfText, showsDate } from "./dates.ts";

const two = (n: number) => String(n).padStart(2, "0");

describe("dates of spreadsheets", () => {
  it("are those that another program shows, for days and times of four centuries", () => {
    for (let i = 0; i < 5_000; i++) {
      const serial = 61 + ((i * 7919) % 150_000) + (i % 3 ? ((i * 104_729) % 86_400) / 86_400 : 0);
      for (const is1904 of [false, true]) {
        const { y, m, d, H, M, S } = SSF.parse_date_code(serial, { date1904: is1904 });
        const time = H || M || S ? `T${two(H)}:${two(M)}:${two(S)}` : "";
        expect(dateOfSerial(serial, is1904), `${serial} ${is1904}`).toBe(`${y}-${two(m)}-${two(d)}${time}`);
      }
    }
  });

  it.each([
    [1, "1900-01-01"],
    [59, "1900-02-28"],
    [61, "1900-03-01"],
    [46356, "2026-11-30"],
    [46356.999999, "2026-12-01"],
    [0.5, "12:00:00"],
    [2_958_465, "9999-12-31"],
    [2_958_466, null],
    [-1, null],
  ])("%d is %s", (serial, date) => expect(dateOfSerial(serial, false)).toBe(date));

  it.each([
    [14, undefined, true],
    [0, undefined, false],
    [46, undefined, false],
    [164, "yyyy-mm-dd", true],
    [165, '0.00"days"', false],
    [166, "[h]:mm:ss", false],
    [167, "#,##0;[Red]-#,##0", false],
    [168, "[$-804]aaaa;@", false],
    [169, "0.00E+00", false],
    [170, '[$-F800]dddd", "mmmm d', true],
    [171, "上午/下午h时", true],
    [172, "General", false],
    [173, "0_);\\(0\\)", false],
  ])("format %d %s shows a date: %s", (id, code, is) => expect(showsDate(id, code)).toBe(is));

  it.each([
    ["2026-11-30", "2026-11-30"],
    ["2026-11-30T09:05:00.000Z", "2026-11-30T09:05:00"],
    ["T08:30", "08:30:00"],
    ["soon", null],
    ["", null],
  ])("the text %s is %s", (text, date) => expect(dateOfText(text)).toBe(date));
});
