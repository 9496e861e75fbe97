import { describe, expect, it } from "vitest";
import { isFindable, searchableText, searchWords } from "./search.ts";

/** Whether a search for `typed` finds what holds these parts, as the api compares them. */
const finds = (typed: string, ...parts: string[]): boolean => {
  const text = searchableText(parts);
  return searchWords(typed).every((spellings) => spellings.some((each) => text.includes(each)));
};

describe("numbers with separators are found as typed and without", () => {
  const kept = [
    "20261130-4607",
    "6222 0200 1234 5678",
    "2026-11-30",
    "10086-5",
    "SF-1234_5678",
    "138-0013-8000",
    "(010) 5555-0100",
    "86.10.5555.0100",
  ];
  it.each(kept)("%s", (written) => {
    const text = `单号${written}，已寄出`;
    expect(finds(written, text)).toBe(true);
    expect(finds(written.replace(/[^A-Za-z\d]/g, ""), text)).toBe(true);
    expect(finds(written.replaceAll(/[-_. ]/g, "–"), text)).toBe(true);
    expect(finds(written, written.replace(/[^A-Za-z\d]/g, ""))).toBe(true);
    if (/^\d/.test(written)) expect(finds(`#${written}`, text)).toBe(true);
    expect(finds(`寄出 ${written}`, text)).toBe(true);
  });

  it.each([
    ["1/2", "已付 1/2 的货款"],
    ["3.5", "重 3.5 公斤"],
    ["12.34", "金额 12.34 元"],
    ["３．５", "重3.5公斤"],
    ["1130-46", "20261130-4607"],
    ["0200 1234", "6222 0200 1234 5678"],
    ["11/30/2026", "11-30-2026"],
  ])("%s in %s", (typed, text) => {
    expect(finds(typed, text)).toBe(true);
  });

  it.each([
    ["20261130-4608", "20261130-4607"],
    ["3.5", "35 公斤 013800138000"],
    ["12.34", "13812340000"],
    ["1/2", "12 21"],
    ["5678 1234", "6222 0200 1234 5678"],
    ["1234", "12，另 34"],
    ["退款单号", "退款", "单号"],
  ])("%s is not in %s", (typed, ...parts) => {
    expect(finds(typed, ...parts)).toBe(false);
  });

  it("every part of a run that an index can find is found in it", () => {
    const run = "6222 0200-1234/5678_ab.12";
    for (let from = 0; from < run.length; from++)
      for (let to = from + 1; to <= run.length; to++) {
        const typed = run.slice(from, to).trim();
        if (searchWords(typed).some((word) => word.some(isFindable))) expect(finds(typed, run), typed).toBe(true);
      }
  });
});

describe("telephone numbers in any spelling", () => {
  it.each([
    "13800138000",
    "138 0013 8000",
    "138–0013—8000",
    "（138）0013 8000",
    "tel:+86-138-0013-8000",
    "电话:13800138000",
    "手机号：138 0013 8000",
    "\u202a+86 138 0013 8000\u202c",
    "'13800138000",
    "13,800,138,000",
    "+86 (0)138 0013 8000",
    "0086 13800138000",
    "１３８００１３８０００",
    "138\u200b00138000",
    "8613800138000",
    "013800138000",
    "0013 8000",
    "3800138",
    "13800138000 转 8001",
    "13800138000 ext. 12",
  ])("%j finds a mobile", (typed) => {
    expect(finds(typed, "13800138000")).toBe(true);
  });

  it.each(["010-55550100", "+86 010 5555 0100", "（010）5555–0100", "1055550100", "010 5555", "55550100", "010-55550100 转 8001", "8001"])(
    "%j finds a landline with its extension",
    (typed) => {
      expect(finds(typed, "1055550100", "8001")).toBe(true);
    },
  );

  it.each(["+44 20 7946 0958", "+44 (0)20 7946 0958", "0044 20 79460958", "7946 0958"])("%j finds a foreign number", (typed) => {
    expect(finds(typed, "442079460958")).toBe(true);
  });
});

describe("words", () => {
  it.each([
    ["ΟΔΟΣ", "οδος"],
    ["istanbul", "İstanbul"],
    ["退款", "退\u200b款"],
    ["サクラ", "さくら"],
    ["ｻｸﾗ", "サクラ"],
    ["iphone 包裹", "包裹丢失 iPhone"],
    ["café", "CAFE\u0301"],
    ["ＡＢＣ", "abc"],
    ["100%", "质量 100% 退"],
    ["银行_徐", "招商银行_徐家汇"],
    ["strasse", "Straße"],
  ])("%s finds %s", (typed, text) => {
    expect(finds(typed, text)).toBe(true);
  });

  it("are at most ten, each once, and nothing when nothing can be seen", () => {
    expect(searchWords("退款 退款 申请")).toEqual([["退款"], ["申请"]]);
    expect(searchWords("a1 b2 c3 d4 e5 f6 g7 h8 i9 j10 k11")).toHaveLength(10);
    expect(searchWords(" \u200b ")).toEqual([]);
    expect(searchWords("#100234")).toEqual([["100234"]]);
    expect(searchWords("5")).toEqual([["5"]]);
  });
});
