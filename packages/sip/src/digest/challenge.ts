import { splitList, unquote } from "../message/params.ts";

/** Hash algorithms of RFC 8760 that we speak, weakest first. */
export const algorithms = { MD5: "md5", "SHA-256": "sha256", "SHA-512-256": "sha512-256" } as const;
export type Algorithm = keyof typeof algorithms;

/** Read `Digest name=value, name="value"…` of a challenge or of credentials; undefined for other schemes. */
export function parseDigest(value: string): ReadonlyMap<string, string> | undefined {
  const match = /^\s*Digest\s+(.*)$/is.exec(value);
  if (!match) return undefined;
  const fields = new Map<string, string>();
  for (const part of splitList(match[1]!)) {
    const equals = part.indexOf("=");
    if (equals > 0) fields.set(part.slice(0, equals).trim().toLowerCase(), unquote(part.slice(equals + 1).trim()));
  }
  return fields;
}

/** The algorithm that a challenge names, MD5 when silent; `session` for the -sess form. */
export function algorithmOf(fields: ReadonlyMap<string, string>): { algorithm: Algorithm; session: boolean } | undefined {
  const name = (fields.get("algorithm") ?? "MD5").toUpperCase();
  const session = name.endsWith("-SESS");
  const algorithm = session ? name.slice(0, -"-SESS".length) : name;
  return algorithm in algorithms ? { algorithm: algorithm as Algorithm, session } : undefined;
}
