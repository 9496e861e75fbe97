/** Building blocks of messages for tests. */
export interface Pieces {
  method?: string;
  uri?: string;
  start?: string;
  headers?: Record<string, string | string[] | null>;
  body?: string;
  /** Appended after the body, e.g. to make it longer than declared. */
  tail?: string;
}

export const SDP = [
  "v=0",
  "o=- 1 1 IN IP4 10.0.0.9",
  "s=-",
  "c=IN IP4 10.0.0.9",
  "t=0 0",
  "m=audio 4000 RTP/AVP 8 101",
  "a=rtpmap:101 telephone-event/8000",
  "",
].join("\r\n");

/** A well-formed request; single headers can be replaced, or left out by null. */
export function request(pieces: Pieces = {}): string {
  const { method = "INVITE", uri = "sip:+861055550100@10.0.0.1", body = "" } = pieces;
  const headers: Record<string, string | string[] | null> = {
    Via: "SIP/2.0/UDP 10.0.0.9:5060;branch=z9hG4bKtest1;rport",
    "Max-Forwards": "70",
    From: '"Caller" <sip:+8613800138001@10.0.0.9>;tag=peer1',
    To: "<sip:+861055550100@10.0.0.1>",
    "Call-ID": "call-1@10.0.0.9",
    CSeq: `1 ${method}`,
    Contact: "<sip:+8613800138001@10.0.0.9:5060>",
    ...(body === "" ? {} : { "Content-Type": "application/sdp" }),
    "Content-Length": String(Buffer.byteLength(body)),
    ...pieces.headers,
  };
  return write(pieces.start ?? `${method} ${uri} SIP/2.0`, headers) + body + (pieces.tail ?? "");
}

/** A response to a request received by a scripted peer. */
export function responseOf(
  text: string,
  status: number,
  extra: { tag?: string; headers?: Record<string, string>; body?: string } = {},
): string {
  const line = (name: string) => text.split("\r\n").filter((one) => one.startsWith(`${name}:`));
  const to = line("To")[0]!;
  const tagged = status > 100 && !to.includes(";tag=") ? `${to};tag=${extra.tag ?? "peer1"}` : to;
  const body = extra.body ?? "";
  const own: Record<string, string> = { Contact: "<sip:peer@10.0.0.9:5060>", ...extra.headers };
  if (body !== "") own["Content-Type"] = "application/sdp";
  return [
    `SIP/2.0 ${status} Test`,
    ...line("Via"),
    ...line("Record-Route"),
    ...line("From"),
    tagged,
    ...line("Call-ID"),
    ...line("CSeq"),
    ...Object.entries(own).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
}

function write(start: string, headers: Record<string, string | string[] | null>): string {
  let text = `${start}\r\n`;
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) text += `${name}: ${one}\r\n`;
  }
  return `${text}\r\n`;
}
