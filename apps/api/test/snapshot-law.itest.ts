import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ENDPOINTS, type Endpoint } from "@cloverdesk/contracts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type TicketHouse, ticketHouse } from "../src/modules/tickets/tickets.factory.ts";
import { type Harness, startHarness } from "./harness.ts";
import { CALL_EFFECTS, CALL_LAWS } from "./snapshot-law/calls.ts";
import { type Case, holdTheLaw } from "./snapshot-law/law.ts";
import { TICKET_SETUP_LAWS } from "./snapshot-law/ticket-setup.ts";
import { TICKET_EFFECTS, TICKET_LAWS } from "./snapshot-law/tickets.ts";

/** Modules that are not about calls and tickets. One that is new is held to the law until it is named here. */
const ELSEWHERE = new Set([
  "identity",
  "groups",
  "hotlines",
  "installation",
  "jobs",
  "exports",
  "imports",
  "customers",
  "routing",
  "agents",
  "automation",
  "categories",
  "notifications",
]);
const CHANGING = Object.entries(ENDPOINTS)
  .filter(([module]) => !ELSEWHERE.has(module))
  .flatMap(([, endpoints]) => Object.values(endpoints) as Endpoint[])
  .filter(({ method }) => method !== "GET");

type Law = (api: Harness, house: TicketHouse) => Promise<Case>;
const LAWS: Record<string, Law> = { ...CALL_LAWS, ...TICKET_LAWS, ...TICKET_SETUP_LAWS };
const EFFECTS: Record<string, Law> = { ...CALL_EFFECTS, ...TICKET_EFFECTS };

/** The law of everything live: an old snapshot and the pushes since make a fresh snapshot, and versions count what changed, each with an event. */
describe("a page comes by its old snapshot and the pushes to what a fresh one says", () => {
  let api: Harness;
  let house: TicketHouse;
  let dataDir: string;
  const open: Case[] = [];
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), "snapshot-law-"));
    api = await startHarness({ env: { DATA_DIR: dataDir } });
    house = await ticketHouse(api);
  });
  afterEach(() => {
    for (const { as, watchers } of open.splice(0)) {
      as.close();
      for (const { page } of watchers) page.close();
    }
  });
  afterAll(async () => {
    await api.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function hold(law: Law, performed: (given: Case) => Promise<unknown>): Promise<void> {
    const given = await law(api, house);
    open.push(given);
    await holdTheLaw(api, () => performed(given).then(given.after), given);
  }

  it("after every changing endpoint of calls and tickets, none left out", () => {
    expect(Object.keys(LAWS).sort()).toEqual(CHANGING.map(({ id }) => id).sort());
  });

  it.each(CHANGING.filter(({ id }) => id in LAWS).map((endpoint) => [endpoint.id, endpoint] as const))("after %s", (id, endpoint) =>
    hold(LAWS[id]!, ({ as, input, perform }) => perform?.() ?? as.call(endpoint, input)),
  );

  it.each(Object.entries(EFFECTS))("when %s", (_what, law) => hold(law, ({ perform }) => perform!()));
});
