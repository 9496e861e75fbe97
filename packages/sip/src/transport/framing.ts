import { limits } from "../message/limits.ts";

/** What the framer found in the stream. */
export interface FrameHandlers {
  message(bytes: Buffer): void;
  /** Double CRLF: the peer asks whether we are alive (RFC 5626 §3.5.1). */
  ping(): void;
  /** The stream can no longer be cut into messages; the connection must be closed. */
  broken(problem: string): void;
}

const CONTENT_LENGTH = /(?:^|\r\n)(?:content-length|l)[ \t]*:[ \t]*([^\r\n]*?)[ \t]*(?:\r\n|$)/i;
const HEAD_END = "\r\n\r\n";

/** Cut a byte stream into messages by Content-Length (RFC 3261 §18.3). Returns the function to feed with chunks. */
export function createFramer(handlers: FrameHandlers): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  let scanned = 0;
  let dead = false;

  const fail = (problem: string): false => {
    dead = true;
    pending = Buffer.alloc(0);
    handlers.broken(problem);
    return false;
  };

  const skipBlank = (): void => {
    let blank = 0;
    while (pending[blank] === 13 || pending[blank] === 10) blank++;
    if (blank === 0) return;
    // A lone CRLF may be the first half of a ping, or the pong to ours.
    if (blank === pending.length && blank < HEAD_END.length) return;
    if (blank >= HEAD_END.length) handlers.ping();
    pending = pending.subarray(blank);
    scanned = 0;
  };

  /** Take one message off the front; false when there is none yet. */
  const takeOne = (): boolean => {
    skipBlank();
    const end = pending.indexOf(HEAD_END, Math.max(0, scanned - HEAD_END.length));
    if (end < 0) {
      scanned = pending.length;
      return pending.length > limits.messageBytes ? fail("headers too large") : false;
    }
    const declared = CONTENT_LENGTH.exec(pending.toString("latin1", 0, end))?.[1] ?? "0";
    if (!/^\d{1,10}$/.test(declared)) return fail("malformed Content-Length");
    const total = end + HEAD_END.length + Number(declared);
    if (total > limits.messageBytes) return fail("message too large");
    if (pending.length < total) return false;
    const message = pending.subarray(0, total);
    pending = pending.subarray(total);
    scanned = 0;
    handlers.message(message);
    return !dead;
  };

  return (chunk) => {
    if (dead) return;
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length > 0 && takeOne());
  };
}
