import { type Authorization, answerChallenge, type Credentials } from "../digest/client.ts";
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
  /** Connection to prefer when it leads to the same host. */
  flow?: Flow;
}

/**
 * Find where a request goes and call `use` with the candidates, best first; with an empty list when there is nowhere.
 * At once for addresses, later for names.
 */
export function withFlows(core: AgentCore, request: RequestDraft, preferred: Flow | undefined, use: (flows: Flow[]) => void): void {
  const hop = nextHop(request);
  const found = hop ? core.locate(hop) : [];
  if (Array.isArray(found)) use(found.map((flow) => reuse(flow, preferred)));
  else found.then(use, () => use([]));
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
  challenges = 0,
  authorization?: Authorization,
): void {
  const attempt = (flows: readonly Flow[] | undefined): void => {
    const request = make();
    if (authorization) request.headers.set(authorization.name, authorization.value);
    if (!flows) {
      withFlows(core, request, options.flow, (found) => send(request, found));
      return;
    }
    send(request, flows);
  };
  const send = (request: RequestDraft, flows: readonly Flow[]): void => {
    const [flow, ...others] = flows;
    if (!flow) {
      done({ lost: "unreachable" });
      return;
    }
    core.transactions.request(request, flow, {
      lost: (why) => (others.length > 0 ? attempt(others) : done({ lost: why }, flow)),
      final: (response) => {
        const answer = answerChallenge(response, options.credentials, request.method, request.uri, challenges);
        if (answer) sendRequest(core, make, options, done, challenges + 1, answer);
        else done({ response }, flow);
      },
    });
  };
  attempt(undefined);
}

/** Status that an outcome amounts to: 408 and 503 stand for silence and for no way there (RFC 3261 §8.1.3.1). */
export function statusOf(outcome: Outcome): number {
  if ("response" in outcome) return outcome.response.status;
  return outcome.lost === "timeout" ? 408 : 503;
}
