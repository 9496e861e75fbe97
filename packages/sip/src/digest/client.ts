import type { SipResponse } from "../message/message.ts";
import { quote } from "../message/params.ts";
import { randomToken } from "../random-token.ts";
import { algorithmOf, algorithms, parseDigest } from "./challenge.ts";
import { computeDigest } from "./compute.ts";

/** What a carrier gave us to prove who we are. */
export interface Credentials {
  username: string;
  password: string;
}

/** The header to put on the request that is sent again. */
export interface Authorization {
  name: "authorization" | "proxy-authorization";
  value: string;
}

const strength = Object.keys(algorithms);

/**
 * Answer the strongest challenge of a 401 or 407 that we understand. Undefined when there is none, or when answering
 * again would only repeat what was refused: a second try is made just for a stale nonce.
 * @param attempt 0 for the first challenge of this request.
 */
export function answerChallenge(
  response: SipResponse,
  credentials: Credentials | undefined,
  method: string,
  uri: string,
  attempt: number,
): Authorization | undefined {
  if (!credentials || (response.status !== 401 && response.status !== 407) || attempt > 1) return undefined;
  const proxy = response.status === 407;
  const best = strongest(response.headers.all(proxy ? "proxy-authenticate" : "www-authenticate"));
  if (!best || (attempt === 1 && best.fields.get("stale")?.toLowerCase() !== "true")) return undefined;
  return { name: proxy ? "proxy-authorization" : "authorization", value: credentialsFor(best, credentials, method, uri) };
}

type Challenge = { fields: ReadonlyMap<string, string>; nonce: string } & NonNullable<ReturnType<typeof algorithmOf>>;

function strongest(values: readonly string[]): Challenge | undefined {
  const challenges: Challenge[] = [];
  for (const value of values) {
    const fields = parseDigest(value);
    const nonce = fields?.get("nonce");
    const chosen = fields && algorithmOf(fields);
    if (fields && nonce && chosen && acceptsAuth(fields)) challenges.push({ fields, nonce, ...chosen });
  }
  return challenges.sort((a, b) => strength.indexOf(b.algorithm) - strength.indexOf(a.algorithm))[0];
}

/** `auth-int` alone is not offered by any carrier we know; such a challenge is left unanswered. */
function acceptsAuth(fields: ReadonlyMap<string, string>): boolean {
  return !fields.has("qop") || qopList(fields).includes("auth");
}

function qopList(fields: ReadonlyMap<string, string>): string[] {
  return (fields.get("qop") ?? "").split(",").map((part) => part.trim().toLowerCase());
}

function credentialsFor(challenge: Challenge, credentials: Credentials, method: string, uri: string): string {
  const { fields, nonce, algorithm, session } = challenge;
  const realm = fields.get("realm") ?? "";
  const cnonce = randomToken(8);
  const qop = fields.has("qop") ? { nc: "00000001", cnonce } : undefined;
  const response = computeDigest({ algorithm, session, realm, nonce, method, uri, qop, cnonce, ...credentials });
  const parts = [
    `username=${quote(credentials.username)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri="${uri}"`,
    `response="${response}"`,
  ];
  if (fields.has("algorithm")) parts.push(`algorithm=${fields.get("algorithm")}`);
  if (qop) parts.push("qop=auth", `nc=${qop.nc}`);
  if (qop || session) parts.push(`cnonce="${cnonce}"`);
  const opaque = fields.get("opaque");
  if (opaque !== undefined) parts.push(`opaque=${quote(opaque)}`);
  return `Digest ${parts.join(", ")}`;
}
