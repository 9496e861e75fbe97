import { importEndpoints as e, type ImportOutcome, type ImportTarget } from "@cloverdesk/contracts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../../test/harness.ts";
import { type TicketHouse, ticketHouse } from "../tickets.factory.ts";
import { checkedImport, committedImport, csvOf, freshPhone, IMPORT_OPS, importTarget, type Line, line } from "./ticket-import.factory.ts";

let api: Harness;
let house: TicketHouse;
let ops: ApiClient;
beforeAll(async () => {
  api = await startHarness();
  house = await ticketHouse(api);
  ops = (await api.signInNew({ grants: IMPORT_OPS })).client;
});
afterAll(() => api.stop());

/** Numbers from a seed, 0 ≤ x < 1 (mulberry32): a failing file can be made again. */
function seeded(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LONG = 24;
/** A file as chance makes it, and for each row whether a person would call it right. */
function randomFile(random: () => number, knownPhones: string[]) {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const used: string[] = [...knownPhones];
  const lines: Line[] = [];
  for (let n = 0; n < LONG; n++) {
    const repeated = used.length > 0 && random() < 0.3;
    const phone = repeated ? pick(used) : freshPhone();
    used.push(phone);
    const spelled = pick([phone, `+86 ${phone}`, `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`]);
    const given: Line[] = [
      {},
      {},
      {},
      { phone: pick(["12", "王", "1.38E+10"]) },
      { reason: "brokn" },
      { customer_name: "" },
      { reason: "late", amount: "5" },
      { customer_name: " ", phone: "", reason: "" },
    ];
    lines.push(line({ phone: spelled, ...pick(given) }));
  }
  return lines;
}

/** What must become of each row, told the slow way: row by row, with all numbers before it in hand. */
function outcomesOf(lines: Line[], knownPhones: string[]): ImportOutcome[] {
  const known = new Set(knownPhones);
  const seen = new Set<string>();
  return lines.map(({ customer_name = "", phone = "", reason = "", amount = "" }) => {
    if ([customer_name, phone, reason, amount].every((cell) => cell.trim() === "")) return "empty";
    const digits = phone.replace(/^\+86/, "").replace(/\D/g, "");
    const right = /^138\d{8}$/.test(digits) && customer_name.trim() !== "" && reason !== "brokn" && !(reason === "late" && amount !== "");
    if (!right) return "fault";
    if (seen.has(digits)) return "same_in_file";
    seen.add(digits);
    return known.has(digits) ? "known" : "ready";
  });
}

const countTickets = (target: ImportTarget) => api.db.prisma.ticket.count({ where: { typeId: target.typeId } });
const all = async (importId: string) => (await ops.call(e.rows, { params: { importId }, query: { limit: 200 } })).items;

it.each([11, 12, 13, 14, 15, 16])(
  "random file %i: each row has its one outcome, repairs make faults right, what is ready is created, and the undo takes all of it back",
  async (seed) => {
    const random = seeded(seed);
    const target = await importTarget(house);
    const agent = (await house.agent()).client;
    const knownPhones = [freshPhone(), freshPhone()];
    for (const phone of knownPhones) await house.ticket(agent, { ...target, values: { phone, reason: "late" } });
    const lines = randomFile(random, knownPhones);
    const item = await checkedImport(api, csvOf(lines), { as: ops, target });
    const model = outcomesOf(lines, knownPhones);
    expect((await all(item.id)).map(({ outcome }) => outcome)).toEqual(model);
    expect(Object.values(item.figures).reduce((sum, n) => sum + n, 0)).toBe(LONG);

    // Every fault is repaired by what would have been right; the rows are checked again, one by one.
    for (const row of (await all(item.id)).filter(({ outcome }) => outcome === "fault")) {
      const right = { customer_name: "李先生", phone: freshPhone(), reason: "broken" };
      lines[row.row - 2] = right;
      await ops.call(e.repairRow, {
        params: { importId: item.id, row: String(row.row) as never },
        body: { version: row.version, cells: { ...right, amount: "" } },
      });
    }
    const repaired = outcomesOf(lines, knownPhones);
    expect((await all(item.id)).map(({ outcome }) => outcome)).toEqual(repaired);

    const ready = repaired.filter((outcome) => outcome === "ready").length;
    const before = await countTickets(target);
    const done = await committedImport(api, ops, await ops.call(e.get, { params: { importId: item.id } }));
    expect(done).toMatchObject({ state: "done", figures: { created: ready } });
    expect(await countTickets(target)).toBe(before + ready);

    await ops.call(e.undo, { params: { importId: item.id } });
    await api.sweep();
    expect(await ops.call(e.get, { params: { importId: item.id } })).toMatchObject({ state: "undone", figures: { undone: ready } });
    expect(await countTickets(target)).toBe(before);
  },
);
