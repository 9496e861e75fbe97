import { EventEmitter } from "node:events";
import { type Clock, systemClock } from "../clock.ts";
import type { Call } from "../dialog/call.ts";
import { type AgentCore, ALLOW, type CallCounters } from "../dialog/core.ts";
import { dialogFromInvite } from "../dialog/dialog.ts";
import { IncomingCall } from "../dialog/incoming-call.ts";
import { OutgoingCall } from "../dialog/outgoing-call.ts";
import { createDigestServer, type DigestVerdict } from "../digest/server.ts";
import { createRateLimit, type RateVerdict } from "../guard/rate-limit.ts";
import { mergeHeaders } from "../message/header-map.ts";
import { type SipRequest, tagOf } from "../message/message.ts";
import { responseTo } from "../message/response.ts";
import { serialize } from "../message/serialize.ts";
import { bracketHost, type Uri } from "../message/uri.ts";
import { randomToken } from "../random-token.ts";
import type { TransactionCounters } from "../transaction/context.ts";
import { TransactionLayer, type TransactionUser } from "../transaction/layer.ts";
import { InviteServer } from "../transaction/server-invite.ts";
import type { ServerTransaction } from "../transaction/server-transaction.ts";
import { defaultTimers } from "../transaction/timers.ts";
import type { Flow, LocalAddress, Protocol, Transport } from "../transport/flow.ts";
import { locate, systemResolver } from "../transport/locate.ts";
import { createNetwork } from "../transport/network.ts";
import { type DialOptions, planCall } from "./dial.ts";
import type { UserAgentOptions } from "./options.ts";
import { Pinger, type PingerOptions } from "./pinger.ts";
import { createReceiver, type ReceiverCounters } from "./receiver.ts";
import { Registration, type RegistrationOptions } from "./registration.ts";
import { type Refusal, refuseMethod, screen, screenInvite } from "./screening.ts";

export interface UserAgentEvents {
  /** A new call. Ring, answer or refuse it; 100 has been sent. Without a listener it is refused with 480. */
  call: [IncomingCall];
  /** Something that could not be read came in; for logs. */
  malformed: [problem: string, source: { protocol: Protocol; host: string; port: number }];
  /** A listener threw. Without a listener for this the error is thrown on, outside the protocol. */
  fault: [error: unknown];
}

export interface UserAgentStats extends ReceiverCounters, TransactionCounters, CallCounters {
  sent: number;
  /** Requests turned away by the rate limit. */
  limited: number;
  activeCalls: number;
  transactions: number;
}

/** A SIP user agent for trunks: takes and places calls, registers, and tells whether peers are alive. */
export class UserAgent extends EventEmitter<UserAgentEvents> {
  private readonly clock: Clock;
  private readonly transport: Transport;
  private readonly transactions: TransactionLayer;
  private readonly core: AgentCore;
  private readonly receiver: ReturnType<typeof createReceiver>;
  private readonly rate: ((address: string) => RateVerdict) | undefined;
  private readonly authenticate: ((request: SipRequest) => DigestVerdict) | undefined;
  private readonly callCounters: CallCounters = { incoming: 0, outgoing: 0, answered: 0, unanswered: 0 };
  /** By Call-ID and our tag. */
  private readonly calls = new Map<string, Call>();
  /** Incoming ones by Call-ID and the caller's tag, to notice an INVITE that arrives over two ways. */
  private readonly legs = new Set<string>();
  private readonly services = new Set<{ stop(): unknown }>();
  private sent = 0;
  private limited = 0;
  private draining = false;
  private whenIdle: (() => void)[] = [];

  constructor(private readonly options: UserAgentOptions) {
    super();
    this.clock = options.clock ?? systemClock;
    this.transport = options.transport ?? createNetwork(options);
    const counted: Transport = {
      ...this.transport,
      send: (text, flow, failed) => {
        this.sent++;
        this.transport.send(text, flow, failed);
      },
    };
    const user: TransactionUser = {
      admit: (request, back) => this.admit(request, back),
      request: (transaction) => this.received(transaction),
      ack: (request) => this.callOf(request)?.receiveAck(request),
    };
    this.transactions = new TransactionLayer(this.clock, { ...defaultTimers, ...options.timers }, counted, user);
    this.core = this.createCore();
    this.receiver = createReceiver(options.accessList, {
      message: (message, flow) => this.transactions.receive(message, flow),
      malformed: (problem, { protocol, host, port }) => this.tell("malformed", problem, { protocol, host, port }),
      send: (text, flow) => this.transactions.send(text, flow),
    });
    this.rate = options.rateLimit && createRateLimit(options.rateLimit, this.clock);
    this.authenticate = options.authentication && createDigestServer(options.authentication, this.clock);
  }

