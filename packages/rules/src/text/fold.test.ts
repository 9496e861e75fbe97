import { describe, expect, it } from "vitest";
import { fold, isBlank } from "./fold.ts";

describe("the fold of a text", () => {
  it.each([
    ["full width", "ＡＢＣ１２３！", "abc123!"],
    ["ideographic space", "退款\u3000 申请 ", "退款 申请"],
    ["NFD", "Cafe\u0301", "caf\u00e9"],
    ["final sigma", "ΟΔΟΣ", "οδοσ"],
    ["final sigma, small", "οδος", "οδοσ"],
    ["dotted capital i", "İstanbul", "istanbul"],
    ["dotless i", "ıstanbul", "istanbul"],
    ["sharp s", "Straße", "strasse"],
    ["capital sharp s", "STRAẞE", "strasse"],
    ["long s", "Congreſs", "congress"],
    ["ligature", "ﬁnish", "finish"],
    ["half-width katakana", "ｶﾞｲﾄﾞ", "がいど"],
    ["katakana", "サクラー", "さくらー"],
    ["hiragana", "さくらー", "さくらー"],
    ["circled digit", "①", "1"],
    ["zero width inside a word", "退\u200b款", "退款"],
    ["soft hyphen", "co\u00adoperate", "cooperate"],
    ["variation selector and joiner", "❤\ufe0f 👨\u200d👩", "❤ 👨👩"],
    ["direction marks", "\u202a138\u202c\u200e", "138"],
    ["NUL and controls", "a\u0000b\u0007c", "abc"],
    ["line breaks", "a\r\n\tb\u0085c", "a b c"],
    ["lone surrogate", "a\ud800b", "a\ufffdb"],
    ["an accent is kept", "é", "é"],
    ["traditional stays traditional", "訂單", "訂單"],
    ["", "", ""],
  ])("%s", (_what, text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it("is the same for every character in any case and any normal form, and folded once more", () => {
    const different: string[] = [];
    for (let code = 0; code < 0x30000; code++) {
      const text = String.fromCodePoint(code);
      if (/\p{Surrogate}/u.test(text)) continue;
      const folded = fold(text);
      const forms = [text.toUpperCase(), text.toLowerCase(), text.normalize("NFD"), text.normalize("NFKD"), folded];
      if (forms.some((form) => form !== text && fold(form) !== folded)) different.push(code.toString(16));
    }
    expect(different).toEqual([]);
  });

  it("takes the short way for plain text to the same result", () => {
    for (const text of ["  Refund  退款 20261130-4607 ", "iPhone 15，退", "订单。ABC"]) expect(fold(text)).toBe(fold(`${text}\u200b`));
  });
});

describe("text without anything to see", () => {
  it.each([
    "",
    " ",
    "\t\r\n",
    "\u00a0\u3000",
    "\u200b",
    "\u200c\u200d",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\u200e\u202a\u2066\u061c",
    "\ufe0f\u{e0100}",
    "\u3164\u115f\uffa0",
    "\u2800",
    "\u180e",
    "\u034f",
    "\u{e0041}",
    "\u0000\u001b",
    " \u200b \u00ad\u3000",
  ])("%j is blank", (text) => {
    expect(isBlank(text)).toBe(true);
    expect(fold(text)).toBe("");
  });

  it.each(["a", "\u200b.", "，", "❤\ufe0f", "\u0301"])("%j is not", (text) => {
    expect(isBlank(text)).toBe(false);
  });
});
