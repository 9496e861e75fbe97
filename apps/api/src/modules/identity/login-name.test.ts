import { expect, it } from "vitest";
import { newLoginName, normalLoginName } from "./login-name.ts";

it.each([
  ["agent1@demo.test", "agent1@demo.test"],
  [" Agent1@Demo.test ", "agent1@demo.test"],
  ["ａｇｅｎｔ１＠ｄｅｍｏ．ｔｅｓｔ", "agent1@demo.test"],
  ["agent1@demo.test\u200b", "agent1@demo.test"],
  ["agent1 @demo. test", "agent1@demo.test"],
  ["\u202aagent1@demo.test\u202c", "agent1@demo.test"],
  ["138 0013 8000", "+8613800138000"],
  ["１３８００１３８０００", "+8613800138000"],
  ["138\u200b0013\ufeff8000", "+8613800138000"],
  ["+86 138-0013-8000", "+8613800138000"],
  ["8001", "8001"],
])("%j signs in as %s", (typed, name) => {
  expect(normalLoginName(typed)).toBe(name);
});

it.each([
  ["Wang.Fang@Demo.test", "wang.fang@demo.test"],
  ["138 0013 8000", "+8613800138000"],
  ["+49 151 2345 6789", "+4915123456789"],
  ["010 5555 0100", null],
  ["8001", null],
  ["wang.fang", null],
  ["wang@fang@demo.test", null],
  ["@demo.test", null],
  ["\u200b", null],
])("%j as a new login name: %s", (typed, name) => {
  expect(newLoginName(typed)).toBe(name);
});
