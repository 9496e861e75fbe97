import { createHmac, timingSafeEqual } from "node:crypto";

/** How long a link and its code open the way to a new password, ms. */
export const LINK_MS = 30 * 60_000;
/** Wrong codes after which the link with its code is worth nothing. */
export const CODE_TRIES = 5;

export interface LinkSecrets {
  token: string;
  /** Six digits, to be typed. */
  code: string;
}

/** Token and code follow from the link's id and the installation's secret: the database keeps only their hashes, and a mail can be sent again. */
export function linkSecrets(secret: string, id: string): LinkSecrets {
  const token = `${id}.${createHmac("sha256", secret).update(`link ${id}`).digest("base64url")}`;
  const number = createHmac("sha256", secret).update(`code ${id}`).digest().readUInt32BE(0) % 1_000_000;
  return { token, code: String(number).padStart(6, "0") };
}

/** A six-digit code could be found from a plain hash by trying all, so this one needs the secret. */
export const codeHash = (secret: string, loginName: string, code: string): string =>
  createHmac("sha256", secret).update(`${loginName} ${code}`).digest("hex");

export const sameHash = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

export const linkAddress = (appUrl: string, token: string): string =>
  new URL(`/reset-password?token=${encodeURIComponent(token)}`, appUrl).href;
