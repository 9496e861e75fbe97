import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** A device that is not used for so long is signed out, ms. */
export const SESSION_MS = 14 * 24 * 3_600_000;
/** How long after a rotation the token before is answered once more, for a page that lost the answer, ms. */
export const FORMER_TOKEN_GRACE_MS = 10_000;

/**
 * `<session>.<rotation>.<HMAC>`. Each token follows from the session, the number of its rotation and the installation's secret, so that
 * whoever asks twice with the same token gets the same successor, and any older token of the family is known for ours when it comes back.
 */
export function refreshToken(secret: string, sessionId: string, rotation: number): string {
  return `${sessionId}.${rotation}.${signature(secret, sessionId, rotation)}`;
}

/** Session and rotation of a token that we made; null for every other text. */
export function readRefreshToken(secret: string, token: string): { sessionId: string; rotation: number } | null {
  const [, sessionId = "", digits = "", given = ""] = /^([0-9a-f-]{36})\.(\d{1,9})\.([\w-]{43})$/.exec(token) ?? [];
  if (!sessionId) return null;
  const rotation = Number(digits);
  const expected = Buffer.from(signature(secret, sessionId, rotation));
  return timingSafeEqual(expected, Buffer.from(given)) ? { sessionId, rotation } : null;
}

export const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

const signature = (secret: string, sessionId: string, rotation: number): string =>
  createHmac("sha256", secret).update(`refresh ${sessionId} ${rotation}`).digest("base64url");
