import { useEffect, useRef, useState } from "react";
import { createAutosave, type Saving } from "./autosave.ts";
import { copyName, takeCopy } from "./copies.ts";
import { arrived, type Base, type Draft, decided, resumed } from "./draft.ts";

export interface Versioned<V, B extends Base<V>> extends Saving<V, B> {
  /** What the server keeps, as far as the page knows; undefined until it is loaded. A newer version is followed while nothing is typed. */
  known: B | undefined;
  /** Name under which this browser keeps what did not reach the server. */
  copy?: string;
}

/** A draft over what the server keeps, and what is done with it. It is saved as `auto` says, and when its page is left. */
export function useVersioned<V, B extends Base<V>>(given: Versioned<V, B>) {
  const asked = useRef(given);
  asked.current = given;
  const [name] = useState(() => (given.copy === undefined ? null : copyName(given.copy)));
  const open = (base: B): Draft<V, B> => resumed(base, name === null ? null : takeCopy<V>(name), asked.current.policy);
  const [draft, setDraft] = useState<Draft<V, B> | null>(() => (given.known ? open(given.known) : null));
  const [autosave] = useState(() => createAutosave<V, B>({ asked: () => asked.current, show: setDraft, name }));

  const { known } = given;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `known` is looked at when its version is another
  useEffect(() => {
    if (!known) return;
    if (autosave.current()) autosave.apply((at) => arrived(at, known, asked.current.policy));
    else autosave.open(draft ?? open(known));
  }, [known?.version, autosave]);

  useEffect(() => {
    addEventListener("pagehide", autosave.leave);
    return () => {
      removeEventListener("pagehide", autosave.leave);
      void autosave.flush();
    };
  }, [autosave]);

  const [decide] = useState(() => (whose: "mine" | "theirs") => autosave.apply((at) => decided(at, whose)));
  return { ...autosave, draft, decide };
}
