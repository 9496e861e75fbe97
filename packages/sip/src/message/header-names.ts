/** What the parser knows of a header's name. */
export interface HeaderName {
  /** Lower case, long form. */
  key: string;
  /** Whether a comma separates values. */
  list: boolean;
}

/** Long form as written on the wire, its compact form (RFC 3261 §7.3.3 and IANA), and whether it is a list. */
const known: [wire: string, compact?: string, list?: "list"][] = [
  ["Via", "v", "list"],
  ["Route", undefined, "list"],
  ["Record-Route", undefined, "list"],
  ["Max-Forwards"],
  ["From", "f"],
  ["To", "t"],
  ["Call-ID", "i"],
  ["CSeq"],
  ["Contact", "m", "list"],
  ["Allow", undefined, "list"],
  ["Supported", "k", "list"],
  ["Require", undefined, "list"],
  ["Proxy-Require", undefined, "list"],
  ["Unsupported", undefined, "list"],
  ["Content-Type", "c"],
  ["Content-Length", "l"],
  ["Content-Encoding", "e"],
  ["User-Agent"],
  ["Server"],
  ["Expires"],
  ["Min-Expires"],
  ["Session-Expires", "x"],
  ["Min-SE"],
  ["Accept", undefined, "list"],
  ["Reason"],
  ["Retry-After"],
  ["RSeq"],
  ["RAck"],
  ["WWW-Authenticate"],
  ["Authorization"],
  ["Proxy-Authenticate"],
  ["Proxy-Authorization"],
  ["P-Asserted-Identity", undefined, "list"],
  ["Privacy"],
  ["Date"],
  ["Event", "o"],
  ["Subject", "s"],
  ["Refer-To", "r"],
  ["Referred-By", "b"],
  ["Allow-Events", "u", "list"],
  ["Path", undefined, "list"],
  ["Service-Route", undefined, "list"],
];

/** Headers whose repetition makes a message ambiguous (RFC 3261 §7.3.1, RFC 4475 §3.3.8 and §3.3.9). */
export const singleHeaders = [
  "from",
  "to",
  "call-id",
  "cseq",
  "max-forwards",
  "content-length",
  "content-type",
  "expires",
  "session-expires",
] as const;

const byWrittenName = new Map<string, HeaderName>();
const wireNames = new Map<string, string>();
for (const [wire, compact, list] of known) {
  const name: HeaderName = { key: wire.toLowerCase(), list: list !== undefined };
  wireNames.set(name.key, wire);
  for (const written of [wire, name.key]) byWrittenName.set(written, name);
  if (compact) for (const written of [compact, compact.toUpperCase()]) byWrittenName.set(written, name);
}

const TOKEN = /^[a-z0-9\-.!%*_+`'~]+$/;

/** Find a header by the name as written, in any case or compact; undefined when it is no token. */
export function canonicalName(written: string): HeaderName | undefined {
  const exact = byWrittenName.get(written);
  if (exact) return exact;
  const key = written.toLowerCase();
  return byWrittenName.get(key) ?? (TOKEN.test(key) ? { key, list: false } : undefined);
}

/** The name to write on the wire: `call-id` → `Call-ID`, `x-line` → `X-Line`. */
export function wireName(key: string): string {
  return wireNames.get(key) ?? key.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}
