import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;

/** What Linux keeps of a process, from /proc; null when it is gone. */
function statOf(pid: number): { parent: number; cpuMs: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return { parent: Number(fields[1]), cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND };
  } catch {
    return null;
  }
}

/** Processor time of a process with all its threads, ms. */
export const cpuMsOf = (pid: number): number => statOf(pid)?.cpuMs ?? 0;

/** Memory in RAM, bytes. */
export function rssOf(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** The process and everything it started. */
export function treeOf(pid: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: statOf(Number(name))?.parent }));
  const grown = [pid];
  for (const each of grown) grown.push(...parents.filter(({ parent }) => parent === each).map((child) => child.pid));
  return grown;
}

export const rssOfTree = (pid: number): number => treeOf(pid).reduce((sum, each) => sum + rssOf(each), 0);
export const cpuMsOfTree = (pid: number): number => treeOf(pid).reduce((sum, each) => sum + cpuMsOf(each), 0);
export const megabytes = (bytes: number): number => bytes / (1 << 20);
