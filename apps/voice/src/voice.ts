import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { MediaEngine } from "@cloverdesk/media";
import { type Clock, type Reason, systemClock, UserAgent, type UserAgentOptions } from "@cloverdesk/sip";
import type { Logger } from "pino";
import { createAnswers } from "./link/answers.ts";
import { createFactLog } from "./link/fact-log.ts";
import { createHealthPages } from "./link/health.ts";
import { createLinkServer } from "./link/link-server.ts";
import { openRecordings } from "./recordings/recordings.ts";
import { hangUpAll } from "./sessions/commands/ending.ts";
import { execute } from "./sessions/commands/execute.ts";
import { createDialogJournal } from "./sessions/dialog-journal.ts";
import { callArrived } from "./sessions/incoming.ts";
import { hearMedia } from "./sessions/media-events.ts";
import type { RtpTimeouts } from "./sessions/rtp-timeout.ts";
import type { Session, Softswitch } from "./sessions/softswitch.ts";
import { createTrunkHealth } from "./sessions/trunk-health.ts";
import { createTraceFiles, NO_FILES } from "./trace/files.ts";
import { createHepSender, type HepTarget } from "./trace/hep.ts";
import { createSipTrace, NO_TRACE } from "./trace/trace.ts";

export interface VoiceOptions {
  engine: MediaEngine;
  sip: UserAgentOptions;
  link: { port: number; secret: string };
  recordingsDir: string;
  /** More sessions than this are refused with 503. */
  maxSessions: number;
  /** Default: 60 s waiting, 120 s talking. */
  rtpTimeouts?: RtpTimeouts;
  /** Where SIP messages are kept, for how many days (0: not at all) and at most how many bytes of them; and who is sent them. Default: nobody. */
  sipTrace?: { folder: string; days: number; mostBytes: number; hep?: HepTarget };
  /** How long calls may go on after `stop`, ms. */
  drainGraceMs: number;
  log: Logger;
  clock?: Clock;
}

export interface Voice {
  /** New at each start. */
  readonly boot: string;
  readonly sipPort: number;
  readonly linkPort: number;
  readonly sessions: number;
  /** Takes no new calls, lets those there be go on for the grace time, hangs up, tells, and closes everything. */
  stop(): Promise<void>;
}

/** Sessions remembered after their end, to tell late commands from nonsense. */
const REMEMBERED = 5000;
/** Without an api for this long nobody will answer new calls soon: the carrier is told, and may send them elsewhere. */
const ORPHANED_MS = 10_000;
const RTP_TIMEOUTS: RtpTimeouts = { waitingMs: 60_000, talkingMs: 120_000 };
/** Told to the other side of calls that outlived a crash of this program. */
const CRASHED: Reason = { protocol: "Q.850", cause: 41, text: "restarted" };
/** For facts of the last calls to be acknowledged. */
const FAREWELL_MS = 500;

