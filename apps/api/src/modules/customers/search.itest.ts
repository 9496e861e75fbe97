import { customerEndpoints } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { grant } from "../identity/identity.factory.ts";
import { putSettings } from "../settings/settings.factory.ts";
import { customerFactory } from "./customers.factory.ts";
import { foldNames } from "./refold.ts";

describe("customers are searched", () => {
  let api: Harness;
  let client: ApiClient;
  beforeAll(async () => {
    api = await startHarness({ voiceUp: false });
    client = (await api.signInNew({ grants: grant("all", "customers.read") })).client;
  });
  afterAll(() => api.stop());

  const found = async (text: string, limit?: number) => {
    const { items, more } = await client.call(customerEndpoints.search, { query: { text, limit } });
    return more ? [...items.map(({ name }) => name), "…"] : items.map(({ name }) => name);
  };

  it("by a part of the name or of a number, in any spelling", async () => {
    await customerFactory(api.db, { name: "欧阳小红", phones: ["+8613700001111", "+861055550199"] });
    await customerFactory(api.db, { name: "欧阳", phones: ["+8613700002222"] });
    await customerFactory(api.db, { name: "Ａｎｎ Smith 100%", phones: [] });
    expect(await found("欧阳")).toEqual(["欧阳", "欧阳小红"]);
    expect(await found("小红")).toEqual(["欧阳小红"]);
    expect(await found("ann s")).toEqual(["Ａｎｎ Smith 100%"]);
    expect(await found("137 0000-1111")).toEqual(["欧阳小红"]);
    expect(await found("010-55550199")).toEqual(["欧阳小红"]);
    expect(await found("2222")).toEqual(["欧阳"]);
    expect(await found("h 100%")).toEqual(["Ａｎｎ Smith 100%"]);
    expect(await found("欧阳", 1)).toEqual(["欧阳", "…"]);
  });

  it("by the product's own fold, which a job gives to names from before", async () => {
    const { id } = await customerFactory(api.db, { name: "ヤマダ Straße", phones: [] });
    for (const text of ["やまだ", "ﾔﾏﾀﾞ", "STRASSE"]) expect(await found(text), text).toEqual(["ヤマダ Straße"]);
    await api.db.prisma.customer.update({ where: { id }, data: { foldedName: "", foldVersion: 0 } });
    expect(await found("やまだ")).toEqual([]);
    await foldNames(api.ctx, new AbortController().signal);
    expect(await found("やまだ")).toEqual(["ヤマダ Straße"]);
  });

  it("only by whole numbers where numbers are masked", async () => {
    const masked = await startHarness({ voiceUp: false });
    await putSettings(masked.ctx, { numberMasking: true });
    await customerFactory(masked.db, { name: "隐藏", phones: ["+8613700003333"] });
    const reader = (await masked.signInNew({ grants: grant("all", "customers.read") })).client;
    const hits = async (text: string) =>
      (await reader.call(customerEndpoints.search, { query: { text } })).items.map(({ phones }) => phones);
    expect(await hits("137 0000 3333")).toEqual([["137 **** 3333"]]);
    for (const part of ["3333", "13700003", "0000333"]) expect(await hits(part), part).toEqual([]);
    await masked.stop();
  });

  it("finds nothing by what is too short or nobody's, and refuses those who may not see customers", async () => {
    for (const text of ["欧", "", "137", "没有此人", "%%", "1%_9"]) expect(await found(text), text).toEqual([]);
    const other = await api.signInNew({ grants: grant("all", "tickets.read") });
    expect(await other.client.send(customerEndpoints.search, { query: { text: "欧阳" } })).toMatchObject({ status: 403 });
  });
});
