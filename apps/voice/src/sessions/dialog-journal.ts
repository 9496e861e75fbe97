import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DialogRecord } from "@cloverdesk/sip";
import { z } from "zod";
import { createSerial, type Serial } from "./serial.ts";

const record = z.object({
  callId: z.string(),
  localTag: z.string(),
  remoteTag: z.string(),
  local: z.string(),
  remote: z.string(),
  target: z.string(),
  routes: z.array(z.string()),
  localSeq: z.number().int(),
  flow: z
    .object({ protocol: z.enum(["UDP", "TCP", "TLS"]), host: z.string(), port: z.number().int(), serverName: z.string().optional() })
    .optional(),
});

/** The answered trunk legs of this run, in files, so that the next run can say BYE for those that a crash left open. */
export interface DialogJournal {
  /** Writes in the background, in order per leg. */
  keep(legId: string, dialog: DialogRecord): void;
  drop(legId: string): void;
  /** What a former run left; unreadable entries are dropped. To be called before the first `keep`. */
  left(): Promise<{ legId: string; dialog: DialogRecord }[]>;
  /** Resolves when everything is written. */
  settled(): Promise<void>;
}

/** @param folder of the recordings; the journal is a hidden folder in it. @param failed told when a file cannot be written */
export function createDialogJournal(folder: string, failed: (error: unknown) => void): DialogJournal {
  const place = join(folder, ".dialogs");
  const fileOf = (legId: string) => join(place, `${legId}.json`);
  const writers = new Map<string, Serial>();
  const open = new Set<Promise<unknown>>();

  const write = (legId: string, work: () => Promise<unknown>): void => {
    const run = writers.get(legId) ?? createSerial();
    writers.set(legId, run);
    const done = run(work).catch(failed);
    open.add(done);
    void done.finally(() => open.delete(done));
  };

  return {
    keep: (legId, dialog) => write(legId, () => writeFile(fileOf(legId), JSON.stringify(dialog))),
    drop(legId) {
      if (!writers.has(legId)) return void rm(fileOf(legId), { force: true }).catch(failed);
      write(legId, () => rm(fileOf(legId), { force: true }));
      writers.delete(legId);
    },
    async left() {
      await mkdir(place, { recursive: true });
      const names = (await readdir(place)).filter((name) => name.endsWith(".json"));
      const entries = await Promise.all(names.map((name) => readEntry(place, name)));
      return entries.filter((entry) => entry !== null);
    },
    async settled() {
      await Promise.all(open);
    },
  };
}

async function readEntry(place: string, name: string): Promise<{ legId: string; dialog: DialogRecord } | null> {
  const path = join(place, name);
  try {
    const dialog = record.parse(JSON.parse(await readFile(path, "utf8")));
    return { legId: name.slice(0, -".json".length), dialog: { ...dialog, flow: dialog.flow } };
  } catch {
    await rm(path, { force: true });
    return null;
  }
}
