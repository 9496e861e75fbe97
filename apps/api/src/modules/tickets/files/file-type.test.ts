import { describe, expect, it } from "vitest";
import { fileType } from "./file-type.ts";

const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

describe("the type of a file", () => {
  it.each([
    ["图片.png", png, "image/png"],
    ["photo.JPG", Buffer.from("ffd8ffe000104a464946", "hex"), "image/jpeg"],
    ["a.pdf", Buffer.from("%PDF-1.7\n"), "application/pdf"],
    ["table.xlsx", Buffer.from("PK\u0003\u0004more", "latin1"), "application/zip"],
    ["notes.txt", Buffer.from("退款说明\nok"), "text/plain"],
    ["notes.txt", Buffer.from("退款说明").subarray(0, 11), "text/plain"],
  ])("%s is what its bytes say", (name, head, type) => {
    expect(fileType(name, head)).toBe(type);
  });

  it.each([
    ["program.png", Buffer.from("MZ\u0090\u0000")],
    ["page.png", Buffer.from("<html><script>")],
    ["page.html", Buffer.from("<html>")],
    ["picture.svg", Buffer.from("<svg/>")],
    ["run.exe", Buffer.from("MZ")],
    ["noname", png],
    ["notes.txt", Buffer.from([0, 1, 2, 3])],
    ["notes.txt", Buffer.from([0xff, 0xfe, 0x41, 0x41, 0x41, 0x41])],
    ["empty.txt", Buffer.alloc(0)],
  ])("%s is refused", (name, head) => {
    expect(fileType(name, head)).toBeNull();
  });
});
