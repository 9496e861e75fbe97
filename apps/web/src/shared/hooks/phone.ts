import { type GroupAbroad, phoneFormat } from "@cloverdesk/rules/phone/format";
import { useSyncExternalStore } from "react";

let plans: GroupAbroad | null = null;
const waiting = new Set<() => void>();

/** `rules/phone`'s, without the numbering plans of all countries in the first load: until they are there, foreign numbers are grouped evenly. */
export const { formatPhone } = phoneFormat((e164, callingCode) => plans?.(e164, callingCode) ?? null);

/** Loads the numbering plans. Without them (the network is away) numbers stay grouped evenly. */
export async function loadPhonePlans(): Promise<void> {
  const { groupAbroad } = await import("@cloverdesk/rules/phone/abroad");
  plans = groupAbroad;
  for (const each of waiting) each();
}

/** A number as people read it, updated once the numbering plans are there. */
export function useFormattedPhone(number: string): string {
  return useSyncExternalStore(subscribe, () => formatPhone(number));
}

function subscribe(changed: () => void): () => void {
  waiting.add(changed);
  return () => waiting.delete(changed);
}
