import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { KeyRing } from "./key-ring.ts";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** `aes-256-gcm.<key id>.<nonce>.<tag and ciphertext>`, the last two in base64url. */
const SEALED = /^aes-256-gcm\.([0-9a-f]{8})\.([\w-]{16})\.([\w-]{22,})$/;

/** Encrypts a text with the current key. `owner` is the id of the row that it belongs to: moved to another row it cannot be opened. */
export function seal(keys: KeyRing, owner: string, text: string): string {
  const { id, bytes } = keys.current();
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, bytes, nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [CIPHER, id, nonce.toString("base64url"), Buffer.concat([cipher.getAuthTag(), sealed]).toString("base64url")].join(".");
}

/** The id of the key that a text was sealed with; undefined for a plain text. */
export const keyIdOf = (text: string): string | undefined => SEALED.exec(text)?.[1];

export type Opened = { ok: true; text: string } | { ok: false; why: "key missing" | "damaged" };

/** A plain text is given back as it is. */
export function open(keys: KeyRing, owner: string, text: string): Opened {
  const [, keyId = "", nonce = "", rest = ""] = SEALED.exec(text) ?? [];
  if (!keyId) return { ok: true, text };
  const key = keys.find(keyId);
  if (!key) return { ok: false, why: "key missing" };
  const sealed = Buffer.from(rest, "base64url");
  const decipher = createDecipheriv(CIPHER, key.bytes, Buffer.from(nonce, "base64url"), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(0, TAG_BYTES));
  try {
    return { ok: true, text: Buffer.concat([decipher.update(sealed.subarray(TAG_BYTES)), decipher.final()]).toString("utf8") };
  } catch {
    return { ok: false, why: "damaged" };
  }
}
