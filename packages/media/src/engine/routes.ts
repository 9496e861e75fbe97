/** Who hears whom in one call. Pure bookkeeping: each leg hears at most one other, and may be heard by several. */
export interface Routes<Party extends object> {
  /** Both hear each other and no other leg. Legs that heard one of them before hear nothing. */
  bridge(a: Party, b: Party): void;
  /** One way. */
  listen(listener: Party, source: Party): void;
  /** The leg neither hears nor is heard. */
  part(party: Party): void;
  sourceOf(listener: Party): Party | null;
  listenersOf(source: Party): readonly Party[];
}

const NOBODY: readonly never[] = [];

export function createRoutes<Party extends object>(): Routes<Party> {
  const sources = new Map<Party, Party>();
  const listeners = new Map<Party, readonly Party[]>();

  const set = (listener: Party, source: Party | null) => {
    const before = sources.get(listener);
    if (before)
      listeners.set(
        before,
        (listeners.get(before) ?? NOBODY).filter((each) => each !== listener),
      );
    if (!source) {
      sources.delete(listener);
      return;
    }
    sources.set(listener, source);
    listeners.set(source, [...(listeners.get(source) ?? NOBODY), listener]);
  };
  const part = (party: Party) => {
    for (const listener of listeners.get(party) ?? NOBODY) set(listener, null);
    set(party, null);
    listeners.delete(party);
  };

  return {
    bridge(a, b) {
      part(a);
      part(b);
      set(a, b);
      set(b, a);
    },
    listen: set,
    part,
    sourceOf: (listener) => sources.get(listener) ?? null,
    listenersOf: (source) => listeners.get(source) ?? NOBODY,
  };
}
