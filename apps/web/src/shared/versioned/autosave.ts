import { ApiError } from "../api/errors.ts";
import { writeCopy } from "./copies.ts";
import { type Base, begun, copyOf, type Draft, failed, isToSend, kept, overtaken, type Policy, sending, typed } from "./draft.ts";

const RETRY_MS = 4_000;

export interface Saving<V, B extends Base<V>> {
  policy: Policy<V>;
  /** How a save that somebody else was faster than is recognized, and what the server keeps then; absent where the last save wins. */
  conflict?: { is(error: unknown): boolean; latest(): Promise<B> };
  /** How the draft saves itself; absent: it is saved only when asked for. */
  auto?: {
    /** Ms after the last change. */
    pause: number;
    /** Saves over `base`; answers what the server keeps then. */
    save(value: V, base: B, keepalive: boolean): Promise<B>;
    /** Whether such a draft is saved at all. */
    when?(draft: Draft<V, B>): boolean;
  };
}

interface Given<V, B extends Base<V>> {
  asked(): Saving<V, B>;
  /** Shows the draft as it is now. */
  show(draft: Draft<V, B>): void;
  /** Name of the copy that this browser keeps of what did not reach the server, or null. */
  name: string | null;
}

/** The draft that is being edited under a name: one that was opened later takes its place, and the former saves no more. */
const editing = new Map<string, object>();

/**
 * Saves a draft by itself: after a pause, and again after a failure. What asks the server about the draft goes in turn, so that no answer is overtaken;
 * what is typed meanwhile is saved next.
 */
export function createAutosave<V, B extends Base<V>>({ asked, show, name }: Given<V, B>) {
  const me = {};
  let draft: Draft<V, B> | null = null;
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isMine = (): boolean => !closed && (name === null || editing.get(name) === me);

  function set(next: Draft<V, B>): void {
    draft = next;
    if (name !== null && isMine()) writeCopy(name, copyOf(next, asked().policy));
    show(next);
  }

  function step(to: (draft: Draft<V, B>) => Draft<V, B>): Draft<V, B> | null {
    const next = draft && to(draft);
    if (next && next !== draft) set(next);
    return draft;
  }

  /** How the draft saves itself as it stands; null when there is nothing to save. */
  function due(at = draft): NonNullable<Saving<V, B>["auto"]> | null {
    const { policy, auto } = asked();
    return auto && at && isMine() && isToSend(at, policy) && auto.when?.(at) !== false ? auto : null;
  }

  /** Runs after everything that asked the server before; meanwhile nothing is saved. */
  function inTurn<T>(ask: () => Promise<T>): Promise<T> {
    const answer = turn.then(ask);
    turn = answer.catch(() => null);
    return answer;
  }

  function later(ms: number): void {
    clearTimeout(timer);
    if (isMine()) timer = setTimeout(() => void flush(), ms);
  }

  async function sendWith(save: (value: V, base: B) => Promise<B>): Promise<boolean> {
    const sent = step(sending);
    if (!sent) return false;
    const { policy, conflict } = asked();
    try {
      const base = await save(sent.value, sent.base);
      step((at) => kept(at, base, policy, Date.now()));
      return true;
    } catch (error) {
      const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
      step((at) => failed(at, refused));
      if (!conflict?.is(error)) throw error;
      const theirs = await conflict.latest();
      return step((at) => overtaken(at, theirs, policy))?.conflict === null;
    }
  }

  /** Saves what is not saved yet, inside a turn. Answers whether nothing stands in its way: no failure, and no conflict to be decided. */
  async function send(keepalive = false): Promise<boolean> {
    const auto = due();
    if (auto) await sendWith((value, base) => auto.save(value, base, keepalive)).catch(() => later(RETRY_MS));
    if (draft?.failed) return false;
    saveSoon();
    return draft !== null && draft.conflict?.kind !== "mine-shown";
  }

  function flush(keepalive = false): Promise<boolean> {
    clearTimeout(timer);
    return inTurn(() => send(keepalive));
  }

  function saveSoon(): void {
    const auto = due();
    if (auto) later(auto.pause);
  }

  function apply(to: (draft: Draft<V, B>) => Draft<V, B>): void {
    step(to);
    saveSoon();
  }

  return {
    current: (): Draft<V, B> | null => draft,
    /** Begins with this draft; one that was opened under the same name before saves no more. */
    open(first: Draft<V, B>): void {
      closed = false;
      if (name !== null) editing.set(name, me);
      if (draft !== first) set(first);
      saveSoon();
    },
    /** A step of the machine; what it leaves unsaved is saved after the pause. */
    apply,
    change: (to: (value: V) => V): void => apply((at) => typed(at, to(at.value), asked().policy)),
    flush,
    send,
    inTurn,
    /** Another way of saving (completing), in its turn. Throws what the server answers, except a conflict, which is then in the draft. */
    saveWith(save: (value: V, base: B) => Promise<B>): Promise<boolean> {
      clearTimeout(timer);
      return inTurn(() => sendWith(save));
    },
    /** Gives up what was typed and goes on with this. */
    reset: (base: B): void => void step(() => begun<V, B>(base)),
    /** The page is going: a save under way is not waited for. The copy keeps what the server does not take any more. */
    leave(): void {
      if (!draft?.sent) void flush(true);
      else if (draft.sent !== draft.value)
        void due({ ...draft, sent: null })
          ?.save(draft.value, draft.base, true)
          .catch(() => undefined);
    },
    /** Nothing is saved or remembered any more. */
    close(): void {
      clearTimeout(timer);
      if (name !== null && isMine()) writeCopy(name, null);
      closed = true;
    },
  };
}
