import { TRACE_MOST, type TracedLine, traceFileOfCall, traceFileOfPeer } from "@cloverdesk/contracts";
import type { TracedMessage } from "@cloverdesk/sip";
import type { TraceFiles } from "./files.ts";
import type { HepSender } from "./hep.ts";
import { mask } from "./mask.ts";

/** Keeps what is said in SIP: by call and by peer, without secrets, bounded. */
export interface SipTrace {
  /** Hears every message of the user agent. */
  hear(message: TracedMessage): void;
  /** The dialog with this Call-ID is a leg of the call: what was heard of it so far and what follows is kept with the call. */
  belongs(sipCallId: string, callId: string, legId: string): void;
  stop(): Promise<void>;
}

/** A dialog that belongs to a call. */
interface Known {
  callId: string;
  legId: string;
  ofCall: { file: string; messages: number; bytes: number };
}

/** Dialogs remembered at most, of calls and of others; those heard of first are forgotten first. */
const KNOWN_MOST = 5_000;
const UNKNOWN_MOST = 500;
/** Messages kept of a dialog of which it is not known yet to which call it belongs. */
const UNKNOWN_MESSAGES = 20;
/** Characters kept of dialogs that belong to no call yet. */
const UNKNOWN_TEXT = 4_000_000;
/** Calls whose measure is remembered: their legs share one file. */
const CALLS_MOST = 3_000;

/** @param now wall clock, ms since 1970 */
export function createSipTrace(files: TraceFiles, now: () => number, hep?: HepSender): SipTrace {
  const known = new Map<string, Known>();
  const unknown = new Map<string, TracedLine[]>();
  const calls = new Map<string, Known["ofCall"]>();
  let unknownText = 0;

  function keepUnknown(sipCallId: string, line: TracedLine): void {
    const lines = unknown.get(sipCallId) ?? [];
    if (lines.length >= UNKNOWN_MESSAGES) return;
    lines.push(line);
    unknownText += line.text.length;
    unknown.set(sipCallId, lines);
    for (const [first] of unknown) {
      if (unknown.size <= UNKNOWN_MOST && unknownText <= UNKNOWN_TEXT) break;
      takeUnknown(first);
    }
  }
  function takeUnknown(sipCallId: string): TracedLine[] {
    const lines = unknown.get(sipCallId) ?? [];
    unknown.delete(sipCallId);
    unknownText -= lines.reduce((sum, { text }) => sum + text.length, 0);
    return lines;
  }

  function keepOfCall({ legId, ofCall }: Known, line: TracedLine): void {
    if (ofCall.messages > TRACE_MOST.messages || ofCall.bytes > TRACE_MOST.callBytes) return;
    ofCall.messages++;
    ofCall.bytes += line.text.length;
    const isLast = ofCall.messages > TRACE_MOST.messages || ofCall.bytes > TRACE_MOST.callBytes;
    files.append(ofCall.file, JSON.stringify({ ...line, legId, ...(isLast && { cut: true }) }));
  }

  return {
    hear({ direction, text, flow, local }) {
      const line: TracedLine = {
        at: new Date(now()).toISOString(),
        direction,
        transport: flow.protocol,
        peer: { host: flow.host, port: flow.port },
        local,
        legId: null,
        text: mask(text.slice(0, TRACE_MOST.text)),
      };
      const sipCallId = callIdOf(text);
      const mine = sipCallId === undefined ? undefined : known.get(sipCallId);
      if (mine) keepOfCall(mine, line);
      else if (sipCallId !== undefined) keepUnknown(sipCallId, line);
      files.append(traceFileOfPeer(flow.host), JSON.stringify({ ...line, legId: mine?.legId ?? null }), TRACE_MOST.peerBytes);
      hep?.send(line, mine?.callId ?? sipCallId);
    },
    belongs(sipCallId, callId, legId) {
      const day = new Date(now()).toISOString().slice(0, 10);
      const ofCall = calls.get(callId) ?? { file: traceFileOfCall(day, callId), messages: 0, bytes: 0 };
      remember(calls, callId, ofCall, CALLS_MOST);
      const mine = { callId, legId, ofCall };
      remember(known, sipCallId, mine, KNOWN_MOST);
      for (const line of takeUnknown(sipCallId)) keepOfCall(mine, line);
    },
    async stop() {
      hep?.stop();
      await files.stop();
    },
  };
}

/** A trace that keeps nothing. */
export const NO_TRACE: SipTrace = { hear: () => {}, belongs: () => {}, stop: async () => {} };

/** The Call-ID of a message that may be of any quality. */
const callIdOf = (text: string): string | undefined => /^(?:call-id|i)[ \t]*:[ \t]*(\S{1,200})/im.exec(text.slice(0, TRACE_MOST.text))?.[1];

function remember<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  if (!map.has(key) && map.size >= most) map.delete(map.keys().next().value!);
  map.set(key, value);
}
