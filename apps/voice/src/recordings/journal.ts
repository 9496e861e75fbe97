import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const entry = z.object({ recordingId: z.uuid(), callId: z.uuid(), file: z.string() });
/** A recording that nobody was told the end of. */
export type JournalEntry = z.infer<typeof entry>;

/** Recordings begun and not yet safely reported, one small file each: what the next boot finds after a crash. */
export interface Journal {
  open(entry: JournalEntry): Promise<void>;
  close(recordingId: string): Promise<void>;
  /** Unreadable entries are left out. */
  list(): Promise<JournalEntry[]>;
}

/** @param folder of the recordings; the journal is a hidden folder in it. */
export function createJournal(folder: string): Journal {
  const place = join(folder, ".open");
  const fileOf = (recordingId: string) => join(place, `${recordingId}.json`);
  return {
    async open(given) {
      await mkdir(place, { recursive: true });
      await writeFile(fileOf(given.recordingId), JSON.stringify(given));
    },
    close: (recordingId) => rm(fileOf(recordingId), { force: true }),
    async list() {
      await mkdir(place, { recursive: true });
      const names = (await readdir(place)).filter((name) => name.endsWith(".json"));
      const entries = await Promise.all(names.map((name) => readEntry(join(place, name))));
      return entries.filter((one) => one !== null);
    },
  };
}

async function readEntry(path: string): Promise<JournalEntry | null> {
  try {
    return entry.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}
