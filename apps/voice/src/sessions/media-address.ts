import { lookup } from "node:dns/promises";
import { isIP, isIPv6 } from "node:net";

/** A name service that does not answer must not hold up a call. */
const PATIENCE_MS = 3_000;

/**
 * The IP address for a host of `c=` (RFC 8866 §5.7 allows names), of the family of `ours`.
 * @throws Error when the name has none, or the name service takes longer than 3 s.
 */
export async function mediaAddress(host: string, ours: string, resolve: typeof lookup = lookup): Promise<string> {
  if (isIP(host)) return host;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer for the media host ${host}`)), PATIENCE_MS);
  });
  try {
    const { address } = await Promise.race([resolve(host, { family: isIPv6(ours) ? 6 : 4 }), late]);
    return address;
  } finally {
    clearTimeout(timer);
  }
}
