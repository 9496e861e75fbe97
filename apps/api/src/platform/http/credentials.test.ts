import { describe, expect, it } from "vitest";
import { cookieOf } from "./credentials.ts";

describe("cookieOf", () => {
  it("finds a cookie among others, by its whole name", () => {
    const header = "a_session=1; session=two%20words; session2=3";
    expect(cookieOf(header, "session")).toBe("two words");
    expect(cookieOf(header, "ession")).toBeUndefined();
  });

  it("keeps equal signs in the value", () => {
    expect(cookieOf("token=abc==", "token")).toBe("abc==");
  });

  it("answers undefined for what is missing or cannot be read", () => {
    expect(cookieOf(undefined, "x")).toBeUndefined();
    expect(cookieOf("", "x")).toBeUndefined();
    expect(cookieOf("x", "x")).toBeUndefined();
    expect(cookieOf("x=%E0%A4%A", "x")).toBeUndefined();
  });
});
