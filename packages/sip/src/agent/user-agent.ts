import { EventEmitter } from "node:events";
import { type Clock, systemClock } from "../clock.ts";
import type { AgentCore, CallCounters } from "../dialog/core.ts";
import { requestInDialog } from "../dialog/dialog.ts";
import { type DialogRecord, dialogOf } from "../dialog/dialog-record.ts";
import type { IncomingCall } from "../dialog/incoming-call.ts";
import { sendRequest, statusOf } from "../dialog/outbound.ts";
import { OutgoingCall } from "../dialog/outgoing-call.ts";
import { formatReason, type Reason } from "../message/reason.ts";
import { bracketHost, type Uri } from "../message/uri.ts";
import type { TransactionCounters } from "../transaction/context.ts";
import { TransactionLayer, type TransactionUser } from "../transaction/layer.ts";
import { defaultTimers } from "../transaction/timers.ts";
import { plainAddress } from "../transport/connections.ts";
import type { Flow, LocalAddress, Protocol, Transport } from "../transport/flow.ts";
import { locate, systemResolver } from "../transport/locate.ts";
import { createNetwork } from "../transport/network.ts";
import { CallTable } from "./call-table.ts";
import { DeadTargets, type TargetChange } from "./dead-targets.ts";
import { type DialOptions, planCall } from "./dial.ts";
import { createInbound, type Inbound } from "./inbound.ts";
import type { UserAgentOptions } from "./options.ts";
import { Pinger, type PingerOptions } from "./pinger.ts";
import { createReceiver, type ReceiverCounters } from "./receiver.ts";
import { Registration, type RegistrationOptions } from "./registration.ts";

/** Of a message, what a trace is given. */
const TRACED_BYTES = 16_000;

export interface UserAgentEvents {
  /** A new call. Ring, answer or refuse it; 100 has been sent. Without a listener it is refused with 480. */
  call: [IncomingCall];
  /** A destination of calls stopped answering, or answers again; for logs and alerts. */
  target: [change: TargetChange];
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
  /** Destinations that do not answer at the moment. */
  deadTargets: number;
  transactions: number;
}

/** A SIP user agent for trunks: takes and places calls, registers, and tells whether peers are alive. */
export class UserAgent extends EventEmitter<UserAgentEvents> {
  private readonly clock: Clock;
  private readonly transport: Transport;
  private readonly transactions: TransactionLayer;
  private readonly core: AgentCore;
  private readonly receiver: ReturnType<typeof createReceiver>;
  private readonly inbound: Inbound;
  private readonly callCounters: CallCounters = { incoming: 0, outgoing: 0, answered: 0, unanswered: 0 };
  private readonly calls = new CallTable();
  private readonly services = new Set<{ stop(): unknown }>();
  private readonly targets: DeadTargets;
  private sent = 0;
  private draining = false;

  constructor(private readonly options: UserAgentOptions) {
    super();
    this.clock = options.clock ?? systemClock;
    this.transport = options.transport ?? createNetwork(options);
    const counted: Transport = {
      ...this.transport,
      send: (text, flow, failed) => {
        this.sent++;
        if (options.trace) this.traced("out", text.slice(0, TRACED_BYTES), flow);
        this.transport.send(text, flow, failed);
      },
    };
    const user: TransactionUser = {
      admit: (request, back) => this.inbound.admit(request, back),
      request: (transaction) => this.inbound.request(transaction),
      ack: (request) => this.inbound.ack(request),
    };
    this.transactions = new TransactionLayer(this.clock, { ...defaultTimers, ...options.timers }, counted, user);
    this.core = this.createCore();
    this.targets = new DeadTargets(this.core, (change) => this.emit("target", change));
    this.inbound = createInbound({
      core: this.core,
      options,
      calls: this.calls,
      draining: () => this.draining,
      offer: (call) => this.offer(call),
    });
    this.receiver = createReceiver(options.accessList, {
      seen: (bytes, flow) => {
        if (options.trace) this.traced("in", bytes.toString("utf8", 0, TRACED_BYTES), flow);
      },
      expects: (message) => this.transactions.expects(message),
      message: (message, flow) => this.transactions.receive(message, flow),
      malformed: (problem, { protocol, host, port }) => this.emit("malformed", problem, { protocol, host, port }),
      send: (text, flow) => this.transactions.send(text, flow),
    });
  }

