/** How many attempts are free and how the wait grows after them. It always ends by itself. */
export interface GuardRule {
  free: number;
  baseMs: number;
  capMs: number;
  /** Without an attempt for so long everything is forgotten. */
  forgetMs: number;
}

const MINUTE = 60_000;
/** Wrong passwords for one login name: from the fifth on half a minute, doubling up to a quarter of an hour. */
export const NAME_RULE: GuardRule = { free: 5, baseMs: 30_000, capMs: 15 * MINUTE, forgetMs: 24 * 60 * MINUTE };
/** Wrong passwords from one source address, behind which a whole office may sit. */
export const ADDRESS_RULE: GuardRule = { free: 30, baseMs: 10_000, capMs: 5 * MINUTE, forgetMs: 15 * MINUTE };
/** One-time links asked for one login name, and wrong codes from one address. */
export const LINK_RULE: GuardRule = { free: 5, baseMs: MINUTE, capMs: 15 * MINUTE, forgetMs: 30 * MINUTE };

export interface GuardState {
  attempts: number;
  lockedUntil: Date | null;
  lastAt: Date;
}

/** Until when nobody may try, or null. */
export const lockedAt = (state: GuardState, at: Date): Date | null =>
  state.lockedUntil && state.lockedUntil > at ? state.lockedUntil : null;

/**
 * Counts an attempt before its outcome is known, so that a hundred at once are a hundred attempts. From `free` on it locks; a success takes
 * it back.
 */
export function countAttempt(state: GuardState | undefined, rule: GuardRule, at: Date): GuardState {
  const forgotten = !state || at.getTime() - state.lastAt.getTime() > rule.forgetMs;
  const attempts = (forgotten ? 0 : state.attempts) + 1;
  const beyond = attempts - rule.free;
  const wait = beyond < 0 ? 0 : Math.min(rule.capMs, rule.baseMs * 2 ** Math.min(beyond, 30));
  return { attempts, lockedUntil: wait > 0 ? new Date(at.getTime() + wait) : null, lastAt: at };
}

/** The address as the guard counts it: an IPv6 customer owns a whole /64. */
export function guardedAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
  if (!plain.includes(":")) return plain;
  const [head = "", tail = ""] = plain.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail.split(":").filter(Boolean);
  const groups = plain.includes("::") ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right] : left;
  return `${groups.slice(0, 4).join(":")}::/64`;
}
