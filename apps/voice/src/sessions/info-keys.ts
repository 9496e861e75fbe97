const KEYS = "0123456789*#ABCD";

/**
 * The key in the body of an INFO: `5` or an event number of RFC 4733 as `application/dtmf`, `Signal=5` among other lines as
 * `application/dtmf-relay`. Undefined for anything else.
 */
export function keyOfInfo(contentType: string, body: string): string | undefined {
  const type = contentType.split(";", 1)[0]!.trim().toLowerCase();
  if (type === "application/dtmf") return keyOf(body.trim());
  if (type === "application/dtmf-relay") return keyOf(/^\s*Signal\s*=\s*(\S+)\s*$/im.exec(body)?.[1] ?? "");
  return undefined;
}

function keyOf(signal: string): string | undefined {
  if (/^[0-9*#A-D]$/i.test(signal)) return signal.toUpperCase();
  return /^1[0-5]$/.test(signal) ? KEYS[Number(signal)] : undefined;
}
