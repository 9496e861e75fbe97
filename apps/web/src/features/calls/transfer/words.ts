import type { Contact, Language, Transfer } from "@cloverdesk/contracts";
import type { TFunction } from "i18next";
import { formatPhone } from "../../../shared/hooks/index.ts";

/** The colleague's name, or the group's, or the outside number. */
export const targetName = ({ to }: Pick<Transfer, "to">, language: Language): string =>
  to.person?.name ?? to.skillGroup?.name[language] ?? (to.outside ? formatPhone(to.outside.number) : "");

/** What becomes, or became, of a transfer. */
export function transferText(transfer: Transfer, t: TFunction, language: Language): string {
  const to = targetName(transfer, language);
  const words = [t(`calls.transfer.became.${transfer.state}`, { to, by: transfer.takenBy?.name ?? to })];
  if (transfer.failure) words.unshift(t(`calls.transfer.failure.${transfer.failure}`, { to }));
  return words.join(t("calls.transfer.joint"));
}

/** The transfer by which this party let the call go; undefined while they have it, or when their part ended otherwise. */
export const givenAway = ({ part, transfers }: Pick<Contact, "part" | "transfers">): Transfer | undefined =>
  part.outcome === "transferred" ? transfers.findLast(({ partId }) => partId === part.id) : undefined;
