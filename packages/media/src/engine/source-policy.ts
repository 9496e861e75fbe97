import { BlockList, isIP } from "node:net";
import { MediaError } from "../port.ts";
import { type RtpPacket, seqDistance } from "../rtp.ts";

export interface Place {
  readonly address: string;
  readonly port: number;
}

/** What signalling said about the far end of a trunk leg. */
export interface SignalledSource extends Place {
  /** Payload types that were agreed on; other packets prove nothing about their sender. */
  readonly payloadTypes: ReadonlySet<number>;
  /** Addresses and CIDR blocks that may send besides `address`. */
  readonly networks: readonly string[];
}

/** `refused`: from a host that is neither signalled nor allowed. `ignored`: from an allowed host, but not (yet) the source. */
export type Verdict = "accepted" | "refused" | "ignored";

/**
 * Decides whose RTP a trunk leg takes and where its sound goes, so that a stranger who sends to an open port neither is heard nor
 * gets the caller's voice (RFC 7362 §5). As rtpengine's strict source:
 * - The signalled place is always the source, and sound goes there until another one is confirmed.
 * - Behind NAT the source has another port or address. It is learned from an allowed host by consecutive packets of one SSRC and an
 *   agreed payload type, and then locked.
 * - A locked source moves by signalling, or to an allowed host that continues the same SSRC and sequence.
 * Port 0 cannot be answered and is never a source.
 */
export interface SourcePolicy {
  /** @throws MediaError `bad-remote` for a network that is none. The same place again keeps what was learned. */
  signal(signalled: SignalledSource): void;
  judge(packet: RtpPacket, from: Place): Verdict;
  /** Where to send; null before anything was signalled. */
  readonly target: Place | null;
  /** The place that RTP is taken from; null before any was confirmed. */
  readonly source: Place | null;
}

/** Consecutive packets that make a source. */
const PACKETS_TO_LEARN = 3;
/** How far a moved stream may have got, in packets: 50 more than its pause accounts for. */
const SPARE_PACKETS = 50;
const PACKET_MS = 20;
const KNOWN_HOSTS = 256;

interface Stream {
  readonly place: Place;
  readonly ssrc: number;
  seq: number;
  count: number;
  at: number;
}

const samePlace = (a: Place | null | undefined, b: Place): boolean => a?.port === b.port && a.address === b.address;

export function createSourcePolicy(now: () => number): SourcePolicy {
  let signalled: SignalledSource | null = null;
  let allows: (host: string) => boolean = () => false;
  let locked: Stream | null = null;
  let candidate: Stream | null = null;

  const lock = (packet: RtpPacket, from: Place): Verdict => {
    candidate = null;
    const { ssrc, seq } = packet;
    locked = { place: { address: from.address, port: from.port }, ssrc, seq, count: 1, at: now() };
    return "accepted";
  };
  const follow = (stream: Stream, packet: RtpPacket): Verdict => {
    if (packet.ssrc !== stream.ssrc) return lock(packet, stream.place);
    if (seqDistance(stream.seq, packet.seq) > 0) stream.seq = packet.seq;
    stream.at = now();
    return "accepted";
  };
  const continues = (stream: Stream, packet: RtpPacket): boolean => {
    const ahead = seqDistance(stream.seq, packet.seq);
    return packet.ssrc === stream.ssrc && ahead > 0 && ahead <= (now() - stream.at) / PACKET_MS + SPARE_PACKETS;
  };
  const learn = (packet: RtpPacket, from: Place): Verdict => {
    const next =
      candidate && samePlace(candidate.place, from) && candidate.ssrc === packet.ssrc && seqDistance(candidate.seq, packet.seq) === 1;
    const { ssrc, seq } = packet;
    candidate = next ? { ...candidate!, seq, count: candidate!.count + 1 } : { place: { ...from }, ssrc, seq, count: 1, at: now() };
    return candidate.count < PACKETS_TO_LEARN ? "ignored" : lock(packet, from);
  };

  return {
    signal(next) {
      const isMember = membership([...next.networks, next.address]);
      const same = samePlace(signalled, next);
      signalled = next;
      allows = isMember;
      if (!same) locked = candidate = null;
    },
    judge(packet, from) {
      if (!signalled || from.port === 0) return "refused";
      if (samePlace(locked?.place, from)) return follow(locked!, packet);
      if (samePlace(signalled, from)) return lock(packet, from);
      if (!allows(from.address)) return "refused";
      if (!signalled.payloadTypes.has(packet.payloadType)) return "ignored";
      if (locked) return continues(locked, packet) ? lock(packet, from) : "ignored";
      return learn(packet, from);
    },
    get target() {
      return locked?.place ?? signalled;
    },
    get source() {
      return locked?.place ?? null;
    },
  };
}

/** Verdicts are kept: the list is asked for every packet that is not the source's. */
function membership(entries: readonly string[]): (host: string) => boolean {
  const list = new BlockList();
  for (const entry of entries) add(list, entry);
  const known = new Map<string, boolean>();
  return (host) => {
    let verdict = known.get(host);
    if (verdict === undefined) {
      const version = isIP(host);
      verdict = version !== 0 && list.check(host, version === 6 ? "ipv6" : "ipv4");
      if (known.size >= KNOWN_HOSTS) known.clear();
      known.set(host, verdict);
    }
    return verdict;
  };
}

function add(list: BlockList, entry: string): void {
  const [address = "", prefix] = entry.split("/");
  const version = isIP(address);
  const family = version === 6 ? "ipv6" : "ipv4";
  try {
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN, family);
  } catch {
    throw new MediaError("bad-remote", `not an address or a CIDR block: ${entry}`);
  }
}
