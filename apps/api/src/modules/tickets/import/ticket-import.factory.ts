import { randomUUID } from "node:crypto";
import { importEndpoints as e, type ImportItem, type ImportPlan, type ImportTarget, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { expect } from "vitest";
import type { ApiClient, Harness } from "../../../../test/harness.ts";
import { grant } from "../../identity/identity.factory.ts";
import { TICKET_OPS, type TicketHouse } from "../tickets.factory.ts";

/** Whoever imports tickets. */
export const IMPORT_OPS = { ...TICKET_OPS, ...grant("all", "imports.run", "imports.undo") };

/** A type of its own with a form of title, reason, amount (asked for where the reason is broken or wrong) and tags: what others imported are no duplicates of its tickets. */
export async function importTarget(house: TicketHouse): Promise<ImportTarget> {
  const { flow } = await house.ops.call(ticketSetupEndpoints.flow, { params: { typeId: house.typeId } });
  const typeId = await house.type(flow);
  const form = [
    { code: "title", required: true },
    { code: "reason", required: true },
    { code: "amount", visibleWhen: [{ code: "reason", is: "any_of" as const, values: ["broken", "wrong"] }] },
    { code: "tags" },
  ];
  return { categoryId: null, typeId, templateId: await house.template(form, typeId) };
}

let phones = 0;
/** A mobile number that no other row of this test file has. */
export const freshPhone = (): string => `138${String(++phones).padStart(8, "0")}`;

const CODES = ["customer_name", "phone", "reason", "amount", "tags", "priority", "remark"] as const;
/** Cells of a row, by column code. */
export type Line = Partial<Record<(typeof CODES)[number], string>>;
/** A row without faults and with a number of its own. */
export const line = (more: Line = {}): Line => ({ customer_name: "王女士", phone: freshPhone(), reason: "broken", ...more });
export const csvOf = (lines: Line[], codes: readonly string[] = CODES): string =>
  [codes, ...lines.map((each) => codes.map((code) => each[code as keyof Line] ?? ""))]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
    .join("\n");

export const uploadTo = (api: Harness, as: ApiClient, importId: string, content: string | Buffer): Promise<Response> =>
  fetch(`${api.base}/api/imports/${importId}/file`, {
    method: "POST",
    body: Buffer.from(content),
    headers: { authorization: `Bearer ${as.session?.accessToken}`, "content-type": "application/octet-stream" },
  });

interface Asked {
  as: ApiClient;
  target: ImportTarget;
  duplicates?: ImportItem["duplicates"];
  fileName?: string;
}
/** Begins an import, uploads the file and waits for the dry run. */
export async function checkedImport(
  api: Harness,
  content: string | Buffer,
  { as, fileName = "名单.csv", ...more }: Asked,
): Promise<ImportItem> {
  const importId = randomUUID();
  await as.call(e.begin, { params: { importId }, body: { kind: "tickets", fileName, ...more } });
  const answer = await uploadTo(api, as, importId, content);
  expect(answer.status, await answer.clone().text()).toBe(200);
  await api.sweep();
  return as.call(e.get, { params: { importId } });
}

/** Commits what is ready, by a plan where one is given, and waits for its end. */
export async function committedImport(api: Harness, as: ApiClient, { id, figures }: ImportItem, plan?: ImportPlan): Promise<ImportItem> {
  const params = { importId: id };
  const now = () => as.call(e.get, { params });
  if (plan) await as.call(e.plan, { params, body: { ...plan, version: (await now()).version } });
  await as.call(e.commit, { params, body: { ready: figures.ready ?? 0 } });
  await api.sweep();
  return now();
}
