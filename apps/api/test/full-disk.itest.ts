import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentOnDuty, hotlineWithGroup, talking } from "../src/modules/calls/calls.factory.ts";
import { grant } from "../src/modules/identity/identity.factory.ts";
import { type Harness, startHarness } from "./harness.ts";

const canMount = process.getuid?.() === 0 && process.platform === "linux";

describe.skipIf(!canMount)("a full disk of DATA_DIR (needs root, for a small tmpfs)", () => {
  let house: Harness;
  let disk: string;
  beforeAll(async () => {
    disk = mkdtempSync(path.join(tmpdir(), "disk-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", disk]);
    mkdirSync(path.join(disk, "data"));
    house = await startHarness({ env: { DATA_DIR: path.join(disk, "data") } });
  });
  afterAll(async () => {
    await house?.stop();
    execFileSync("umount", [disk]);
    rmSync(disk, { recursive: true });
  });
  const fill = () => writeFileSync(path.join(disk, "filler"), Buffer.alloc(statfsSync(disk).bavail * statfsSync(disk).bsize));
  const ready = async () => (await fetch(`${house.base}/readyz`)).json();

  it("refuses files with 507, lets calls go on, is told by /readyz, and is over when there is room again", async () => {
    const { group, hotline } = await hotlineWithGroup(house);
    const agent = await agentOnDuty(house, group.id);
    const { client } = await house.signInNew({ grants: grant("all", "tickets.create", "tickets.work", "tickets.read") });
    const upload = async () =>
      fetch(`${house.base}/api/tickets/files/${crypto.randomUUID()}?name=a.txt`, {
        method: "POST",
        headers: { authorization: `Bearer ${client.session?.accessToken}`, "content-type": "application/octet-stream" },
        body: "text ".repeat(20_000),
      });
    expect((await upload()).status).toBe(200);
    expect(await ready()).toMatchObject({ ok: true, storage: true });

    fill();
    const refused = await upload();
    expect(refused.status).toBe(507);
    expect(refused.headers.get("content-type")).toContain("application/problem+json");
    expect(await refused.json()).toMatchObject({ code: "server.storage_full", status: 507 });
    expect(await ready()).toMatchObject({ ok: true, database: true, storage: false });
    await talking(house, hotline, agent);

    rmSync(path.join(disk, "filler"));
    expect((await upload()).status).toBe(200);
    expect(await ready()).toMatchObject({ storage: true });
  });
});