  /** Open the sockets. @throws ListenError, or Error naming a TLS file that cannot be read. */
  async start(): Promise<void> {
    await this.transport.start((bytes, flow) => {
      try {
        this.receiver.receive(bytes, flow);
      } catch (error) {
        this.fault(error);
      }
    });
  }

  /** Where this user agent listens; undefined for a protocol that is not served. */
  address(protocol: Protocol = "UDP"): LocalAddress | undefined {
    return this.transport.local(protocol);
  }

  /** Place a call. Listen on what is returned before the current turn ends; nothing is sent earlier. Never throws. */
  dial(options: DialOptions): OutgoingCall {
    const { dialog, plan } = planCall(options, this.transport.local("UDP")?.host ?? this.options.host, this.core.random);
    const call = new OutgoingCall(this.core, dialog, plan);
    this.callCounters.outgoing++;
    this.core.adopt(call);
    queueMicrotask(() => call.start());
    return call;
  }

  /** Register at a carrier and keep the registration alive until its `stop()`. */
  register(options: RegistrationOptions): Registration {
    return this.serve(new Registration(this.core, options));
  }

  /** Watch a peer by OPTIONS until its `stop()`. */
  ping(options: PingerOptions): Pinger {
    return this.serve(new Pinger(this.core, options));
  }

  /** Take no new calls (503, also to OPTIONS) and resolve when the last one has ended. */
  drain(): Promise<void> {
    this.draining = true;
    return this.calls.size === 0 ? Promise.resolve() : new Promise((resolve) => this.whenIdle.push(resolve));
  }

  /** Hang up all calls, stop registrations and pingers, close the sockets. */
  async stop(): Promise<void> {
    this.draining = true;
    for (const call of [...this.calls.values()]) call.hangUp();
    for (const service of this.services) service.stop();
    await this.transport.stop();
  }

  /** Counters since the start, and what is going on now. */
  stats(): UserAgentStats {
    return {
      ...this.receiver.counters,
      ...this.transactions.counters,
      ...this.callCounters,
      sent: this.sent,
      limited: this.limited,
      activeCalls: this.calls.size,
      transactions: this.transactions.size,
    };
  }

  private createCore(): AgentCore {
    const { options } = this;
    const random = options.random ?? Math.random;
    const resolver = options.resolver ?? systemResolver;
    return {
      clock: this.clock,
      transactions: this.transactions,
      counters: this.callCounters,
      product: options.product ?? "Cloverdesk",
      sessionExpires: options.sessionExpires ?? 1800,
      minSessionExpires: options.minSessionExpires ?? 90,
      random,
      contact: (protocol) => this.contact(protocol),
      locate: (uri: Uri) => locate(uri, resolver, random),
      adopt: (call) => this.calls.set(keyOf(call), call),
      release: (call) => this.release(call),
      fault: (error) => this.fault(error),
    };
  }

  private contact(protocol: Protocol): string {
    const local = this.transport.local(protocol) ?? this.transport.local("UDP");
    const transport = protocol === "UDP" ? "" : `;transport=${protocol.toLowerCase()}`;
    return `<sip:${this.options.user ?? "cloverdesk"}@${bracketHost(local?.host ?? this.options.host)}:${local?.port ?? 5060}${transport}>`;
  }

  private serve<T extends { start(): void; stop(): unknown }>(service: T): T {
    this.services.add(service);
    queueMicrotask(() => service.start());
    return service;
  }

  private release(call: Call): void {
    this.calls.delete(keyOf(call));
    if (call.direction === "in") this.legs.delete(`${call.callId} ${call.dialog.remoteTag}`);
    if (this.calls.size === 0) for (const resolve of this.whenIdle.splice(0)) resolve();
  }

