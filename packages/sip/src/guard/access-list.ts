import { BlockList, isIP } from "node:net";

/** Which addresses may send us requests: the carriers'. */
export interface AccessList {
  allows(address: string): boolean;
  /** Take a new list, e.g. after a trunk was edited. Throws, leaving the old list in force, when an entry is no address. */
  replace(entries: readonly string[]): void;
}

/**
 * @param entries addresses or CIDR blocks, IPv4 and IPv6: `203.0.113.7`, `127.0.0.0/8`, `2001:db8::/32`. `*` is everybody.
 * @throws Error naming the entry that is none of these.
 */
export function createAccessList(entries: readonly string[]): AccessList {
  let open = false;
  let allowed = new BlockList();
  /** Verdicts already found: the list is asked for every datagram. */
  const known = new Map<string, boolean>();
  const replace = (next: readonly string[]): void => {
    const list = new BlockList();
    for (const entry of next) if (entry !== "*") add(list, entry);
    allowed = list;
    open = next.includes("*");
    known.clear();
  };
  replace(entries);
  return {
    allows(address) {
      if (open) return true;
      let verdict = known.get(address);
      if (verdict === undefined) {
        verdict = check(allowed, address);
        if (known.size >= MAX_KNOWN) known.clear();
        known.set(address, verdict);
      }
      return verdict;
    },
    replace,
  };
}

const MAX_KNOWN = 10_000;

function check(list: BlockList, address: string): boolean {
  // Link-local addresses come with their interface: fe80::1%eth0.
  const [plain = ""] = address.split("%");
  const version = isIP(plain);
  return version !== 0 && list.check(plain, version === 6 ? "ipv6" : "ipv4");
}

function add(list: BlockList, entry: string): void {
  const [address = "", prefix, ...more] = entry.split("/");
  const version = isIP(address);
  const bits = prefix === undefined ? undefined : Number(prefix);
  const validBits = bits === undefined || (/^\d{1,3}$/.test(prefix!) && bits <= (version === 6 ? 128 : 32));
  if (version === 0 || more.length > 0 || !validBits) throw new Error(`not an address or CIDR block: ${entry}`);
  const family = version === 6 ? "ipv6" : "ipv4";
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, bits, family);
}
