import type { CallTransferTarget, Contact } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { clock, formatPhone, useLanguage, useNow } from "../../../shared/hooks/index.ts";
import { dialOptionsQuery } from "../api/commands.ts";
import { dialVerdict } from "../components/dial-verdict.ts";
import { targetsQuery } from "./api.ts";
import { findColleagues, findGroups } from "./find.ts";
import { findRecent, typedNumber } from "./outside.ts";

/** A target that is offered. */
export interface Line {
  key: string;
  name: string;
  to: CallTransferTarget;
  can: { choose: boolean };
  /** Colour of the dot; null for outside numbers, whose presence is unknown. */
  mark: string | null;
  detail: string;
}

export interface Lines {
  groups: Line[];
  people: Line[];
  outside: Line[];
  all: Line[];
  /** Why the typed number is not offered; null when it is, or when no number is typed. */
  refusal: string | null;
}

/** What is found by the typed text. */
export function useLines(contact: Contact, typed: string): Lines {
  const [groups, people, { lines: outside, refusal }] = [useGroups(typed), useColleagues(typed), useOutside(contact, typed)];
  // Digits by which people are found are the begin of an employee number, not a telephone number with a fault.
  return { groups, people, outside, all: [...groups, ...people, ...outside], refusal: groups.length + people.length > 0 ? null : refusal };
}

function useGroups(typed: string): Line[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(targetsQuery);
  const groups = findGroups(typed, data?.groups ?? []).map(
    ({ skillGroup, ready, waiting, can }): Line => ({
      key: skillGroup.id,
      name: skillGroup.name[language],
      to: { kind: "group", skillGroupId: skillGroup.id },
      can,
      mark: ready > 0 ? "ready" : "off_duty",
      detail: can.why ? t(`calls.transfer.why.${can.why}`) : t("calls.transfer.load", { ready, waiting }),
    }),
  );
  // Groups that can take the call before the others; colleagues come in that order.
  return groups.sort((a, b) => Number(b.can.choose) - Number(a.can.choose));
}

function useColleagues(typed: string): Line[] {
  const { t } = useTranslation();
  const now = useNow();
  const { data } = useQuery(targetsQuery);
  return findColleagues(typed, data?.colleagues ?? []).map(({ person, employeeNumber, state, since, can }): Line => {
    const word = can.why === "disconnected" ? t("calls.transfer.why.disconnected") : t(`agents.states.${state}`);
    const time = since && state !== "off_duty" ? ` ${clock(now - Date.parse(since))}` : "";
    return {
      key: person.id,
      name: employeeNumber ? `${person.name} ${employeeNumber}` : person.name,
      to: { kind: "person", personId: person.id },
      can,
      mark: can.choose ? "ready" : state === "ready" ? "off_duty" : state,
      detail: `${word}${time}`,
    };
  });
}

/** The typed number and recently called ones, without the customer's own. */
function useOutside(contact: Contact, typed: string): { lines: Line[]; refusal: string | null } {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(targetsQuery);
  const can = data?.outside.can;
  const { data: options } = useQuery({ ...dialOptionsQuery, enabled: can?.choose === true });
  const number = typedNumber(typed, options?.openCountries);
  if (!can?.choose) return { lines: [], refusal: number && can?.why ? t(`calls.transfer.why.${can.why}`) : null };

  const line = (e164: string, detail: string): Line => ({
    key: e164,
    name: formatPhone(e164),
    to: { kind: "outside", number: e164 },
    can,
    mark: null,
    detail,
  });
  const isCustomers = (e164: string): boolean => e164 === contact.numberFull;
  if (number?.ok && isCustomers(number.e164)) return { lines: [], refusal: t("calls.transfer.why.customer") };
  const recent = findRecent(typed, options?.recent ?? []).filter(
    (each) => !isCustomers(each.number) && !(number?.ok && number.e164 === each.number),
  );
  const lines = recent.map((each) => line(each.number, each.name ?? t("calls.dialpad.recent")));
  if (number?.ok) lines.unshift(line(number.e164, t(`calls.dialpad.kinds.${number.kind}`)));
  return { lines, refusal: number && !number.ok ? dialVerdict(number, t, language) : null };
}
