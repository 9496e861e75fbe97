import type { customerEndpoints, Output } from "@cloverdesk/contracts";
import { maskPhone, parsePhone, searchDigits } from "@cloverdesk/rules/phone";
import { fold, isFindable } from "@cloverdesk/rules/text";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlReader } from "../../../platform/db/client.ts";
import { maskingOf } from "../../settings/index.ts";
import { customersByDigits, customersByName, type FoundRow } from "../customer.repo.ts";

/** A text in which there is no letter is a number, in any spelling. */
const NUMBER = /^[\p{N}\p{P}\p{S}\p{Z}]+$/u;

/**
 * Customers by a part of their name or of a number. A text that is too short to be found finds nothing. Where numbers are masked, only a whole number
 * finds: by parts, the hidden digits could be guessed one by one.
 */
export async function searchCustomers(
  ctx: AppContext,
  { text, limit }: { text: string; limit: number },
): Promise<Output<typeof customerEndpoints.search>> {
  const masking = await maskingOf(ctx);
  const rows = await find(ctx.db.prisma, text, limit + 1, masking.on);
  const items = rows.slice(0, limit).map((row) => ({ ...row, phones: masking.on ? row.phones.map(maskPhone) : row.phones }));
  return { items, more: rows.length > limit };
}

async function find(reader: SqlReader, text: string, limit: number, isMasked: boolean): Promise<FoundRow[]> {
  const folded = fold(text);
  if (!NUMBER.test(folded)) return isFindable(folded) ? customersByName(reader, folded, limit) : [];
  const number = parsePhone(text, { defaultCountry: "CN" });
  if (isMasked) return number.ok ? customersByDigits(reader, number.e164, number.e164, limit) : [];
  const digits = number.ok ? number.e164.slice(1) : searchDigits(text);
  return isFindable(digits) ? customersByDigits(reader, digits, `%${digits}%`, limit) : [];
}
