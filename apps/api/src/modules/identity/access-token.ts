import { createSecretKey, type KeyObject } from "node:crypto";
import { id } from "@cloverdesk/contracts";
import jwt from "jsonwebtoken";
import { z } from "zod";

/** How long an access token opens the api, ms. */
export const ACCESS_TOKEN_MS = 10 * 60_000;

/**
 * `api`: the bearer token of pages. `media`: in a cookie that only reaches /api/calls, for audio elements, which cannot send headers. Each is
 * refused where the other belongs.
 */
export type Audience = "api" | "media";

export interface AccessClaims {
  personId: string;
  sessionId: string;
  issuedAt: Date;
}

interface Signing {
  /** Made once: of a text the library would first try to read a public key, at every request. */
  key: KeyObject;
  /** Claims of the tokens whose signature was checked: a page sends the same one for minutes, and checking it is a sixth of a short request. */
  checked: Record<Audience, Map<string, { claims: AccessClaims; expiresAt: number }>>;
}
const MOST_CHECKED = 10_000;
const signings = new Map<string, Signing>();
function signingOf(secret: string): Signing {
  const signing = signings.get(secret) ?? { key: createSecretKey(Buffer.from(secret)), checked: { api: new Map(), media: new Map() } };
  signings.set(secret, signing);
  return signing;
}

const claimsShape = z.object({ sub: id, sid: id, iat: z.number(), exp: z.number() });

/** A JWT (RFC 7519), HS256. `iat` and `exp` carry fractions of a second, so that a sign-out is exact to the millisecond. */
export function issueAccessToken(secret: string, audience: Audience, { personId, sessionId, issuedAt }: AccessClaims): string {
  const iat = issuedAt.getTime() / 1000;
  const claims = { sub: personId, sid: sessionId, aud: audience, iat, exp: iat + ACCESS_TOKEN_MS / 1000 };
  return jwt.sign(claims, signingOf(secret).key, { algorithm: "HS256" });
}

/** The claims of a token that is ours, for this audience and not expired; null for every other text. */
export function readAccessToken(secret: string, audience: Audience, token: string, at: Date): AccessClaims | null {
  const { key, checked } = signingOf(secret);
  const known = checked[audience].get(token);
  if (known) return known.expiresAt > at.getTime() ? known.claims : null;
  try {
    const verified = jwt.verify(token, key, { algorithms: ["HS256"], audience, clockTimestamp: at.getTime() / 1000 });
    const { sub, sid, iat, exp } = claimsShape.parse(verified);
    const claims = { personId: sub, sessionId: sid, issuedAt: new Date(Math.round(iat * 1000)) };
    if (checked[audience].size >= MOST_CHECKED) checked[audience].clear();
    checked[audience].set(token, { claims, expiresAt: exp * 1000 });
    return claims;
  } catch {
    return null;
  }
}
