import { line } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { asAppError } from "./error-mapper.ts";

const codeOf = (error: object): string => asAppError(Object.assign(new Error("failed"), error), "en").code;

describe("an error becomes", () => {
  it.each<[string, object, string]>([
    ["NUL in a text, of pg", { code: "22021" }, "request.invalid"],
    ["a number beyond its column, of pg", { code: "22003" }, "request.invalid"],
    ["an impossible moment, of a raw query", { code: "P2010", message: "Raw query failed. Code: `22008`. Message: …" }, "request.invalid"],
    ["an invalid text, of a model", { code: "P2007" }, "request.invalid"],
    ["a number out of range, of a model", { code: "P2020" }, "request.invalid"],
    [
      "an escape that JSON columns refuse, of an adapter",
      { code: "P2039", meta: { driverAdapterError: { cause: { originalCode: "22P05" } } } },
      "request.invalid",
    ],
    ["a fault of our statement", { code: "42601" }, "server.failed"],
    ["a constraint", { code: "23505" }, "server.failed"],
    ["a broken pipe", { code: "EPIPE" }, "server.unavailable"],
    ["a broken pipe under Prisma", { message: "Invalid `prisma.$queryRaw()`: write EPIPE" }, "server.unavailable"],
    ["a lost connection", { code: "ECONNRESET" }, "server.unavailable"],
    [
      "a lost connection that pg names",
      { message: "Client has encountered a connection error and is not queryable" },
      "server.unavailable",
    ],
    ["a database that shuts down", { code: "57P01" }, "server.unavailable"],
    ["a full disk of the database, of pg", { code: "53100" }, "server.storage_full"],
    [
      "a full disk of the database, of a raw query",
      { code: "P2010", message: "Raw query failed. Code: `53100`. Message: …" },
      "server.storage_full",
    ],
    [
      "a full disk of the database, of an adapter",
      { code: "P2039", meta: { driverAdapterError: { cause: { originalCode: "53100" } } } },
      "server.storage_full",
    ],
    ["a full disk of the files", { code: "ENOSPC", syscall: "write" }, "server.storage_full"],
    ["a quota that is used up", { code: "EDQUOT", syscall: "write" }, "server.storage_full"],
    ["an unsupported charset", { status: 415, type: "charset.unsupported" }, "request.unreadable"],
    ["an unsupported encoding", { status: 415, type: "encoding.unsupported" }, "request.unreadable"],
    ["a range outside the file", { status: 416 }, "request.not_satisfiable"],
    ["another version of the file", { status: 412 }, "request.changed"],
    ["anything else", {}, "server.failed"],
  ])("%s", (_what, error, code) => {
    expect(codeOf(error)).toBe(code);
  });
});

it("says what is wrong with inputs in the language that was asked for", () => {
  const { error } = z
    .object({ name: line(5, 1), note: line(5), count: z.number().max(9), ids: z.array(z.string()).min(2), day: z.iso.date() })
    .safeParse({ name: " ", note: "too long", count: 10, ids: [], day: "today" });
  expect(asAppError(error, "zh").fields).toEqual({
    name: "请填写。",
    note: "最多 5 个字符。",
    count: "不能大于 9。",
    ids: "至少 2 项。",
    day: "内容不符合要求。",
  });
  expect(asAppError(error, "en").fields).toMatchObject({
    name: "Fill this in.",
    note: "At most 5 characters.",
    ids: "At least 2 entries.",
  });
});