  /** The rate limit concerns what begins something new: it must not cut calls that are up. */
  private admit(request: SipRequest, back: Flow): boolean {
    if (!this.rate || tagOf(request.to) !== "" || request.method === "CANCEL") return true;
    const verdict = this.rate(back.host);
    if (verdict === "pass") return true;
    this.limited++;
    if (verdict === "refuse") {
      const response = responseTo(request, 503, randomToken());
      response.headers.set("retry-after", "1");
      this.transactions.send(serialize(response), back);
    }
    return false;
  }

  private received(transaction: ServerTransaction): void {
    const { request } = transaction;
    if (tagOf(request.to) !== "") {
      const call = this.callOf(request);
      if (call) call.receive(transaction);
      else
        this.refuse(transaction, refuseMethod(request.method).status === 405 ? refuseMethod(request.method) : { status: 481, headers: {} });
      return;
    }
    const refusal = screen(request);
    if (refusal) {
      this.refuse(transaction, refusal);
      return;
    }
    if (request.method === "INVITE" && transaction instanceof InviteServer) this.receivedInvite(transaction);
    else if (request.method === "OPTIONS") this.receivedOptions(transaction);
    else if (request.method === "REGISTER" && this.options.registrar) this.receivedRegister(transaction);
    else this.refuse(transaction, refuseMethod(request.method));
  }

  private receivedInvite(transaction: InviteServer): void {
    const { request } = transaction;
    const refusal = screenInvite(request, this.core);
    if (refusal) {
      this.refuse(transaction, refusal);
      return;
    }
    const leg = `${request.callId} ${tagOf(request.from)}`;
    if (this.legs.has(leg)) {
      this.refuse(transaction, { status: 482, headers: {} });
      return;
    }
    if (this.draining || this.calls.size >= (this.options.maxCalls ?? Number.POSITIVE_INFINITY)) {
      this.refuse(transaction, { status: 503, headers: { "retry-after": "5" } });
      return;
    }
    if (!this.allowed(transaction)) return;
    const dialog = dialogFromInvite(request, randomToken(), transaction.flow);
    if (!dialog) {
      this.refuse(transaction, { status: 400, headers: {} });
      return;
    }
    transaction.respond(responseTo(request, 100, ""));
    const call = new IncomingCall(this.core, transaction, dialog);
    this.callCounters.incoming++;
    this.legs.add(leg);
    this.core.adopt(call);
    if (!this.tell("call", call)) call.reject(480);
  }

  private receivedOptions(transaction: ServerTransaction): void {
    const headers = { allow: ALLOW, accept: "application/sdp", supported: "timer, 100rel" };
    this.refuse(transaction, { status: this.draining ? 503 : 200, headers });
  }

  private receivedRegister(transaction: ServerTransaction): void {
    if (!this.allowed(transaction)) return;
    const { status, headers } = this.options.registrar!.register(transaction.request);
    const response = responseTo(transaction.request, status, randomToken());
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    transaction.respond(response);
  }

  /** Check digest credentials where they are asked for; sends the challenge when they are missing or wrong. */
  private allowed(transaction: ServerTransaction): boolean {
    const verdict = this.authenticate?.(transaction.request);
    if (!verdict || verdict.ok) return true;
    const response = responseTo(transaction.request, verdict.status, randomToken());
    response.headers.set(verdict.header, verdict.challenges);
    transaction.respond(response);
    return false;
  }

  private refuse(transaction: ServerTransaction, { status, headers }: Refusal): void {
    const response = responseTo(transaction.request, status, randomToken());
    mergeHeaders(response.headers.set("server", this.core.product), headers);
    transaction.respond(response);
  }

  private callOf(request: SipRequest): Call | undefined {
    const call = this.calls.get(`${request.callId} ${tagOf(request.to)}`);
    return call && call.dialog.remoteTag === tagOf(request.from) ? call : undefined;
  }

  private tell<E extends keyof UserAgentEvents>(event: E, ...args: UserAgentEvents[E]): boolean {
    try {
      return (this.emit as (event: E, ...args: UserAgentEvents[E]) => boolean).call(this, event, ...args);
    } catch (error) {
      this.fault(error);
      return true;
    }
  }

  private fault(error: unknown): void {
    if (this.listenerCount("fault") > 0) this.emit("fault", error);
    else
      queueMicrotask(() => {
        throw error;
      });
  }
}

const keyOf = (call: Call): string => `${call.callId} ${call.dialog.localTag}`;
