import { randomFillSync } from "node:crypto";

const pool = Buffer.alloc(4096);
let used = pool.length;

/**
 * Hex token from the system's random source, for tags, branches and Call-IDs. 80 bits by default, so that two never meet
 * (RFC 3261 §19.3 asks for at least 32). Bytes come from a pool: one call to the kernel serves some 400 tokens.
 */
export function randomToken(bytes = 10): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString("hex", used - bytes, used);
}
