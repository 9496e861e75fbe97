import { expect, test } from "vitest";
import { findRecent, typedNumber } from "./outside.ts";

test("a number in any form is one that can be dialled; what is wrong with it is told, and a name is none", () => {
  expect(typedNumber(" 138-0013-8000 ", ["86"])).toMatchObject({ ok: true, e164: "+8613800138000", kind: "mobile" });
  expect(typedNumber("１３８００１３８０００", ["86"])).toMatchObject({ ok: true, e164: "+8613800138000" });
  expect(typedNumber("110", ["86"])).toMatchObject({ ok: false, reason: "emergency" });
  expect(typedNumber("1380013800", ["86"])).toMatchObject({ ok: false, reason: "too_short" });
  for (const text of ["", "张伟", "Anna", "E0102", "12"]) expect(typedNumber(text, ["86"]), text).toBeNull();
});

test("recent numbers are found by digits and by name, five at most", () => {
  const recent = ["+8613800138000", "+8613900139000", "+861055550123", "+861055550124", "+861055550125", "+861055550126"].map(
    (number, n) => ({
      number,
      name: n === 1 ? "王师傅" : null,
      at: "2026-01-05T08:00:00.000Z",
    }),
  );
  const found = (typed: string) => findRecent(typed, recent).map(({ number }) => number);
  expect(found("")).toHaveLength(5);
  expect(found("5555 0123")).toEqual(["+861055550123"]);
  expect(found("010-55550124")).toEqual(["+861055550124"]);
  expect(found("王")).toEqual(["+8613900139000"]);
  expect(found("李")).toEqual([]);
});