  /** Open the sockets. @throws ListenError, or Error naming a TLS file that cannot be read. */
  async start(): Promise<void> {
    const receive = (bytes: Buffer, flow: Flow): void => {
      try {
        this.receiver.receive(bytes, flow);
      } catch (error) {
        this.fault(error);
      }
    };
    await this.transport.start(receive, () => this.receiver.counters.refused++);
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

  /**
   * Say BYE for a dialog of a former run of this program, known from a journal. Resolves with the final status: 481 when the peer knows it no longer,
   * 408 or 503 when it cannot be reached.
   */
  endDialog(record: DialogRecord, reason?: Reason): Promise<number> {
    const dialog = dialogOf(record);
    const make = () => {
      const request = requestInDialog(dialog, "BYE");
      request.headers.set("user-agent", this.core.product);
      if (reason) request.headers.set("reason", formatReason(reason));
      return request;
    };
    return new Promise((resolve) => sendRequest(this.core, make, { flow: dialog.flow }, (outcome) => resolve(statusOf(outcome))));
  }

  /** Register at a carrier and keep the registration alive until its `stop()`. */
  register(options: RegistrationOptions): Registration {
    return this.serve((stopped) => new Registration(this.core, options, stopped));
  }

  /** Watch a peer by OPTIONS until its `stop()`. */
  ping(options: PingerOptions): Pinger {
    return this.serve((stopped) => new Pinger(this.core, options, stopped));
  }

  /** Take no new calls (503, also to OPTIONS) and resolve when the last one has ended. */
  drain(): Promise<void> {
    this.draining = true;
    return this.calls.empty();
  }

  /** Hang up all calls, stop registrations and pingers, close the sockets. */
  async stop(): Promise<void> {
    this.draining = true;
    for (const call of this.calls.all()) call.hangUp();
    for (const call of this.calls.all()) call.flush();
    for (const service of [...this.services]) service.stop();
    this.targets.stop();
    await this.transport.stop();
  }

  /** Counters since the start, and what is going on now. */
  stats(): UserAgentStats {
    return {
      ...this.receiver.counters,
      ...this.transactions.counters,
      ...this.callCounters,
      sent: this.sent,
      limited: this.inbound.limited,
      activeCalls: this.calls.size,
      deadTargets: this.targets.size,
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
      targets: {
        isDead: (flow, isImpatient) => this.targets.isDead(flow, isImpatient),
        slowed: (flow) => this.targets.slowed(flow),
        failed: (flow) => this.targets.failed(flow),
        heard: (flow) => this.targets.heard(flow),
      },
      locate: (uri: Uri) => locate(uri, resolver, random, (host) => this.transport.reaches(host)),
      adopt: (call) => this.calls.add(call),
      release: (call) => this.calls.remove(call),
      fault: (error) => this.fault(error),
    };
  }

  private contact(protocol: Protocol): string {
    const local = this.transport.local(protocol) ?? this.transport.local("UDP");
    const transport = protocol === "UDP" ? "" : `;transport=${protocol.toLowerCase()}`;
    return `<sip:${this.options.user ?? "cloverdesk"}@${bracketHost(local?.host ?? this.options.host)}:${local?.port ?? 5060}${transport}>`;
  }

  private serve<T extends { start(): void; stop(): unknown }>(make: (stopped: () => void) => T): T {
    const service = make(() => this.services.delete(service));
    this.services.add(service);
    queueMicrotask(() => service.start());
    return service;
  }

  private traced(direction: "in" | "out", text: string, { protocol, host, port }: Flow): void {
    const local = this.transport.local(protocol) ?? { host: this.options.host, port: 0 };
    try {
      this.options.trace?.({ direction, text, flow: { protocol, host: plainAddress(host), port }, local });
    } catch (error) {
      this.fault(error);
    }
  }

  /** After a listener throws, no code handles the call any more. */
  private offer(call: IncomingCall): boolean {
    try {
      return this.emit("call", call);
    } catch (error) {
      this.fault(error);
      call.reject(500);
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
