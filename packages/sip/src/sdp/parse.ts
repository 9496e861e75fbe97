import type { Direction, MediaDescription, SessionDescription } from "./description.ts";

/** More lines than this are refused. */
const MAX_LINES = 500;

interface OpenMedia extends Omit<MediaDescription, "address" | "direction" | "encodings"> {
  encodings: Map<number, string>;
  address: string | undefined;
  direction: Direction | undefined;
}

/** Read a session description; undefined when it is none. Lines that make no sense are passed over. Never throws. */
export function parseSdp(text: string): SessionDescription | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  if (!lines[0]?.startsWith("v=0") || lines.length > MAX_LINES) return undefined;
  let origin: string[] = [];
  let address: string | undefined;
  let direction: Direction = "sendrecv";
  const media: OpenMedia[] = [];
  for (const line of lines) {
    const value = line.slice(2).trim();
    const current = media.at(-1);
    if (line.startsWith("m=")) {
      const opened = parseMediaLine(value);
      if (!opened) return undefined;
      media.push(opened);
    } else if (line.startsWith("o=")) origin = value.split(/\s+/);
    else if (line.startsWith("c=")) {
      if (current) current.address = parseConnection(value);
      else address = parseConnection(value);
    } else if (line.startsWith("a=")) {
      const asked = parseDirection(value);
      if (current) readAttribute(current, value, asked);
      else direction = asked ?? direction;
    }
  }
  if (origin.length < 6) return undefined;
  const closed = media.map(
    (one): MediaDescription => ({ ...one, address: one.address ?? address ?? "", direction: one.direction ?? direction }),
  );
  return { sessionId: origin[1]!, version: origin[2]!, media: closed };
}

/** `audio 49170 RTP/AVP 0 8 101` */
function parseMediaLine(value: string): OpenMedia | undefined {
  const [kind = "", portText = "", profile = "", ...formats] = value.split(/\s+/);
  const port = /^(\d{1,5})(?:\/\d+)?$/.exec(portText)?.[1];
  if (kind === "" || port === undefined || Number(port) > 65_535 || profile === "") return undefined;
  return {
    kind,
    port: Number(port),
    profile,
    formats,
    encodings: new Map(),
    address: undefined,
    direction: undefined,
    ptimeMs: undefined,
    rtcp: undefined,
  };
}

/** `IN IP4 203.0.113.7`; a multicast suffix is cut off. */
function parseConnection(value: string): string | undefined {
  return /^IN\s+IP[46]\s+([^\s/]+)/.exec(value)?.[1];
}

function parseDirection(value: string): Direction | undefined {
  return value === "sendrecv" || value === "sendonly" || value === "recvonly" || value === "inactive" ? value : undefined;
}

function readAttribute(media: OpenMedia, value: string, direction: Direction | undefined): void {
  media.direction = direction ?? media.direction;
  const rtpmap = /^rtpmap:(\d{1,3})\s+([^\s/]+)\/(\d+)(?:\/(\d+))?/.exec(value);
  if (rtpmap) {
    const channels = rtpmap[4] === undefined || rtpmap[4] === "1" ? "" : `/${rtpmap[4]}`;
    media.encodings.set(Number(rtpmap[1]), `${rtpmap[2]!.toUpperCase()}/${rtpmap[3]}${channels}`);
  }
  const rtcp = /^rtcp:(\d{1,5})(?:\s+(.*))?$/.exec(value);
  if (rtcp && Number(rtcp[1]) > 0 && Number(rtcp[1]) <= 65_535)
    media.rtcp = { port: Number(rtcp[1]), address: parseConnection(rtcp[2] ?? "") };
  const ptime = /^ptime:(\d{1,4})$/.exec(value);
  if (ptime) media.ptimeMs = Number(ptime[1]);
}