/** The voice program: SIP on one side, pages on the other, the control link to the api. Rejects in words when a port cannot be had. */
export async function startVoice(options: VoiceOptions): Promise<Voice> {
  const { engine, log, clock = systemClock } = options;
  const boot = randomUUID();
  const startedAt = clock.now();
  const sessions = new Map<string, Session>();
  const ended = new Set<string>();
  let draining = false;

  const facts = createFactLog(clock, (fact) => link.tell({ type: "fact", fact }));
  const recordings = await openRecordings({ folder: options.recordingsDir, log, say: facts.say });
  const dialogs = createDialogJournal(options.recordingsDir, (error) => log.warn({ err: error }, "the journal of dialogs was not updated"));
  const trace = traceOf(options.sipTrace, clock, log);
  const agent = new UserAgent({ ...options.sip, clock, ...(options.sipTrace && { trace: trace.hear }) });
  const voice: Softswitch = {
    engine,
    agent,
    clock,
    log,
    recordings,
    dialogs,
    trace,
    rtpTimeouts: options.rtpTimeouts ?? RTP_TIMEOUTS,
    trunks: createTrunkHealth(() => link.tellAll(trunkStates())),
    host: options.sip.advertisedHost ?? options.sip.host,
    sessions,
    hasRoom: () => !draining && sessions.size < options.maxSessions && clock.now() - link.lastConnectedAt() < ORPHANED_MS,
    say: facts.say,
    forget(callId) {
      ended.add(callId);
      if (ended.size > REMEMBERED) ended.delete(ended.values().next().value!);
    },
  };
  const trunkStates = () => ({ type: "trunks", trunks: voice.trunks.states() }) as const;
  const answers = createAnswers();
  const toldSessions = () => [...sessions.keys()].filter((callId) => !facts.isUnheardOf(callId));
  const lookup = { wasHere: (callId: string) => ended.has(callId) || facts.hasOpen(callId) };
  const link = createLinkServer({
    ...options.link,
    log,
    now: clock.now,
    facts,
    pages: createHealthPages(async () => ({
      status: draining ? "draining" : "ok",
      boot,
      uptimeS: Math.round((clock.now() - startedAt) / 1000),
      sessions: sessions.size,
      legs: [...sessions.values()].reduce((sum, session) => sum + session.legs.size, 0),
      links: link.connections,
      openFacts: facts.open,
      sip: agent.stats(),
      media: await engine.health(),
    })),
    welcome: () => ({ type: "welcome", node: hostname(), boot, sessions: toldSessions(), recovered: [...recordings.recovered] }),
    afterWelcome: trunkStates,
    welcomed: recordings.reported,
    execute: (commandId, command) => answers.once(command.callId, commandId, () => execute(voice, lookup, commandId, command)),
  });

  engine.onEvent((event) => {
    try {
      hearMedia(voice, event);
    } catch (error) {
      // One call's trouble must not end the others.
      log.error({ err: error, event: event.type }, "fault while handling sound");
    }
  });
  agent.on("call", (call) => callArrived(voice, call));
  agent.on("malformed", (problem, source) => log.debug({ problem, source }, "malformed SIP"));
  agent.on("target", (change) => {
    voice.trunks.targetChanged(change);
    const { alive, ...target } = change;
    if (alive) log.info({ target }, "a SIP destination answers again");
    else log.error({ target }, "a SIP destination does not answer: calls to it are refused until it does");
  });
  agent.on("fault", (error) => log.error({ err: error }, "fault while handling SIP"));
  const left = await dialogs.left();
  await agent.start();
  if (left.length > 0) log.warn({ calls: left.length }, "ending calls that the last run left open");
  for (const { legId, dialog } of left) void agent.endDialog(dialog, CRASHED).then(() => dialogs.drop(legId));
  const linkPort = await link.start().catch(async (error) => {
    await agent.stop();
    throw error;
  });

  const within = (ms: number, what: Promise<unknown>): Promise<unknown> =>
    Promise.race([what, new Promise((resolve) => clock.setTimeout(() => resolve(undefined), ms))]);
  const factsAcknowledged = async (): Promise<void> => {
    while (facts.open > 0 && link.connections > 0) await new Promise((resolve) => clock.setTimeout(() => resolve(undefined), 20));
  };
  return {
    boot,
    sipPort: agent.address()!.port,
    linkPort,
    get sessions() {
      return sessions.size;
    },
    async stop() {
      draining = true;
      if (sessions.size > 0) await within(options.drainGraceMs, agent.drain());
      for (const session of sessions.values()) hangUpAll(voice, session);
      await within(FAREWELL_MS * 2, Promise.all([...sessions.values()].map((session) => session.run(async () => {}))));
      await within(FAREWELL_MS, factsAcknowledged());
      facts.stop();
      await Promise.all([link.stop(), agent.stop()]);
      await Promise.all([dialogs.settled(), trace.stop()]);
      await engine.close();
    },
  };
}

function traceOf(options: VoiceOptions["sipTrace"], clock: Clock, log: Logger) {
  if (!options) return NO_TRACE;
  const { hep, ...kept } = options;
  const failed = (error: unknown): void => log.warn({ err: error }, "the trace of SIP messages is not kept");
  const files = kept.days === 0 ? NO_FILES : createTraceFiles({ ...kept, clock, now: Date.now, failed });
  return createSipTrace(files, Date.now, hep && createHepSender(hep));
}
