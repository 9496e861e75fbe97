import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addKey, openKeyRing } from "./key-ring.ts";
import { keyIdOf, open, seal } from "./sealed-text.ts";

const TRUNK = "0b0f3a52-6d55-4c39-8f3b-5f5a3c8f2f11";

describe("a sealed text", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "sealing-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is opened by the same key for the same row alone, by any process", () => {
    const keys = openKeyRing(folder);
    const sealed = seal(keys, TRUNK, "Pass wörd 密码");
    expect(sealed).not.toContain("Pass");
    expect(open(openKeyRing(folder), TRUNK, sealed)).toEqual({ ok: true, text: "Pass wörd 密码" });
    expect(open(keys, TRUNK.replace("0b", "0c"), sealed)).toEqual({ ok: false, why: "damaged" });
    expect(seal(keys, TRUNK, "Pass wörd 密码"), "another nonce each time").not.toBe(sealed);
    expect(statSync(keys.file).mode & 0o777).toBe(0o600);
  });

  it("is refused when a character was changed", () => {
    const keys = openKeyRing(folder);
    const sealed = seal(keys, TRUNK, "password");
    for (const n of [25, 45, sealed.length - 2]) {
      const changed = sealed.slice(0, n) + (sealed[n] === "A" ? "B" : "A") + sealed.slice(n + 1);
      expect(open(keys, TRUNK, changed), changed).toMatchObject({ ok: false, why: "damaged" });
    }
  });

  it("stays readable after a rotation, and is sealed by the new key when sealed again", () => {
    const keys = openKeyRing(folder);
    const old = seal(keys, TRUNK, "password");
    const id = addKey(folder);
    expect(keyIdOf(seal(keys, TRUNK, "password"))).toBe(id);
    expect(open(keys, TRUNK, old)).toEqual({ ok: true, text: "password" });
    expect(readFileSync(keys.file, "utf8").split("\n")).toHaveLength(3);
  });

  it("is opened by a process that started before the rotation", () => {
    const [before, after] = [openKeyRing(folder), openKeyRing(folder)];
    before.current();
    addKey(folder);
    expect(open(before, TRUNK, seal(after, TRUNK, "password"))).toEqual({ ok: true, text: "password" });
  });

  it("tells that its key is missing", () => {
    const keys = openKeyRing(folder);
    const sealed = seal(keys, TRUNK, "password");
    rmSync(keys.file);
    expect(open(openKeyRing(folder), TRUNK, sealed)).toEqual({ ok: false, why: "key missing" });
  });

  it("is never made or replaced by a file that holds something else", () => {
    const keys = openKeyRing(folder);
    keys.current();
    writeFileSync(keys.file, "not a key\n");
    expect(() => keys.current()).toThrow(/SEALING_KEYS: line 1 is no key/);
    expect(() => addKey(folder)).toThrow(/line 1 is no key/);
    expect(readFileSync(keys.file, "utf8")).toBe("not a key\n");
  });

  it("is told apart from a plain one", () => {
    expect(keyIdOf("aes-256-gcm")).toBeUndefined();
    expect(open(openKeyRing(folder), TRUNK, "plain")).toEqual({ ok: true, text: "plain" });
  });
});
