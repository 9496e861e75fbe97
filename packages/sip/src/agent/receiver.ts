import type { AccessList } from "../guard/access-list.ts";
import { HeaderMap } from "../message/header-map.ts";
import type { SipMessage } from "../message/message.ts";
import { type Malformed, parseMessage } from "../message/parse.ts";
import { serialize } from "../message/serialize.ts";
import { randomToken } from "../random-token.ts";
import { markSource, responseFlow } from "../transaction/response-flow.ts";
import type { Flow } from "../transport/flow.ts";

export interface ReceiverCounters {
  received: number;
  malformed: number;
  /** Messages dropped and connections turned away because the access list does not name the source. */
  refused: number;
}

export interface ReceiverHandlers {
  /** Each message of somebody whom the access list allows, before it is read, and each response that is waited for. */
  seen(bytes: Buffer, flow: Flow): void;
  /** Whether a request of ours waits for this response. */
  expects(message: SipMessage): boolean;
  message(message: SipMessage, flow: Flow): void;
  malformed(problem: string, flow: Flow): void;
  send(text: string, flow: Flow): void;
}

/** Shorter than any SIP message: keep-alives. */
const KEEP_ALIVE_BYTES = 16;

/**
 * From bytes to messages. Strangers meet silence, malformed requests a 400 where enough of them is legible, malformed
 * responses silence. Responses pass the access list: they count only when they fit a transaction of ours.
 */
export function createReceiver(accessList: AccessList | undefined, handlers: ReceiverHandlers) {
  const counters: ReceiverCounters = { received: 0, malformed: 0, refused: 0 };

  const receive = (bytes: Buffer, flow: Flow): void => {
    if (bytes.length < KEEP_ALIVE_BYTES) return;
    counters.received++;
    const isStranger = accessList?.allows(flow.host) === false;
    if (isStranger && !isResponse(bytes)) {
      counters.refused++;
      flow.connection?.close();
      return;
    }
    if (!isStranger) handlers.seen(bytes, flow);
    const result = parseMessage(bytes);
    if (!result.ok) {
      counters.malformed++;
      handlers.malformed(result.problem, flow);
      answerMalformed(result, flow);
      return;
    }
    const { message } = result;
    if (isStranger && handlers.expects(message)) handlers.seen(bytes, flow);
    if (message.kind === "request") markSource(message, flow);
    handlers.message(message, flow);
  };

  const answerMalformed = (malformed: Malformed, flow: Flow): void => {
    const { via, headers } = malformed;
    const isAck = /\bACK$/.test(headers.get("cseq") ?? "");
    if (!via || malformed.kind !== "request" || isAck) return;
    markSource({ via, headers }, flow);
    const response = new HeaderMap().copy(headers, ["via"]);
    for (const name of ["from", "to", "call-id", "cseq"]) {
      const value = headers.get(name);
      if (value) response.set(name, value);
    }
    const to = response.get("to");
    if (to !== undefined && !/;\s*tag\s*=/i.test(to)) response.set("to", `${to};tag=${randomToken()}`);
    const reason = malformed.status === 505 ? "Version Not Supported" : `Bad Request - ${malformed.problem}`;
    handlers.send(serialize({ status: malformed.status, reason, headers: response, body: "" }), responseFlow({ via }, flow));
  };

  return { counters, receive };
}

const isResponse = (bytes: Buffer): boolean => bytes[0] === 0x53 && bytes[1] === 0x49 && bytes[2] === 0x50 && bytes[3] === 0x2f;
