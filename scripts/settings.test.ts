import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { apiUrl, appUrl, readSettings } from "./settings.mjs";
import { lineForScreen } from "./supervise.mjs";

describe("settings", () => {
  test("everything is optional: a demo with a simulated carrier on this machine alone", () => {
    expect(readSettings({})).toMatchObject({ demo: true, carrier: true, carrierCalls: 2, host: "127.0.0.1", port: 3000, sipPort: 5060 });
  });

  test("without the demo nobody calls by himself", () => {
    expect(readSettings({ DEMO: "off" })).toMatchObject({ demo: false, carrier: false, carrierCalls: 0 });
  });

  test("an empty variable is the same as none", () => {
    expect(readSettings({ PORT: "", DATABASE_URL: "", DEMO: "" })).toEqual(readSettings({}));
  });

  test.each([
    ["PORT", "http"],
    ["PORT", "70000"],
    ["SIP_PORT", "-1"],
    ["SIP_HOST", "example"],
    ["RTP_PORTS", "20000"],
    ["RTP_PORTS", "30000-20000"],
    ["RTP_PORTS", "80-2000"],
    ["CARRIER", "yes"],
    ["CARRIER_CALLS", "many"],
    ["CARRIER_SIP_PORT", "5060"],
    ["SIP_PORT", "20500"],
    ["MEDIA_ENGINE", "other"],
    ["DEMO", "true"],
    ["DEMO_PASSWORD", "short"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["REDIS_URL", "localhost:6379"],
    ["APP_URL", "desk.example"],
  ])("a bad %s is told by its name: %s", (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(name);
  });

  test.each(["/proc/no/such/place", path.join(import.meta.dirname, "settings.mjs", "data")])(
    "a folder that cannot be made is told: %s",
    (folder) => {
      // In a process of its own: what does not return must fail this test, not hold up the run.
      const script = `import("./settings.mjs").then(({ checkFolder }) => checkFolder(${JSON.stringify(folder)})).catch((error) => console.log(error.message))`;
      const { stdout } = spawnSync(process.execPath, ["-e", script], { cwd: import.meta.dirname, encoding: "utf8", timeout: 5_000 });
      expect(stdout).toContain(`DATA_DIR=${folder} is not right: it cannot be written`);
    },
  );

  test("a password in an address is not repeated", () => {
    expect(() => readSettings({ DATABASE_URL: "mysql://me:secret@localhost/x" })).toThrow(/^(?!.*secret)/);
  });

  test("people and programs reach the api where it listens", () => {
    expect(appUrl(readSettings({ HOST: "0.0.0.0" }))).toBe("http://localhost:3000");
    expect(appUrl(readSettings({ HOST: "::1", PORT: "80" }))).toBe("http://[::1]:80");
    expect(appUrl(readSettings({ APP_URL: "https://desk.example" }))).toBe("https://desk.example");
    expect(apiUrl(readSettings({ HOST: "0.0.0.0", APP_URL: "https://desk.example" }))).toBe("http://127.0.0.1:3000");
  });
});

describe("what the screen shows of a program's log", () => {
  test.each([
    ['{"level":30,"msg":"api listens"}', undefined],
    ['{"level":40,"msg":"slow"}', "slow"],
    ['{"level":50,"msg":"request failed","err":{"message":"no such table"}}', "request failed: no such table"],
    ["Error: out of memory", "Error: out of memory"],
    ["   ", undefined],
    ["{ not: json", "{ not: json"],
  ])("%s → %s", (line, shown) => {
    expect(lineForScreen(line)).toBe(shown);
  });
});
