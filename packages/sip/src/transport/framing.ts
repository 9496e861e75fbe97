import { limits } from "../message/limits.ts";

/** What the framer found in the stream. */
export interface FrameHandlers {
  message(bytes: Buffer): void;
  /** Double CRLF: the peer asks whether we are alive (RFC 5626 §3.5.1). */
  ping(): void;
  /**
   * The stream can no longer be cut into messages; the connection must be closed.
   * @param head of the message that cannot be cut, when all of it is there: its sender is owed a 400 (RFC 3261 §18.3)
   */
  broken(problem: string, head?: Buffer): void;
}

const CONTENT_LENGTH = /(?:^|\r\n)(?:content-length|l)[ \t]*:[ \t]*([^\r\n]*?)[ \t]*(?=\r\n|$)/gi;
const FOLDED = /\r\n[ \t]+/g;
const HEAD_END = "\r\n\r\n";

const lengthsIn = (head: string): string[] => [...head.replace(FOLDED, " ").matchAll(CONTENT_LENGTH)].map((match) => match[1]!);

/** Cut a byte stream into messages by Content-Length (RFC 3261 §18.3). Returns the function to feed with chunks. */
export function createFramer(handlers: FrameHandlers): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  let scanned = 0;
  let dead = false;

  const fail = (problem: string, head?: Buffer): false => {
    dead = true;
    pending = Buffer.alloc(0);
    handlers.broken(problem, head);
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
    const [declared = "0", ...others] = lengthsIn(pending.toString("latin1", 0, end));
    const head = pending.subarray(0, end + HEAD_END.length);
    // Two readers that take different ones see different messages: one can be hidden inside another.
    if (others.length > 0) return fail("repeated Content-Length", head);
    if (!/^\d{1,10}$/.test(declared)) return fail("malformed Content-Length", head);
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
