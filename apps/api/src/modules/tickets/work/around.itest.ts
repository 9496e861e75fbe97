import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { callEndpoints, ticketEndpoints as e, notificationEndpoints, notificationPushes, ticketPushes } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, type Page, startHarness } from "../../../../test/harness.ts";
import { agentOnDuty, hotlineWithGroup } from "../../calls/calls.factory.ts";
import { grant } from "../../identity/identity.factory.ts";
import { UNUSED_MS } from "../files/files.ts";
import { TICKET_AGENT, type TicketHouse, ticketHouse } from "../tickets.factory.ts";

let api: Harness;
let house: TicketHouse;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "tickets-"));
  api = await startHarness({ env: { DATA_DIR: dataDir } });
  house = await ticketHouse(api);
});
afterAll(async () => {
  await api.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const at = (ticket: { id: string }) => ({ ticketId: ticket.id });
const HOUR = 3_600_000;
const told = async (client: ApiClient) => (await client.call(notificationEndpoints.list)).items.map((item) => [item.kind, item.ticket?.id]);

describe("notifications", () => {
  it("tell of handing over, urging, copies and mentions, once each, on every page of the person, until they are read", async () => {
    const [agent, other] = [await house.agent(), await house.agent()];
    const page = await other.client.page();
    const made = await house.ticket(agent.client);
    await agent.client.call(e.claim, { params: at(made) });
    await agent.client.call(e.transfer, { params: at(made), body: { to: { personId: other.id }, note: "请跟进" } });
    expect(await page.take(notificationPushes.added)).toMatchObject({
      unread: 1,
      item: { kind: "ticket_assigned", text: "请跟进", by: { id: agent.id }, ticket: { id: made.id } },
    });
    await agent.client.call(e.urge, { params: at(made), body: { note: "快" } });
    await agent.client.call(e.copy, { params: at(made), body: { personIds: [other.id] } });
    await agent.client.call(e.comment, { params: { ...at(made), commentId: randomUUID() }, body: { text: "@你", mentions: [other.id] } });
    expect((await told(other.client)).map(([kind]) => kind)).toEqual([
      "ticket_mentioned",
      "ticket_copied",
      "ticket_urged",
      "ticket_assigned",
    ]);
    expect(await told(agent.client)).toEqual([]);
    const { items } = await other.client.call(notificationEndpoints.list, { query: { limit: 2 } });
    expect(await agent.client.call(notificationEndpoints.read, { body: { ids: items.map((item) => item.id) } })).toEqual({ unread: 0 });
    expect(await other.client.call(notificationEndpoints.read, { body: { ids: items.map((item) => item.id) } })).toEqual({ unread: 2 });
    expect(await page.take(notificationPushes.read)).toMatchObject({ unread: 2 });
    expect(await other.client.call(notificationEndpoints.read, { body: {} })).toEqual({ unread: 0 });
  });
});

describe("a notice of a long note", () => {
  it("ends before a character that would be cut in half, and one with half a character is refused", async () => {
    const [agent, other] = [await house.agent(), await house.agent()];
    const made = await house.ticket(agent.client);
    await agent.client.call(e.claim, { params: at(made) });
    const urge = (note: string) =>
      agent.client.call(e.comment, { params: { ...at(made), commentId: randomUUID() }, body: { text: note, mentions: [other.id] } });
    await urge(`${"长".repeat(999)}😀 end`);
    const [item] = (await other.client.call(notificationEndpoints.list)).items;
    expect(item?.text).toBe("长".repeat(999));
    await expect(urge("x\ud83d")).rejects.toMatchObject({ status: 400 });
  });
});

describe("time", () => {
  it("warns before a ticket is due, tells when it is over, and escalates as the flow says: each once, by however many processes", async () => {
    const agent = await house.agent();
    const another = await api.anotherProcess();
    const made = await house.ticket(agent.client);
    await agent.client.call(e.claim, { params: at(made) });
    api.clock.advance(46 * 60_000);
    await Promise.all([api.ctx.sweeper.runAll(), another.ctx.sweeper.runAll()]);
    api.clock.advance(15 * 60_000);
    await Promise.all([api.ctx.sweeper.runAll(), another.ctx.sweeper.runAll()]);
    const after = await house.ops.call(e.get, { params: at(made) });
    expect(after).toMatchObject({ node: { code: "second" }, group: { id: house.second.id }, handler: null, dueAt: null });
    const { items } = await house.ops.call(e.track, { params: at(made) });
    expect(items.map((item) => item.deed)).toEqual(["escalated", "overdue", "due_soon", "claimed", "created"]);
    expect(items[0]).toMatchObject({ by: null, action: { zh: "升级二线" } });
    expect((await told(agent.client)).filter(([, id]) => id === made.id).map(([kind]) => kind)).toEqual([
      "ticket_overdue",
      "ticket_due_soon",
    ]);
  });

  it("fires a reminder once, after all processes were down as well, and keeps the flag", async () => {
    const agent = await house.agent();
    const made = await house.ticket(agent.client);
    const remindAt = new Date(api.clock.now().getTime() + HOUR).toISOString();
    await agent.client.call(e.mark, { params: at(made), body: { flag: "red", remindAt, remindText: "回电" } });
    await api.sweep();
    expect(await told(agent.client)).toEqual([]);
    api.clock.advance(2 * HOUR);
    const restarted = await api.anotherProcess();
    await Promise.all([api.ctx.sweeper.runAll(), restarted.ctx.sweeper.runAll(), api.ctx.sweeper.runAll()]);
    const { items } = await agent.client.call(notificationEndpoints.list);
    expect(items.filter((item) => item.kind === "ticket_reminder")).toMatchObject([{ text: "回电", ticket: { id: made.id }, by: null }]);
    const [row] = (await agent.client.call(e.mine, { params: { list: "marked" } })).items;
    expect(row?.mark).toEqual({ flag: "red", remindAt: null, remindText: "回电" });
    expect(await agent.client.call(e.mark, { params: at(made), body: { flag: null } })).toBeNull();
  });
});

const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const upload = (client: ApiClient, name: string, bytes: Buffer, id: string = randomUUID()) =>
  fetch(`${api.base}/api/tickets/files/${id}?name=${encodeURIComponent(name)}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${client.session?.accessToken}`,
      "content-type": "application/octet-stream",
      "accept-language": "en",
    },
    body: new Uint8Array(bytes),
  });

