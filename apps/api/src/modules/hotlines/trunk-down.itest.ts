import { hotlineEndpoints, notificationEndpoints, notificationPushes } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { grant } from "../identity/identity.factory.ts";
import { heedTrunks } from "./commands/heed-trunks.ts";
import { trunkFactory } from "./hotlines.factory.ts";

let api: Harness;
let ops: ApiClient;
let agent: ApiClient;
beforeAll(async () => {
  api = await startHarness();
  ops = (await api.signInNew({ grants: grant("all", "settings.read", "settings.edit") })).client;
  agent = (await api.signInNew()).client;
});
afterAll(() => api.stop());

let ports = 7_000;
/** A trunk at an address of its own. */
async function aTrunk() {
  const { id } = await trunkFactory(api.db);
  const { host, port, transport } = await api.db.prisma.trunk.update({ where: { id }, data: { port: ++ports } });
  const address = { host, port, transport: transport as "udp" };
  return { id, down: { ...address, up: false }, up: { ...address, up: true } };
}
const downSince = async (id: string): Promise<string | null | undefined> =>
  (await ops.call(hotlineEndpoints.trunks)).items.find((each) => each.id === id)?.downSince;
const told = async (client: ApiClient, port: number): Promise<string[]> =>
  (await client.call(notificationEndpoints.list, { query: {} })).items
    .filter(({ text }) => text.endsWith(`:${port}`))
    .map(({ kind }) => kind);

describe("a trunk that does not answer", () => {
  it("is shown with the time, told once to those who edit settings, and told again when it answers", async () => {
    const { id, down, up } = await aTrunk();
    const page = await ops.page();
    api.voice.tellTrunks([down]);
    await page.take(notificationPushes.added, ({ item }) => item.kind === "trunk_down");
    expect(await downSince(id)).toBe(api.clock.now().toISOString());
    const since = await downSince(id);
    api.clock.advance(60_000);
    await heedTrunks(api.ctx, [down]);
    expect(await downSince(id)).toBe(since);
    expect(await told(ops, down.port)).toEqual(["trunk_down"]);
    api.voice.tellTrunks([up]);
    await page.take(notificationPushes.added, ({ item }) => item.kind === "trunk_up");
    expect(await downSince(id)).toBeNull();
    expect(await told(ops, down.port)).toEqual(["trunk_up", "trunk_down"]);
    expect(await told(agent, down.port)).toEqual([]);
    expect((await api.db.prisma.event.findMany({ where: { entityId: id }, orderBy: { seq: "asc" } })).map(({ name }) => name)).toEqual([
      "trunk.down",
      "trunk.up",
    ]);
    page.close();
  });

  it("is told once, however many processes hear of it at the same moment", async () => {
    const { id, down } = await aTrunk();
    await Promise.all([1, 2, 3, 4].map(() => heedTrunks(api.ctx, [down])));
    expect(await told(ops, down.port)).toEqual(["trunk_down"]);
    expect(await api.db.prisma.event.count({ where: { entityId: id } })).toBe(1);
  });

  it("stays so while voice knows nothing of it, as after voice's restart, and one that nobody has is nothing", async () => {
    const { id, down } = await aTrunk();
    await heedTrunks(api.ctx, [down]);
    await heedTrunks(api.ctx, []);
    await heedTrunks(api.ctx, [{ host: "nobody.example", port: 5060, transport: "udp", up: false }]);
    expect(await downSince(id)).not.toBeNull();
  });
});
