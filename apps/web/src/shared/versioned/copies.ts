import { useSession } from "../api/index.ts";
import { tabId } from "../realtime/tab.ts";
import type { Copy } from "./draft.ts";

/** Copies of drafts that did not reach the server, one per tab, so that two tabs do not overwrite each other's. */
const PREFIX = "cloverdesk.unsent.";

interface Stored<V> extends Copy<V> {
  at: number;
}

/** Copies belong to the signed-in person: somebody else at this browser does not get them. */
export const copyName = (name: string): string => `${useSession.getState().session?.me.id ?? ""}.${name}`;

/** Storage that is full or forbidden is not an error: the draft is then only on the screen and at the server. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

export function writeCopy<V>(name: string, copy: Copy<V> | null): void {
  attempt(() => {
    const key = `${PREFIX}${name}.${tabId()}`;
    if (copy === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ ...copy, at: Date.now() }));
  });
}

/** Another tab that is still open writes its copy at each change: a younger one is being typed there. */
const ABANDONED_MS = 10_000;

/**
 * This tab's copy, or else the newest abandoned one of another tab, which becomes this tab's. If that tab is open all the same, it keeps its draft in
 * memory and writes its copy again at the next change, so nothing is lost.
 */
export function takeCopy<V>(name: string): Copy<V> | null {
  return attempt(() => {
    const keys = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? "");
    const mine = `${PREFIX}${name}.${tabId()}`;
    const found = keys
      .filter((key) => key.startsWith(`${PREFIX}${name}.`))
      .flatMap((key) => {
        const stored = attempt(() => JSON.parse(localStorage.getItem(key) ?? "null") as Stored<V> | null);
        return stored && (key === mine || stored.at < Date.now() - ABANDONED_MS) ? [{ key, stored }] : [];
      })
      .sort((a, b) => Number(b.key === mine) - Number(a.key === mine) || b.stored.at - a.stored.at)[0];
    if (!found) return null;
    const { at: _, ...copy } = found.stored;
    if (found.key !== mine) {
      writeCopy(name, copy);
      localStorage.removeItem(found.key);
    }
    return copy;
  });
}
