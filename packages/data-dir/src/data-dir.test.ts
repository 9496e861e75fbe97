import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeFolder, makeFileOnce, weaknessOf, withKeptSecrets } from "./index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "data-dir-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const modeOf = (place: string) => (statSync(place).mode & 0o777).toString(8);

describe("secrets in DATA_DIR", () => {
  it("are made at the first start, for their user alone, and kept", () => {
    const first = withKeptSecrets({ DATA_DIR: folder, PORT: "1" }, ["JWT_SECRET", "VOICE_LINK_SECRET"]);
    expect(first.PORT).toBe("1");
    expect(first.JWT_SECRET).not.toBe(first.VOICE_LINK_SECRET);
    expect(weaknessOf(first.JWT_SECRET ?? "")).toBeUndefined();
    expect(withKeptSecrets({ DATA_DIR: folder }, ["JWT_SECRET"]).JWT_SECRET).toBe(first.JWT_SECRET);
    expect(modeOf(path.join(folder, "secrets"))).toBe("700");
    expect(readdirSync(path.join(folder, "secrets")).sort()).toEqual(["JWT_SECRET", "VOICE_LINK_SECRET"]);
    for (const name of ["JWT_SECRET", "VOICE_LINK_SECRET"]) expect(modeOf(path.join(folder, "secrets", name))).toBe("600");
  });

  it("give way to the environment, unless that is empty", () => {
    expect(withKeptSecrets({ DATA_DIR: folder, JWT_SECRET: "given" }, ["JWT_SECRET"]).JWT_SECRET).toBe("given");
    expect(readdirSync(folder)).toEqual([]);
    expect(withKeptSecrets({ DATA_DIR: folder, JWT_SECRET: "" }, ["JWT_SECRET"]).JWT_SECRET).toHaveLength(43);
  });

  it("are read without the line end of an editor, and closed again when others could read them", () => {
    const { JWT_SECRET = "" } = withKeptSecrets({ DATA_DIR: folder }, ["JWT_SECRET"]);
    const file = path.join(folder, "secrets/JWT_SECRET");
    writeFileSync(file, `${JWT_SECRET}\n`);
    chmodSync(file, 0o644);
    expect(withKeptSecrets({ DATA_DIR: folder }, ["JWT_SECRET"]).JWT_SECRET).toBe(JWT_SECRET);
    expect(modeOf(file)).toBe("600");
  });

  it("name the variable where they cannot be kept", () => {
    writeFileSync(path.join(folder, "file"), "");
    expect(() => withKeptSecrets({ DATA_DIR: path.join(folder, "file") }, ["JWT_SECRET"])).toThrow(/^JWT_SECRET: .*ENOTDIR/);
  });

  it("are the same for programs that start at once", async () => {
    const script = `import(${JSON.stringify(path.join(import.meta.dirname, "index.ts"))}).then(({ withKeptSecrets }) => {
      process.stdout.write("ready");
      process.stdin.once("data", () => { console.log(withKeptSecrets({ DATA_DIR: ${JSON.stringify(folder)} }, ["A_SECRET"]).A_SECRET); process.exit(0); });
    })`;
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ["--import", "tsx", "-e", script], { stdio: ["pipe", "pipe", "inherit"] }),
    );
    const outputs = await Promise.all(
      children.map(async (child) => {
        let output = "";
        const ready = new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
        child.stdout.on("data", (chunk) => (output += chunk));
        await ready;
        return { child, ended: new Promise<string>((resolve) => child.once("close", () => resolve(output.slice("ready".length)))) };
      }),
    );
    for (const { child } of outputs) child.stdin.write("go");
    const secrets = new Set(await Promise.all(outputs.map(({ ended }) => ended)));
    expect(secrets).toEqual(new Set([`${readFileSync(path.join(folder, "secrets/A_SECRET"), "utf8")}\n`]));
  });

  it("are whole files: what a killed process left beside is no secret", () => {
    writeFileSync(path.join(folder, "KEY.half"), "ha");
    expect(makeFileOnce(path.join(folder, "KEY"), () => "whole")).toBe("whole");
  });
});

describe("a secret for production", () => {
  it.each([
    ["short", "too short"],
    ["cloverdesk-dev", "too short"],
    ["a long random text that api and voice share", "an example"],
    ["your-super-secret-jwt-token-with-at-least-32-characters-long", "an example"],
    ["please-change-me-please-change-me", "an example"],
    ["a".repeat(64), "repeats"],
    ["0123012301230123012301230123012301230123", "repeats"],
  ])("is not %s", (secret, why) => expect(weaknessOf(secret)).toContain(why));

  it.each(["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "mR4yq7VxZ0c1Jt8sWb3kPz6uGd2hLn5e"])("may be %s", (secret) =>
    expect(weaknessOf(secret)).toBeUndefined(),
  );
});

describe("a closed folder", () => {
  it("keeps others out of it and of all that was there before", async () => {
    mkdirSync(path.join(folder, "2026/11"), { recursive: true, mode: 0o755 });
    writeFileSync(path.join(folder, "2026/11/a.wav"), "", { mode: 0o644 });
    writeFileSync(path.join(folder, "elsewhere"), "", { mode: 0o644 });
    mkdirSync(path.join(folder, "recordings"), { mode: 0o755 });
    symlinkSync(path.join(folder, "elsewhere"), path.join(folder, "2026/link"));
    chmodSync(path.join(folder, "2026"), 0o755);
    expect(await closeFolder(path.join(folder, "2026"))).toEqual([]);
    for (const place of ["2026", "2026/11"]) expect(modeOf(path.join(folder, place))).toBe("700");
    expect(modeOf(path.join(folder, "2026/11/a.wav"))).toBe("600");
    expect(modeOf(path.join(folder, "elsewhere")), "what a link leads to").toBe("644");
  });

  it("may be missing", async () => expect(await closeFolder(path.join(folder, "none"))).toEqual([]));
});
