import { availableParallelism } from "node:os";
import { EMBEDDED_CAPS } from "../engine/caps.ts";
import type { EngineConfig } from "../engine/config.ts";
import { createEmbeddedEngine } from "../engine/embedded.ts";
import type { EngineHealth, MediaEngine, MediaEvent } from "../port.ts";
import { MediaError } from "../port.ts";
import type { EngineCommand } from "./protocol.ts";
import { startWorker, type WorkerLink, type WorkerProcess } from "./worker-link.ts";

export interface PoolOptions extends WorkerProcess {
  /** How many processes; default: one per core. 0: none, the engine runs in this process. */
  readonly workers?: number | undefined;
}

/** A worker that dies sooner after its start than this is started again only after as long a pause. */
const SHORT_LIFE_MS = 2000;
/** How long a command waits for a worker that is being started again. */
const RESTART_PATIENCE_MS = 5_000;
/** How long a worker may take to say how it is; one that does not is left out of the sums. */
const HEALTH_MS = 1_000;

interface Slot {
  readonly index: number;
  readonly callIds: Set<string>;
  link: Promise<WorkerLink>;
}

/**
 * Embedded engines in processes of their own, one call always in the same one (by a hash of its id). A process that dies
 * takes only its own calls with it: `worker-lost` names them, and a new one takes its place.
 */
export async function createEnginePool(config: EngineConfig, options: PoolOptions): Promise<MediaEngine> {
  const count = options.workers ?? availableParallelism();
  if (count === 0) return createEmbeddedEngine(config);
  const listeners = new Set<(event: MediaEvent) => void>();
  let closed = false;

  const emit = (event: MediaEvent) => {
    for (const listener of listeners) listener(event);
  };

  const start = (index: number): Promise<WorkerLink> => {
    const startedAt = performance.now();
    return startWorker(
      options,
      { ...config, ports: shareOf(config.ports, index, count) },
      {
        event: emit,
        exit(reason) {
          const slot = slots[index]!;
          const callIds = [...slot.callIds];
          slot.callIds.clear();
          const pauseMs = performance.now() - startedAt < SHORT_LIFE_MS ? SHORT_LIFE_MS : 0;
          slot.link = restart(index, pauseMs);
          emit({ type: "worker-lost", worker: index, callIds, reason });
        },
      },
    );
  };
  const restart = async (index: number, pauseMs: number): Promise<WorkerLink> => {
    for (let pause = pauseMs; ; pause = SHORT_LIFE_MS) {
      await new Promise((resolve) => setTimeout(resolve, pause).unref());
      if (closed) throw new MediaError("closed", "the engine is closed");
      try {
        return await start(index);
      } catch {
        // It ends at once as long as its cause lasts (memory, a broken installation); commands wait meanwhile.
      }
    }
  };

  const slots: Slot[] = Array.from({ length: count }, (_, index) => ({ index, callIds: new Set(), link: start(index) }));
  const links = await Promise.allSettled(slots.map((slot) => slot.link));
  const failed = links.find((link) => link.status === "rejected");
  if (failed) {
    closed = true;
    await Promise.all(links.map((link) => link.status === "fulfilled" && link.value.close()));
    throw failed.reason;
  }

  const slotOf = (callId: string): Slot => slots[hashOf(callId) % count]!;
  /** Sends a command to the worker of the call that its first argument names. */
  const pass =
    <Name extends EngineCommand>(name: Name) =>
    async (callId: string, ...rest: unknown[]): Promise<Awaited<ReturnType<MediaEngine[Name]>>> => {
      if (closed) throw new MediaError("closed", "the engine is closed");
      const link = await within(RESTART_PATIENCE_MS, slotOf(callId).link);
      if (!link) throw new MediaError("worker-lost", "the media worker is being started again");
      return (await link.send(name, [callId, ...rest] as Parameters<MediaEngine[Name]>)) as Awaited<ReturnType<MediaEngine[Name]>>;
    };
  const createCall = pass("createCall");
  const endCall = pass("endCall");

  return {
    caps: EMBEDDED_CAPS,
    async createCall(callId) {
      const { callIds } = slotOf(callId);
      // Before the answer: a worker that dies over it takes the call with it.
      callIds.add(callId);
      await createCall(callId);
    },
    async endCall(callId) {
      slotOf(callId).callIds.delete(callId);
      await endCall(callId);
    },
    addTrunkLeg: pass("addTrunkLeg"),
    setTrunkRemote: pass("setTrunkRemote"),
    addBrowserLeg: pass("addBrowserLeg"),
    removeLeg: pass("removeLeg"),
    bridge: pass("bridge"),
    listenTo: pass("listenTo"),
    unbridge: pass("unbridge"),
    hold: pass("hold"),
    resume: pass("resume"),
    mute: pass("mute"),
    play: pass("play"),
    stopPlay: pass("stopPlay"),
    sendDtmf: pass("sendDtmf"),
    startRecording: pass("startRecording"),
    stopRecording: pass("stopRecording"),
    stats: pass("stats"),

    async health() {
      const reports = await Promise.all(
        slots.map((slot) =>
          within(
            HEALTH_MS,
            slot.link.then((link) => link.send("health", [])).catch(() => undefined),
          ),
        ),
      );
      const silent = reports.flatMap((report, index) => (report ? [] : [slots[index]!]));
      return { ...sumOf(reports.filter((report) => report !== undefined)), silentWorkers: silent.length };
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      if (closed) return;
      closed = true;
      const running = await Promise.allSettled(slots.map((slot) => slot.link));
      await Promise.all(running.map((link) => link.status === "fulfilled" && link.value.close()));
    },
  };
}

/** Undefined when it takes longer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** FNV-1a, 32 bits: the same call goes to the same worker, also after a restart of the pool. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Each worker's part of the port range. */
function shareOf(ports: EngineConfig["ports"], index: number, count: number): EngineConfig["ports"] {
  const size = Math.floor((ports.to - ports.from + 1) / count);
  return { from: ports.from + index * size, to: ports.from + (index + 1) * size - 1 };
}

function sumOf(parts: readonly EngineHealth[]): Omit<EngineHealth, "silentWorkers"> {
  const sum = (of: (part: EngineHealth) => number) => parts.reduce((total, part) => total + of(part), 0);
  const late = parts.flatMap((part) => part.tickLateP99Ms ?? []);
  return {
    calls: sum((part) => part.calls),
    legs: sum((part) => part.legs),
    recordings: sum((part) => part.recordings),
    tickLateP99Ms: late.length > 0 ? Math.max(...late) : null,
    skippedFrames: sum((part) => part.skippedFrames),
    workers: parts.flatMap((part) => part.workers),
  };
}
