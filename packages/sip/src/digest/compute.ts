import { createHash } from "node:crypto";
import { type Algorithm, algorithms } from "./challenge.ts";

export interface DigestInput {
  algorithm: Algorithm;
  /** The -sess form: the password hash is bound to nonce and cnonce. */
  session: boolean;
  username: string;
  realm: string;
  password: string;
  method: string;
  uri: string;
  nonce: string;
  /** Absent for the form without quality of protection (RFC 2617 §3.2.2.1). */
  qop?: { nc: string; cnonce: string };
  cnonce?: string;
}

/** The response value of digest authentication (RFC 7616 §3.4.1, RFC 8760). */
export function computeDigest(input: DigestInput): string {
  const hash = (text: string): string => createHash(algorithms[input.algorithm]).update(text).digest("hex");
  const cnonce = input.qop?.cnonce ?? input.cnonce ?? "";
  const plain = hash(`${input.username}:${input.realm}:${input.password}`);
  const ha1 = input.session ? hash(`${plain}:${input.nonce}:${cnonce}`) : plain;
  const ha2 = hash(`${input.method}:${input.uri}`);
  return input.qop ? hash(`${ha1}:${input.nonce}:${input.qop.nc}:${cnonce}:auth:${ha2}`) : hash(`${ha1}:${input.nonce}:${ha2}`);
}
