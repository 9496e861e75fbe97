import { join, normalize, resolve, sep } from "node:path";
import type { FactBody } from "@cloverdesk/contracts";
import type { MediaEvent } from "@cloverdesk/media";
import type { Logger } from "pino";
import { createJournal, type JournalEntry } from "./journal.ts";
import { type Measured, measureRecording, NOTHING } from "./measure.ts";

export type Recovered = Measured & { recordingId: string; file: string };

export interface Recordings {
  /** What the boot before left open, repaired and measured. Said in every welcome of this boot. */
  readonly recovered: readonly Recovered[];
  /** An api has heard of the recovered ones: the next boot need not tell them. */
  reported(): void;
  isOpen(recordingId: string): boolean;
  /** Notes a recording before it begins; answers the path to write. @throws Error for a file outside of the folder. */
  begin(entry: JournalEntry): Promise<string>;
  /** It did not begin after all: told as one that holds nothing, so that nobody waits for it. */
  lose(recordingId: string): void;
  idOf(callId: string): string | undefined;
  /** `recording-ended` or `recording-failed` of the engine. */
  engineEnded(event: Extract<MediaEvent, { type: "recording-ended" | "recording-failed" }>): Promise<void>;
  /** The session's sound is over: tells what the engine could not, e.g. because its process died. */
  settle(callId: string): Promise<void>;
}

export interface RecordingsOptions {
  folder: string;
  log: Logger;
  say(callId: string, fact: FactBody, acknowledged: () => void): void;
}

/** Repairs what a crash left behind, then keeps the books of open recordings. */
export async function openRecordings({ folder, log, say }: RecordingsOptions): Promise<Recordings> {
  const root = resolve(folder);
  const journal = createJournal(root);
  const open = new Map<string, JournalEntry & { path: string }>();

  const recovered: Recovered[] = [];
  for (const { recordingId, file } of await journal.list()) {
    recovered.push({ recordingId, file, ...(await measureRecording(join(root, file))) });
  }
  if (recovered.length > 0) log.warn({ recordings: recovered.length }, "repaired recordings that were cut off");
  let unreported = recovered.map(({ recordingId }) => recordingId);

  const closeEntry = (recordingId: string): void => {
    journal.close(recordingId).catch((error) => log.warn({ err: error, recordingId }, "the journal of recordings was not updated"));
  };
  function end({ callId, recordingId, file }: JournalEntry, { durationMs, bytes, sha256 }: Measured): void {
    if (!open.delete(recordingId)) return;
    say(callId, { name: "recording.ended", recordingId, file, durationMs, bytes, sha256 }, () => closeEntry(recordingId));
  }
  const openOf = (callId: string) => [...open.values()].filter((entry) => entry.callId === callId);

  return {
    recovered,
    reported() {
      for (const recordingId of unreported.splice(0)) closeEntry(recordingId);
      unreported = [];
    },
    isOpen: (recordingId) => open.has(recordingId),
    async begin(entry) {
      const path = join(root, normalize(entry.file));
      if (!path.startsWith(root + sep)) throw new Error(`${entry.file} lies outside of the recordings`);
      open.set(entry.recordingId, { ...entry, path });
      await journal.open(entry);
      return path;
    },
    lose(recordingId) {
      const entry = open.get(recordingId);
      if (entry) end(entry, NOTHING);
    },
    idOf: (callId) => openOf(callId)[0]?.recordingId,
    async engineEnded(event) {
      const entry = openOf(event.callId).find(({ path }) => path === event.path);
      if (!entry) return;
      if (event.type === "recording-ended") return end(entry, event);
      log.error({ callId: event.callId, problem: event.message }, "a recording was cut off");
      end(entry, await measureRecording(entry.path));
    },
    async settle(callId) {
      for (const entry of openOf(callId)) end(entry, await measureRecording(entry.path));
    },
  };
}
