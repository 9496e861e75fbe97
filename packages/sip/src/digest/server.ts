import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { SipRequest } from "../message/message.ts";
import { quote } from "../message/params.ts";
import { type Algorithm, algorithmOf, parseDigest } from "./challenge.ts";
import { computeDigest } from "./compute.ts";

export interface DigestServerOptions {
  realm: string;
  /** Undefined for an unknown user. */
  passwordOf(username: string): string | undefined;
  /** Offered in this order; default SHA-256, then MD5 for old peers. */
  algorithms?: readonly Algorithm[];
  /** 407 (a proxy asks) or 401 (default). */
  status?: 401 | 407;
  /** Nonces older than this are stale, ms. Default 5 min. */
  nonceLifeMs?: number;
}

export type DigestVerdict =
  | { ok: true; username: string }
  /** Send `status` with `challenges` in `header`. */
  | { ok: false; status: 401 | 407; header: "www-authenticate" | "proxy-authenticate"; challenges: string[] };

/**
 * Ask for and check digest credentials (RFC 3261 §22, RFC 7616). Nonces are a timestamp signed with a secret of this
 * process, so nothing is kept per nonce.
 */
export function createDigestServer(options: DigestServerOptions, clock: Clock): (request: SipRequest) => DigestVerdict {
  const secret = randomBytes(32);
  const status = options.status ?? 401;
  const header = status === 407 ? "proxy-authenticate" : "www-authenticate";
  const sign = (stamp: string): string => createHmac("sha256", secret).update(stamp).digest("hex").slice(0, 32);

  const newNonce = (): string => {
    const stamp = Math.floor(clock.now()).toString(36);
    return `${stamp}.${sign(stamp)}`;
  };
  const ageOf = (nonce: string): number | undefined => {
    const [stamp = "", signature = ""] = nonce.split(".");
    return same(sign(stamp), signature) ? clock.now() - Number.parseInt(stamp, 36) : undefined;
  };
  const challenge = (stale: boolean): DigestVerdict => {
    const offered = options.algorithms ?? (["SHA-256", "MD5"] as const);
    const nonce = newNonce();
    const value = (algorithm: Algorithm): string =>
      `Digest realm=${quote(options.realm)}, nonce="${nonce}", algorithm=${algorithm}, qop="auth"${stale ? ", stale=true" : ""}`;
    return { ok: false, status, header, challenges: offered.map(value) };
  };

  return (request) => {
    const value = request.headers.get(status === 407 ? "proxy-authorization" : "authorization");
    const fields = value === undefined ? undefined : parseDigest(value);
    const chosen = fields && algorithmOf(fields);
    if (!fields || !chosen) return challenge(false);
    const field = (name: string): string => fields.get(name) ?? "";
    const age = ageOf(field("nonce"));
    if (age === undefined) return challenge(false);
    if (age > (options.nonceLifeMs ?? 300_000)) return challenge(true);
    const username = field("username");
    const password = options.passwordOf(username);
    const expected = computeDigest({
      ...chosen,
      username,
      realm: options.realm,
      // Unknown users cost the same time as wrong passwords.
      password: password ?? "",
      method: request.method,
      uri: field("uri"),
      nonce: field("nonce"),
      qop: fields.has("qop") ? { nc: field("nc"), cnonce: field("cnonce") } : undefined,
      cnonce: field("cnonce"),
    });
    return password !== undefined && same(expected, field("response").toLowerCase()) ? { ok: true, username } : challenge(false);
  };
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
