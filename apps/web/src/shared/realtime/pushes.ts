import type { PushEnvelope, PushEvent } from "@cloverdesk/contracts";

const handlers = new Map<string, Set<(data: unknown) => void>>();

/** Listens to one kind of push. Its data is what the contract says, as in an answer: the api's tests hold it to that. Returns how to stop. */
export function onPush<E extends PushEvent>(event: E, handle: (data: E["data"]["_zod"]["output"]) => void): () => void {
  const listener = (data: unknown) => handle(data as E["data"]["_zod"]["output"]);
  const set = handlers.get(event.name) ?? new Set();
  handlers.set(event.name, set.add(listener));
  return () => set.delete(listener);
}

/** Whether this page understands it: one of another version was sent by a newer server. */
export const isEnvelope = (raw: unknown): raw is PushEnvelope => (raw as Partial<PushEnvelope> | null)?.v === 1;

/** Hands a push to everybody who listens. False: somebody could not take it, as a page may that is older than the server, and has missed what it says. */
export function deliver({ name, data }: PushEnvelope): boolean {
  let isTaken = true;
  for (const handle of handlers.get(name) ?? []) {
    try {
      handle(data);
    } catch (error) {
      isTaken = false;
      console.warn(`push ${name} was not taken`, error);
    }
  }
  return isTaken;
}
