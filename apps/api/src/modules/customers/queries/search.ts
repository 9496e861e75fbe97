import type { customerEndpoints, Output } from "@cloverdesk/contracts";
import { maskPhone, parsePhone, searchDigits } from "@cloverdesk/rules/phone";
import { isFindable } from "@cloverdesk/rules/text";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlReader } from "../../../platform/db/client.ts";
import { maskingOf } from "../../settings/index.ts";
import { customersByDigits, customersByName, type FoundRow } from "../customer.repo.ts";

/** A text in which there is no letter is a number, in any spelling. */
const NUMBER = /^[\p{N}\p{P}\p{S}\p{Z}]+$/u;

/** Customers by a part of their name or of a number. A text that is too short to be found finds nothing. */
export async function searchCustomers(
  ctx: AppContext,
  { text, limit }: { text: string; limit: number },
): Promise<Output<typeof customerEndpoints.search>> {
  const [rows, masking] = await Promise.all([find(ctx.db.prisma, text, limit + 1), maskingOf(ctx)]);
  const items = rows.slice(0, limit).map((row) => ({ ...row, phones: masking.on ? row.phones.map(maskPhone) : row.phones }));
  return { items, more: rows.length > limit };
}

async function find(reader: SqlReader, text: string, limit: number): Promise<FoundRow[]> {
  if (!NUMBER.test(text)) return isFindable(text) ? customersByName(reader, text, limit) : [];
  const number = parsePhone(text, { defaultCountry: "CN" });
  const digits = number.ok ? number.e164.slice(1) : searchDigits(text);
  return isFindable(digits) ? customersByDigits(reader, digits, limit) : [];
}
