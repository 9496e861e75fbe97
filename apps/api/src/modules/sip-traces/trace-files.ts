import { readFile } from "node:fs/promises";
import path from "node:path";
import { type TracedLine, tracedLine, traceFileOfCall, traceFileOfPeer } from "@cloverdesk/contracts";

const DAY_MS = 86_400_000;

/** Lines of a call that began about then, in their order; null when there is no file. The clocks of voice and api may be of two days. */
export async function linesOfCall(folder: string, callId: string, startedAt: Date): Promise<TracedLine[] | null> {
  for (const shift of [0, -1, 1]) {
    const day = new Date(startedAt.getTime() + shift * DAY_MS).toISOString().slice(0, 10);
    const lines = await linesIn(path.join(folder, traceFileOfCall(day, callId)));
    if (lines) return lines;
  }
  return null;
}

/** The latest lines with these addresses, in their order. */
export async function linesOfPeers(folder: string, hosts: string[], most: number): Promise<{ lines: TracedLine[]; more: boolean }> {
  const files = hosts.flatMap((host) => [`${traceFileOfPeer(host)}.1`, traceFileOfPeer(host)]);
  const read = await Promise.all(files.map((file) => linesIn(path.join(folder, file))));
  const lines = read.flatMap((each) => each ?? []).sort((a, b) => a.at.localeCompare(b.at));
  return { lines: lines.slice(-most), more: lines.length > most };
}

/** A line that a killed program left half written, or another version wrote, is passed over. */
async function linesIn(file: string): Promise<TracedLine[] | null> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  return text === null ? null : text.split("\n").flatMap((line) => parsed(line) ?? []);
}

function parsed(line: string): TracedLine | null {
  try {
    return tracedLine.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
