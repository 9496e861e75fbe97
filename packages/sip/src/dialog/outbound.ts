import { answerChallenge, type Credentials } from "../digest/client.ts";
import type { RequestDraft, SipResponse } from "../message/message.ts";
import type { Lost } from "../transaction/context.ts";
import type { Flow } from "../transport/flow.ts";
import { isReliable } from "../transport/flow.ts";
import type { AgentCore } from "./core.ts";
import { nextHop } from "./dialog.ts";

/** How a request ended: with a final response, or why there is none. */
export type Outcome = { response: SipResponse } | { lost: Lost | "unreachable" };

export interface SendOptions {
  credentials?: Credentials;
  /** See `withFlows`. */
  flow?: Flow;
}

/**
 * Find where a request goes and call `use` with the candidates, best first; with an empty list when there is nowhere.
 * At once for addresses, later for names.
 * @param preferred where the dialog was made. It comes first where it is among the candidates, its connection is used again for
 * the same host, and it is the last resort when the name in Contact or Record-Route leads nowhere: whoever answered there must
 * get at least ACK and BYE.
 */
export function withFlows(core: AgentCore, request: RequestDraft, preferred: Flow | undefined, use: (flows: Flow[]) => void): void {
  const hop = nextHop(request);
  const found = hop ? core.locate(hop) : [];
  const settle = (flows: readonly Flow[]): void => {
    if (flows.length > 0) use(firstOf(flows, preferred).map((flow) => reuse(flow, preferred)));
    else use(preferred ? [preferred] : []);
  };
  if (Array.isArray(found)) settle(found);
  else found.then(settle, () => settle([]));
}

/** The address that made the dialog knows it, in whatever order the name service tells the addresses today. */
function firstOf(flows: readonly Flow[], preferred: Flow | undefined): Flow[] {
  const same = (flow: Flow): boolean =>
    flow.protocol === preferred?.protocol && flow.host === preferred.host && flow.port === preferred.port;
  return [...flows.filter(same), ...flows.filter((flow) => !same(flow))];
}

/** A peer behind TCP may not accept connections, so the one that is open is better than a new one to the same host. */
function reuse(flow: Flow, preferred: Flow | undefined): Flow {
  const same = preferred && isReliable(flow.protocol) && preferred.protocol === flow.protocol && preferred.host === flow.host;
  return same && preferred.connection?.open ? { ...flow, connection: preferred.connection } : flow;
}

/**
 * Send anything but INVITE and report the outcome: answers one challenge, tries the next address when one does not answer.
 * @param make builds the request with a fresh CSeq, once per attempt.
 */
export function sendRequest(
  core: AgentCore,
  make: () => RequestDraft,
  options: SendOptions,
  done: (outcome: Outcome, flow?: Flow) => void,
): void {
  const send = (request: RequestDraft, flows: readonly Flow[], challenges = 0): void => {
    const [flow, ...others] = flows;
    if (!flow) {
      done({ lost: "unreachable" });
      return;
    }
    core.transactions.request(request, flow, {
      // The next address knows nothing of the credentials that this one asked for, and may ask itself.
      lost: (why) => (others.length > 0 ? send(make(), others) : done({ lost: why }, flow)),
      final: (response) => {
        const answer = answerChallenge(response, options.credentials, request.method, request.uri, challenges);
        if (!answer) {
          done({ response }, flow);
          return;
        }
        // A nonce is often known only at the address that gave it, so the name is not resolved again.
        const again = make();
        again.headers.set(answer.name, answer.value);
        send(again, flows, challenges + 1);
      },
    });
  };
  const request = make();
  withFlows(core, request, options.flow, (flows) => send(request, flows));
}

/** Status that an outcome amounts to: 408 and 503 stand for silence and for no way there (RFC 3261 §8.1.3.1). */
export function statusOf(outcome: Outcome): number {
  if ("response" in outcome) return outcome.response.status;
  return outcome.lost === "timeout" ? 408 : 503;
}
