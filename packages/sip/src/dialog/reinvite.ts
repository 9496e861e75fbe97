import type { Credentials } from "../digest/client.ts";
import { type Authorization, answerChallenge } from "../digest/client.ts";
import type { SipResponse } from "../message/message.ts";
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

/**
 * Send one re-INVITE, answering one challenge, and acknowledge its 2xx.
 * @param done gets the final response, undefined when none came.
 */
export function sendReinvite(
  context: ReinviteContext,
  sdp: string,
  done: (response: SipResponse | undefined) => void,
  challenges = 0,
  authorization?: Authorization,
): void {
  const { core, call, acks } = context;
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
  const failure = (response: SipResponse): void => {
    const answer = answerChallenge(response, context.credentials, "INVITE", request.uri, challenges);
    if (answer && call.state !== "ended") sendReinvite(context, sdp, done, challenges + 1, answer);
    else done(response);
  };
  withFlows(core, request, dialog.flow, ([flow]) => {
    if (!flow) return done(undefined);
    request.headers.set("contact", core.contact(flow.protocol));
    const transaction = core.transactions.invite(request, flow, {
      provisional: () => {},
      success,
      failure,
      lost: () => done(undefined),
      rangTooLong: () => core.transactions.cancel(transaction),
    });
  });
}