describe("files", () => {
  it("belong to the ticket that names them, and are read by whoever may read it and nobody else", async () => {
    const [agent, stranger] = [await house.agent(), await house.agent(house.second.id)];
    const fileId = randomUUID();
    const answer = await upload(agent.client, "照片 1.png", png, fileId);
    expect(await answer.json()).toMatchObject({ id: fileId, name: "照片 1.png", type: "image/png", bytes: png.length });
    expect((await upload(stranger.client, "x.png", png, fileId)).status).toBe(403);
    await expect(house.ticket(stranger.client, { values: { photos: [fileId] } })).rejects.toMatchObject({ code: "tickets.values_invalid" });
    const made = await house.ticket(agent.client, { values: { photos: [fileId] } });
    expect(made.files).toMatchObject([{ id: fileId, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    const open = (client: ApiClient, ticketId: string, id = fileId) => client.send(e.download, { params: { ticketId, fileId: id } });
    const file = await open(agent.client, made.id);
    expect(file).toMatchObject({ status: 200, body: png });
    expect(file.headers.get("content-disposition")).toMatch(/^attachment/);
    expect(file.headers.get("x-content-type-options")).toBe("nosniff");
    const theirs = await house.ticket(stranger.client);
    for (const [client, ticketId, id] of [
      [stranger.client, made.id, fileId],
      [stranger.client, theirs.id, fileId],
      [agent.client, made.id, randomUUID()],
    ] as const)
      expect((await open(client, ticketId, id)).status).toBe(404);
    expect((await open(api.anonymous(), made.id)).status).toBe(401);
    expect(await api.db.prisma.audit.count({ where: { verb: "ticket_file.downloaded", entityId: made.id } })).toBe(1);
  });

  it("sent twice at once are one file, and nobody else's bytes come to stand under its id", async () => {
    const [agent, other] = [await house.agent(), await house.agent()];
    const id = randomUUID();
    const both = await Promise.all([upload(agent.client, "x.png", png, id), upload(agent.client, "x.png", png, id)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const contested = randomUUID();
    const longer = Buffer.concat([png, Buffer.from("theirs")]);
    const answers = await Promise.all([upload(agent.client, "x.png", png, contested), upload(other.client, "x.png", longer, contested)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
    const file = await api.db.prisma.ticketFile.findUniqueOrThrow({ where: { id: contested } });
    const place = path.join(api.ctx.env.DATA_DIR, "files", contested.slice(0, 2), contested);
    expect((await readFile(place)).length).toBe(file.bytes);
  });

  it("are uploaded by whoever may create or work on tickets, and by no mere reader", async () => {
    const worker = await api.signInNew({ grants: grant("own", "tickets.read", "tickets.work") });
    const reader = await api.signInNew({ grants: grant("all", "tickets.read") });
    expect((await upload(worker.client, "x.png", png)).status).toBe(200);
    expect((await upload(reader.client, "x.png", png)).status).toBe(403);
  });

  it("are deleted after a week when neither a ticket nor a draft names them", async () => {
    const agent = await house.agent();
    const [used, drafted, left, fresh] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    for (const id of [used, drafted, left]) await upload(agent.client, "x.png", png, id);
    await house.ticket(agent.client, { values: { photos: [used] } });
    await agent.client.call(e.keepDraft, { params: { ticketId: randomUUID() }, body: { values: { photos: [drafted] } } });
    api.clock.advance(UNUSED_MS + 1);
    await upload((await house.agent()).client, "x.png", png, fresh);
    const place = (id: string) => path.join(api.ctx.env.DATA_DIR, "files", id.slice(0, 2), id);
    expect(existsSync(place(left))).toBe(true);
    await api.sweep();
    const kept = await api.db.prisma.ticketFile.findMany({ where: { id: { in: [used, drafted, left, fresh] } }, select: { id: true } });
    expect(kept.map(({ id }) => id).sort()).toEqual([used, drafted, fresh].sort());
    expect([used, drafted, left, fresh].map((id) => existsSync(place(id)))).toEqual([true, true, false, true]);
  });

  it("go with a comment: seen in the track with name and size, previewed by readers alone, one comment when sent twice", async () => {
    const [agent, colleague, stranger] = [await house.agent(), await house.agent(), await house.agent(house.second.id)];
    const made = await house.ticket(agent.client);
    const [picture, note, foreign] = [randomUUID(), randomUUID(), randomUUID()];
    await upload(agent.client, "盖子.png", png, picture);
    await upload(agent.client, "说明.txt", Buffer.from("第一行"), note);
    await upload(stranger.client, "x.png", png, foreign);
    const say = (as: ApiClient, body: object, commentId: string = randomUUID()) =>
      as.call(e.comment, { params: { ...at(made), commentId }, body });
    const commentId = randomUUID();
    const body = { text: "见附件", fileIds: [picture, note] };
    const [first] = await Promise.all([say(agent.client, body, commentId), say(agent.client, body, commentId)]);
    expect(first.files.map((file) => file.name).sort()).toEqual(["盖子.png", "说明.txt"].sort());
    const lines = async () => (await colleague.client.call(e.track, { params: at(made) })).items.filter(({ deed }) => deed === "commented");
    expect(await lines()).toMatchObject([
      {
        note: "见附件",
        files: [
          { id: picture, name: "盖子.png", type: "image/png", bytes: png.length },
          { id: note, name: "说明.txt", type: "text/plain" },
        ],
      },
    ]);
    // A file says enough; one of the ticket's own may be shown again.
    await say(agent.client, { text: "", fileIds: [picture] });
    expect(await lines()).toMatchObject([{ note: "", files: [{ id: picture }] }, {}]);
    for (const refused of [
      { text: "x", fileIds: [foreign] },
      { text: "x", fileIds: [randomUUID()] },
    ])
      await expect(say(agent.client, refused)).rejects.toMatchObject({ code: "tickets.values_invalid" });
    for (const invalid of [
      { text: " ", fileIds: [] },
      { text: "x", fileIds: Array.from({ length: 11 }, () => randomUUID()) },
    ])
      await expect(say(agent.client, invalid)).rejects.toMatchObject({ status: 400 });
    await expect(say(stranger.client, { text: "x" })).rejects.toMatchObject({ code: "tickets.not_found" });
    expect(await lines()).toHaveLength(2);

    const preview = (as: ApiClient, fileId: string) =>
      as.send(e.download, { params: { ticketId: made.id, fileId }, query: { preview: "true" } });
    expect(await preview(colleague.client, picture)).toMatchObject({ status: 200, body: png });
    expect((await preview(stranger.client, picture)).status).toBe(404);
    expect((await preview(colleague.client, foreign)).status).toBe(404);
    expect(await api.db.prisma.audit.count({ where: { verb: "ticket_file.previewed", entityId: made.id } })).toBe(1);
  });

  it("are refused when their bytes are not what their name says or too many, and leave nothing behind", async () => {
    const agent = await house.agent();
    const before = (await readdir(path.join(dataDir, "files"), { recursive: true })).length;
    expect((await upload(agent.client, "../../etc/passwd.png", Buffer.from("<html>"))).status).toBe(422);
    expect((await upload(agent.client, "tool.exe", Buffer.from("MZ"))).status).toBe(422);
    const big = await upload(agent.client, "big.png", Buffer.concat([png, Buffer.alloc(21 * 1024 * 1024)])).then(
      (answer) => answer.status,
      () => 413,
    );
    expect(big).toBe(413);
    await until(async () => {
      const left = await readdir(path.join(dataDir, "files"), { recursive: true });
      return left.filter((name) => name.endsWith(".part")).length === 0 && left.length <= before + 3;
    }, "nothing is left of refused files");
  });
});

describe("who else is here", () => {
  it("is told to those who are, by socket, until a tab leaves, closes or falls silent", async () => {
    const [agent, other] = [await house.agent(), await house.agent()];
    const made = await house.ticket(agent.client);
    const [mine, theirs] = [await agent.client.page(), await other.client.page()];
    const here = (client: ApiClient, page: Page, doing: "viewing" | "editing" | "leaving") =>
      client.call(e.here, { params: at(made), body: { tabId: page.tabId, doing } });
    const people = async (expected: [string, boolean][]) => {
      const push = await mine.take(
        ticketPushes.presenceChanged,
        ({ items }) => JSON.stringify(items.map((item) => [item.person.id, item.editing])) === JSON.stringify(expected),
      );
      expect(push.ticketId).toBe(made.id);
    };
    expect((await here(agent.client, mine, "viewing")).items.map((item) => item.person.id)).toEqual([agent.id]);
    api.clock.advance(1_000);
    await here(other.client, theirs, "viewing");
    await people([
      [agent.id, false],
      [other.id, false],
    ]);
    await here(other.client, theirs, "editing");
    await people([
      [agent.id, false],
      [other.id, true],
    ]);
    theirs.close();
    await people([[agent.id, false]]);
    const again = await other.client.page();
    await here(other.client, again, "viewing");
    api.clock.advance(30_000);
    await here(agent.client, mine, "viewing");
    api.clock.advance(30_000);
    await api.sweep();
    expect((await here(agent.client, mine, "viewing")).items.map((item) => item.person.id)).toEqual([agent.id]);
  });
});

describe("calls from a ticket", () => {
  it("are placed where the node allows it, to the ticket's number, and stand in the ticket", async () => {
    const { group } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    await api.db.prisma.role.updateMany({ where: { people: { some: { personId: agent.personId } } }, data: { grants: TICKET_AGENT } });
    await api.db.prisma.skillGroupMember.create({ data: { skillGroupId: house.first.id, personId: agent.personId } });
    const { client } = await api.signInNew({ grants: TICKET_AGENT, skillGroupIds: [house.first.id] });
    const made = await house.ticket(client, { values: { phone: "+8613800139555" } });
    await house.ops.call(e.transfer, { params: at(made), body: { to: { personId: agent.personId }, note: "回访" } });
    const callId = randomUUID();
    const dial = (ticketId: string, id = callId) =>
      agent.client.call(callEndpoints.dial, { body: { id, number: "138****9555", source: "ticket", ticketId, tabId: agent.page.tabId } });
    const call = await until(
      () => dial(made.id).catch((error) => (["auth.forbidden", "tickets.not_found"].includes(error.code) ? null : Promise.reject(error))),
      "the new role is heard of",
    );
    expect(call).toMatchObject({ number: "+8613800139555", source: "ticket", state: "dialing" });
    expect(await api.voice.take("dial-leg", (command) => command.callId === callId)).toMatchObject({ to: "+8613800139555" });
    const shown = await agent.client.call(e.get, { params: at(made) });
    expect(shown).toMatchObject({ can: { callOut: true }, calls: [{ id: callId, direction: "outbound" }] });
    expect((await agent.client.call(e.track, { params: at(made) })).items[0]).toMatchObject({ deed: "called", callId });
    const foreign = await house.ticket(client, { values: { phone: "+8613800139555" } });
    await expect(dial(foreign.id, randomUUID())).rejects.toMatchObject({ code: "tickets.call_not_allowed" });
    expect(await api.db.prisma.ticketCall.count({ where: { ticketId: foreign.id } })).toBe(0);
  });
});
