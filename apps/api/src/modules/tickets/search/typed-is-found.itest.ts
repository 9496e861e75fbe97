import { randomUUID } from "node:crypto";
import { customerEndpoints, ticketEndpoints as e, type TicketFilter, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { FOLD_VERSION } from "@cloverdesk/rules/text";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../../test/harness.ts";
import { customerFactory } from "../../customers/customers.factory.ts";
import { type TicketHouse, ticketHouse } from "../tickets.factory.ts";
import { foldTexts } from "./refold.ts";

let api: Harness;
let house: TicketHouse;
let author: { id: string; client: ApiClient };
const name = (text: string) => ({ zh: text, en: text });

beforeAll(async () => {
  api = await startHarness();
  house = await ticketHouse(api);
  author = await house.agent();
  for (const [code, kind] of [
    ["contact", "phone"],
    ["mail", "email"],
    ["long", "text"],
  ] as const)
    await house.ops.call(ticketSetupEndpoints.saveField, {
      params: { code },
      body: { kind, name: name(code), version: 0, limits: code === "long" ? { maxLength: 10_000 } : {} },
    });
});
afterAll(() => api.stop());

/** A ticket of a template that also asks for contact, mail and a long text. */
let template: string | undefined;
async function ticket(values: Record<string, string>, more: object = {}) {
  template ??= await house.template([
    { code: "title", required: true },
    { code: "phone" },
    { code: "bank" },
    { code: "contact" },
    { code: "mail" },
    { code: "long" },
    { code: "photos" },
  ]);
  return house.ticket(author.client, { templateId: template, values: { title: "无", ...values }, ...more });
}
const idsOf = async (body: object): Promise<string[]> =>
  (await house.ops.call(e.search, { body: { limit: 200, ...body } as never })).items.map(({ id }) => id);
const text = (words: string) => idsOf({ text: words });
const by = (filter: TicketFilter) => idsOf({ filter });

describe("quick search finds", () => {
  it("numbers with separators as typed and without", async () => {
    const { id } = await ticket({
      title: "单号20261130-4607 卡6222 0200 1234 5678",
      bank: "日期2026-11-30，线路10086-5，付1/2，重3.5公斤",
    });
    for (const typed of [
      "20261130-4607",
      "202611304607",
      "2026–1130–4607",
      "6222 0200 1234 5678",
      "6222020012345678",
      "6222-0200-1234-5678",
      "2026-11-30",
      "20261130",
      "2026/11/30",
      "10086-5",
      "100865",
      "1/2",
      "3.5",
      "３．５",
      "卡6222",
    ])
      expect(await text(typed), typed).toEqual([id]);
  });

  it("telephone numbers in any spelling, and those with an extension", async () => {
    const { id, values } = await ticket({ phone: "138 1234 0001", contact: "010-66660101 转 8002" });
    expect(values.contact).toBe("+861066660101;ext=8002");
    for (const typed of [
      "138–1234–0001",
      "（138）1234 0001",
      "tel:+86-138-1234-0001",
      "电话：13812340001",
      "\u202a+86 138 1234 0001\u202c",
      "13,812,340,001",
      "'13812340001",
      "+86 (0)138 1234 0001",
      "+86 010 6666 0101",
      "010-66660101 转 8002",
      "（０１０）６６６６０１０１",
      "66660101",
    ])
      expect(await text(typed), typed).toEqual([id]);
  });

  it("words whatever their case, width, kana and invisible marks", async () => {
    const { id } = await ticket({ title: "ΟΔΟΣ İzmir ﾎﾟｯﾄ Cafe\u0301 投\u200b诉 Straße" });
    for (const typed of [
      "οδος",
      "οδοσ",
      "izmir",
      "IZMIR",
      "İZMİR",
      "ポット",
      "ぽっと",
      "café",
      "CAFÉ",
      "投诉",
      "投\u00ad诉",
      "STRASSE",
      "ｓｔｒａｓｓｅ",
    ])
      expect(await text(typed), typed).toEqual([id]);
  });

  it("comments, names of files, and the end of a long text, also after the ticket was edited", async () => {
    const made = await ticket({ title: "长文本", long: `${"甲".repeat(9_000)}末尾标记` });
    const at = { ticketId: made.id };
    const fileId = randomUUID();
    const uploaded = await fetch(`${api.base}/api/tickets/files/${fileId}?name=${encodeURIComponent("发票扫描件.png")}`, {
      method: "POST",
      headers: { authorization: `Bearer ${author.client.session?.accessToken}`, "content-type": "application/octet-stream" },
      body: Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
    });
    expect(uploaded.status).toBe(200);
    await author.client.call(e.comment, {
      params: { ...at, commentId: randomUUID() },
      body: { text: "客户ＷＥＩＸＩＮ催了，单号77-88-99", mentions: [], fileIds: [fileId] },
    });
    const all = ["末尾标记", "weixin", "778899", "77-88-99", "发票扫描"];
    for (const typed of all) expect(await text(typed), typed).toEqual([made.id]);
    await author.client.call(e.claim, { params: at });
    await author.client.call(e.edit, { params: at, body: { changes: [{ code: "title", before: "长文本", after: "改过标题" }], note: "" } });
    for (const typed of [...all, "改过标题"]) expect(await text(typed), typed).toEqual([made.id]);
    expect(await text("长文本")).toEqual([]);
  });

  it("a customer's new name beside comments", async () => {
    const customer = await customerFactory(api.db, { name: "旧名甲" });
    const made = await ticket({ title: "改名" }, { customerId: customer.id });
    await author.client.call(e.comment, {
      params: { ticketId: made.id, commentId: randomUUID() },
      body: { text: "评论乙丙", mentions: [] },
    });
    const { client } = await api.signInNew({ grants: { "customers.read": "all", "customers.edit": "all" } });
    await client.call(customerEndpoints.update, {
      params: { customerId: customer.id },
      body: { name: "ＮＥＷ丁戊", version: 1 },
    });
    for (const typed of ["new丁戊", "评论乙丙"]) expect(await text(typed), typed).toEqual([made.id]);
  });
});

describe("filters find", () => {
  it("system fields by their codes, texts by their fold, numbers by their digits", async () => {
    const made = await ticket({
      title: "ΟΔΟΣ Ｆｉｌｔｅｒ",
      phone: "13812340002",
      bank: "İş Bank",
      contact: "010-66660102 转 8003",
      mail: "Wang@Filter.test",
    });
    for (const [field, op, value] of [
      ["f:title", "contains", "οδος filter"],
      ["title", "contains", "FILTER"],
      ["f:title", "any_of", "οδος filter"],
      ["f:phone", "contains", "138–1234–0002"],
      ["f:phone", "any_of", "+86 138 1234 0002"],
      ["phone", "any_of", "电话：13812340002"],
      ["phone", "contains", "1234 0002"],
      ["f:contact", "contains", "（010）6666–0102"],
      ["f:contact", "any_of", "010-66660102"],
      ["f:contact", "any_of", "010 6666 0102 ext. 8003"],
      ["f:bank", "contains", "iş bank"],
      ["f:bank", "any_of", "İŞ BANK"],
      ["f:mail", "any_of", "WANG@filter.test"],
      ["f:mail", "contains", "ｆｉｌｔｅｒ"],
    ] as const)
      expect(await by({ field, op, values: [value] } as never), `${field} ${op} ${value}`).toEqual([made.id]);
    expect(
      await by({
        all: [
          { field: "f:priority", op: "any_of", values: ["normal"] },
          { field: "title", op: "contains", values: ["filter"] },
        ],
      }),
    ).toEqual([made.id]);
    for (const field of ["f:phone", "f:contact"] as const)
      expect(
        await by({
          all: [
            { field, op: "none_of", values: ["13812340002", "01066660102"] },
            { field: "title", op: "contains", values: ["filter"] },
          ],
        } as never),
      ).toEqual([]);
    await expect(by({ field: "f:title", op: "contains", values: ["\u200b"] })).rejects.toMatchObject({ code: "request.invalid" });
  });
});

describe("tickets of an earlier fold", () => {
  it("are found meanwhile, and are folded again once, by several processes at once", async () => {
    const made = await ticket({ title: "ΟΔΟΣ再折叠", bank: "カタカナ9911-22" });
    await author.client.call(e.comment, {
      params: { ticketId: made.id, commentId: randomUUID() },
      body: { text: "折叠评论", mentions: [] },
    });
    // As the version before left them: small letters of NFKC, no comments.
    await api.db.prisma.$executeRaw`
      UPDATE ticket_content SET search = no || ' οδος再折叠 カタカナ9911-22', folded = '{}', fold_version = 0 WHERE ticket_id = ${made.id}::uuid`;
    for (const typed of ["οδος再折叠", "カタカナ", "9911-22"]) expect(await text(typed), typed).toEqual([made.id]);
    expect(await by({ field: "f:bank", op: "contains", values: ["カタカナ"] })).toEqual([made.id]);
    expect(await text("折叠评论")).toEqual([]);

    await api.db.prisma.$executeRaw`UPDATE ticket_content SET fold_version = 0`;
    const { signal } = new AbortController();
    await Promise.all([foldTexts(api.ctx, signal), foldTexts(api.ctx, signal)]);
    expect(await api.db.prisma.ticketContent.count({ where: { foldVersion: { not: FOLD_VERSION } } })).toBe(0);
    for (const typed of ["ΟΔΟΣ再折叠", "かたかな", "991122", "折叠评论"]) expect(await text(typed), typed).toEqual([made.id]);
    expect(await by({ field: "f:bank", op: "contains", values: ["ｶﾀｶﾅ"] })).toEqual([made.id]);
    expect(await text("发票扫描")).toHaveLength(1);
  });
});
