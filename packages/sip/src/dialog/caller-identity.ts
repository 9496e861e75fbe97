import type { Party } from "./party.ts";

/** The caller as it may be shown: number and name are empty when the caller withholds them, or the network has none. */
export interface CallerIdentity {
  number: string;
  display: string;
}

/** RFC 3323 §4.2 and RFC 3325 §9.3: these ask to keep the identity from the callee. */
const WITHHOLDING = new Set(["id", "user", "header"]);
/** What stands in From of a caller who withholds (RFC 3323 §4.1.1.3, and what carriers write for it). */
const ANONYMOUS = new Set(["anonymous", "restricted", "private", "withheld"]);
/** What networks write when they have no number. */
const NAMELESS = new Set([...ANONYMOUS, "unavailable", "unknown"]);

const NOBODY: CallerIdentity = { number: "", display: "" };

/** What the callee may know of the caller: the asserted number (P-Asserted-Identity) before that of From, and none of both against the caller's wish. */
export function callerIdentity(from: Party, asserted: Party | undefined, privacy: string | undefined): CallerIdentity {
  const wishes = (privacy ?? "").toLowerCase().split(/[;,\s]+/);
  if (wishes.some((wish) => WITHHOLDING.has(wish)) || isOneOf(ANONYMOUS, from.number) || /@anonymous\.invalid\b/i.test(from.uri))
    return NOBODY;
  const number = asserted?.number || from.number;
  return isOneOf(NAMELESS, number) ? NOBODY : { number, display: from.display };
}

const isOneOf = (words: Set<string>, number: string): boolean => words.has(number.trim().toLowerCase());
