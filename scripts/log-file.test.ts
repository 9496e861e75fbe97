import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLogFile } from "./log-file.mjs";

const modeOf = (place: string) => (statSync(place).mode & 0o777).toString(8);

describe("a program's log", () => {
  let folder: string;
  let at: number;
  let troubles: string[];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "log-"));
    at = 1_000_000;
    troubles = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const open = (more: object = {}, place = folder) =>
    openLogFile(place, "api", { now: () => at, onTrouble: (text: string) => void troubles.push(text), ...more });
  const text = (name = "api.log", place = folder) => readFileSync(path.join(place, name), "utf8");

  test("grows to its bound and no further, while the program runs", async () => {
    const log = open({ largest: 1000, kept: 2 });
    for (let n = 0; n < 500; n++)
      log.write(
        `line of its own ${"abcdefghij"[n % 10]}${"klmnopqrst"[Math.floor(n / 10) % 10]}${"uvwxyz"[Math.floor(n / 100)]} ${"-".repeat(40)}`,
      );
    await log.settled();
    expect(readdirSync(folder).sort()).toEqual(["api.1.log", "api.2.log", "api.log"]);
    for (const name of readdirSync(folder)) expect(statSync(path.join(folder, name)).size).toBeLessThanOrEqual(1000);
    expect(text().trimEnd().split("\n").at(-1), "the newest line is in the current file").toContain("jty");
  });

  test("is appended to after a restart, and closed to other users, also what was there", async () => {
    mkdirSync(path.join(folder, "logs"));
    writeFileSync(path.join(folder, "logs/api.log"), "before\n");
    writeFileSync(path.join(folder, "logs/api.1.log"), "long before\n");
    chmodSync(path.join(folder, "logs/api.log"), 0o644);
    const log = open({}, path.join(folder, "logs"));
    log.write("after");
    await log.settled();
    expect(text("logs/api.log")).toBe("before\nafter\n");
    expect(modeOf(path.join(folder, "logs"))).toBe("700");
    for (const name of ["api.log", "api.1.log"]) expect(modeOf(path.join(folder, "logs", name))).toBe("600");
  });

  test("counts the same refusal instead of repeating it", async () => {
    const log = open();
    for (let n = 0; n < 1000; n++) log.write(JSON.stringify({ level: 40, time: n, msg: "refused", address: `192.0.2.${n % 250}` }));
    for (let n = 0; n < 30; n++) log.write(JSON.stringify({ level: 30, msg: "call arrived", n }));
    log.write(JSON.stringify({ level: 40, msg: "something else" }));
    at += 10_001;
    log.write("next");
    await log.settled();
    const lines = text().trimEnd().split("\n");
    expect(lines.filter((line) => line.includes('"refused","address"'))).toHaveLength(20);
    expect(lines.find((line) => line.includes("more often"))).toContain('"more":980');
    expect(
      lines.filter((line) => line.includes("call arrived")),
      "what is no refusal is all there",
    ).toHaveLength(30);
    expect(text()).toContain("something else");
    expect(lines.at(-1)).toBe("next");
  });

  test("cuts a line that is very long", async () => {
    const log = open();
    log.write("x".repeat(25_000));
    await log.settled();
    expect(text().length).toBeLessThan(9_000);
    expect(text()).toContain("… 16808 more characters");
  });

  test("that cannot be written loses lines without a fault, says so once, and goes on when it can", async () => {
    const place = path.join(folder, "logs");
    writeFileSync(place, "no folder");
    const log = open({}, place);
    for (let n = 0; n < 5; n++) log.write(`lost ${"abcde"[n]}`);
    await log.settled();
    expect(troubles).toHaveLength(2);
    rmSync(place);
    mkdirSync(place);
    log.write("still within the pause");
    await log.settled();
    at += 1_001;
    log.write("written");
    await log.settled();
    expect(text("logs/api.log")).toContain('"lost":6');
    expect(text("logs/api.log")).toContain("\nwritten\n");
    expect(troubles.at(-1)).toBe("its log is written again; 6 lines were lost");
  });

  test.skipIf(process.getuid?.() !== 0 || process.platform !== "linux")(
    "survives a full disk and goes on when there is space again (needs root, for a small tmpfs)",
    async () => {
      const disk = path.join(folder, "disk");
      mkdirSync(disk);
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]);
      try {
        const log = open({}, path.join(disk, "logs"));
        log.write("first");
        await log.settled();
        writeFileSync(path.join(disk, "filler"), Buffer.alloc(52 * 1024));
        for (let n = 0; n < 100; n++) log.write(`${"abcdefghij"[n % 10]}${"klmnopqrst"[Math.floor(n / 10)]} ${"-".repeat(1000)}`);
        await log.settled();
        expect(troubles).toEqual([expect.stringContaining("ENOSPC")]);
        rmSync(path.join(disk, "filler"));
        at += 1_001;
        log.write("there is space again");
        await log.settled();
        expect(text("disk/logs/api.log").trimEnd().split("\n").at(-1)).toBe("there is space again");
        expect(troubles.at(-1)).toMatch(/written again; \d+ lines were lost/);
      } finally {
        execFileSync("umount", [disk]);
      }
    },
  );
});
