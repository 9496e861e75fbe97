import { stat } from "node:fs/promises";
import { repairWav, sha256Of } from "@cloverdesk/media";

/** What the link tells of a finished recording. */
export interface Measured {
  durationMs: number;
  bytes: number;
  /** Hex; empty when there is no file. */
  sha256: string;
}

/** Of a recording that is not there. */
export const NOTHING: Measured = { durationMs: 0, bytes: 0, sha256: "" };

const QUIET_MS = 500;
const MOST_ROUNDS = 10;

/** Repairs the header of a recording that was cut off, and measures it. A file that is not there or holds nothing measures 0. */
export async function measureRecording(path: string): Promise<Measured> {
  try {
    await untilQuiet(path);
    const { durationMs, bytes } = await repairWav(path);
    return { durationMs, bytes, sha256: await sha256Of(path) };
  } catch {
    return NOTHING;
  }
}

/** A media process outlives its killed parent for a moment and finishes the file itself: let it. A file from the future is one of a clock set back. */
async function untilQuiet(path: string): Promise<void> {
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
    const { mtimeMs } = await stat(path);
    const rest = mtimeMs + QUIET_MS - Date.now();
    if (rest <= 0) return;
    await new Promise((resolve) => setTimeout(resolve, Math.min(rest, QUIET_MS)));
  }
}
