import type { Credentials } from "../digest/client.ts";
import { type Authorization, answerChallenge } from "../digest/client.ts";
import type { SipResponse } from "../message/message.ts";
import type { Flow } from "../transport/flow.ts";
import type { Acks } from "./acks.ts";
import type { Call } from "./call.ts";
import { type AgentCore, ALLOW } from "./core.ts";
import { learnTarget, requestInDialog } from "./dialog.ts";
import { withFlows } from "./outbound.ts";
import { ask, type SessionTimer } from "./session-timer.ts";

export interface ReinviteContext {
  core: AgentCore;
  call: Call;
  timer: SessionTimer;
  acks: Acks;
  credentials: Credentials | undefined;
}

/** A re-INVITE that is sent again with the credentials that it lacked, to the address that asked for them. */
interface Retry {
  challenges: number;
  authorization: Authorization;
  flow: Flow;
}

/**
 * Send one re-INVITE, answering one challenge, and acknowledge its 2xx.
 * @param done gets the final response, undefined when none came.
 */
export function sendReinvite(
  context: ReinviteContext,
  sdp: string,
  done: (response: SipResponse | undefined) => void,
  retry?: Retry,
): void {
  const { core, call, acks } = context;
  const { challenges = 0, authorization } = retry ?? {};
  const { dialog } = call;
  const request = requestInDialog(dialog, "INVITE");
  const seq = dialog.localSeq;
  ask(request.headers, context.timer.interval, core);
  if (authorization) request.headers.set(authorization.name, authorization.value);
  request.headers.set("user-agent", core.product).set("allow", ALLOW).set("supported", "timer").set("content-type", "application/sdp");
  request.body = sdp;

  const success = (response: SipResponse): void => {
    if (acks.repeat(seq)) return;
    learnTarget(dialog, response.headers);
    acks.send(dialog, seq, authorization);
    done(response);
  };
  const failure = (response: SipResponse, flow: Flow): void => {
    const answer = answerChallenge(response, context.credentials, "INVITE", request.uri, challenges);
    if (answer && call.state !== "ended") sendReinvite(context, sdp, done, { challenges: challenges + 1, authorization: answer, flow });
    else done(response);
  };
  const transmit = (flow: Flow | undefined): void => {
    if (!flow) {
      done(undefined);
      return;
    }
    request.headers.set("contact", core.contact(flow.protocol));
    const transaction = core.transactions.invite(request, flow, {
      provisional: () => {},
      success,
      failure: (response) => failure(response, flow),
      lost: () => done(undefined),
      rangTooLong: () => core.transactions.cancel(transaction),
    });
  };
  if (retry) transmit(retry.flow);
  else withFlows(core, request, dialog.flow, ([flow]) => transmit(flow));
}
