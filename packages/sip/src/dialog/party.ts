import { type NameAddr, parseNameAddr } from "../message/name-addr.ts";

/** One end of a call as the network names it. */
export interface Party {
  /** User part of the URI, e.g. `+861055550100`; as the peer wrote it, no normalisation. May be empty. */
  number: string;
  display: string;
  uri: string;
}

/** A quoted name may carry them, escaped (RFC 4475 §3.1.1.2); lists, logs and databases cannot. */
const CONTROL = /\p{Cc}/gu;

export function partyOf(address: NameAddr): Party {
  // Parameters of a telephone number (`;phone-context=…`) may stand inside the user part (RFC 3261 §19.1.6).
  const [number = ""] = address.uri.user.split(";");
  return { number, display: address.display.replace(CONTROL, ""), uri: address.uri.raw };
}

/** The party in a header such as P-Asserted-Identity (RFC 3325); undefined when absent or malformed. */
export function partyIn(value: string | undefined): Party | undefined {
  const address = value === undefined ? undefined : parseNameAddr(value);
  return address && partyOf(address);
}
