import { isDeepStrictEqual } from "node:util";
import type { CallInput, Endpoint, PushEnvelope } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { expect } from "vitest";
import type { ApiClient, Harness, Page } from "../harness.ts";

/** What a fold answers when the push only tells that the part is to be fetched again. */
export const REFETCH = Symbol("fetch again");

/** A state of something that the server counts: `version` grows with each change of `content`. */
export interface Thing {
  id: string;
  /** Whose events tell of it. */
  entityId: string;
  version: number;
  content: unknown;
}

/** A part of what a page shows: how it is fetched, and what the page makes of a push. */
export interface Part {
  name: string;
  read(): Promise<unknown>;
  fold(held: unknown, push: PushEnvelope): unknown;
  /** The things with a version in what was read. */
  things?(value: unknown): Thing[];
  /** The thing that a push brings. */
  thingIn?(push: PushEnvelope): Thing | null;
}

/** A page of somebody, with the parts that it shows. */
export interface Watcher {
  page: Page;
  parts: Part[];
  /** Says again that the page has its ticket open. */
  here?(): Promise<unknown>;
}

/** One verb with the pages that look on. */
export interface Case {
  as: ApiClient;
  input?: CallInput<Endpoint>;
  /** Instead of `as` and `input`, where the request is no JSON. */
  perform?: () => Promise<unknown>;
  /** What else happens of it: deadlines that pass, jobs. */
  after?: () => Promise<unknown>;
  watchers: Watcher[];
  /** Parts that must be others afterwards, for at least one page: a verb without an effect would prove nothing. */
  changes: string[];
  /** Why the verb tells nobody. It must then record no event and change nothing that a page shows. */
  quiet?: string;
}

/** Performs a verb, and holds what pages were pushed against what they would fetch. */
export async function holdTheLaw(api: Harness, perform: () => Promise<unknown>, { watchers, changes, quiet }: Case): Promise<void> {
  const since = await lastSeq(api);
  const pages = await Promise.all(watchers.map((watcher) => follow(watcher)));
  await perform();
  await api.sweep();
  for (const page of pages) await page.catchUp();

  const events = await api.db.prisma.event.findMany({ where: { seq: { gt: since } }, select: { name: true, entityId: true } });
  const changed = new Set(pages.flatMap((page) => page.changed()));
  if (quiet !== undefined) {
    expect({ events, changed: [...changed] }, quiet).toEqual({ events: [], changed: [] });
    return;
  }
  expect([...changed], "the verb has its effect").toEqual(expect.arrayContaining(changes));
  for (const page of pages) page.mustCount(new Set(events.map(({ entityId }) => entityId)));
}

const LEADS_THERE = "the pushes lead to the fresh snapshot";

async function lastSeq(api: Harness): Promise<bigint> {
  const { _max } = await api.db.prisma.event.aggregate({ _max: { seq: true } });
  return _max.seq ?? 0n;
}

async function read(parts: Part[]): Promise<unknown[]> {
  return Promise.all(parts.map((part) => part.read()));
}

async function follow({ page, parts }: Watcher) {
  // What is still on its way of before does no harm: a page that fetches meets it as well.
  const taken = page.pushes.length;
  const before = await read(parts);
  const held = [...before];
  let fresh = before;
  let folded = taken;

  function fold(): void {
    for (; folded < page.pushes.length; folded++)
      for (const [n, part] of parts.entries()) {
        if (held[n] !== REFETCH) held[n] = part.fold(held[n], page.pushes[folded]!);
      }
  }
  const shown = (): unknown[] => held.map((value, n) => (value === REFETCH ? fresh[n] : value));

  return {
    async catchUp() {
      await until(async () => {
        fold();
        fresh = await read(parts);
        fold();
        return isDeepStrictEqual(shown(), fresh);
      }, LEADS_THERE).catch((error: Error) => {
        // Told in full below, by the part that differs.
        if (!error.message.includes(LEADS_THERE)) throw error;
      });
      for (const [n, part] of parts.entries()) expect(shown()[n], `${part.name}: old snapshot and pushes`).toEqual(fresh[n]);
    },
    changed: () => parts.filter((_, n) => !isDeepStrictEqual(before[n], fresh[n])).map(({ name }) => name),
    /** Versions grow with each change, each with an event; what comes twice with one version is the same. */
    mustCount(told: Set<string>) {
      for (const [n, part] of parts.entries()) {
        const was = new Map(part.things?.(before[n]).map((thing) => [thing.id, thing]));
        const now = part.things?.(fresh[n]) ?? [];
        const pushed = page.pushes.slice(taken).flatMap((push) => part.thingIn?.(push) ?? []);
        for (const thing of now) {
          const old = was.get(thing.id);
          if (old?.version === thing.version) expect(thing.content, `${part.name} ${thing.version} is one state`).toEqual(old.content);
          else expect(told, `an event tells of ${part.name} ${thing.version}`).toContain(thing.entityId);
          if (old) expect(thing.version, `${part.name} counts upwards`).toBeGreaterThanOrEqual(old.version);
        }
        const states = new Map<string, unknown>();
        for (const { id, version, content } of pushed) {
          const key = `${id} ${version}`;
          if (states.has(key)) expect(content, `${part.name} ${version} is pushed as one state`).toEqual(states.get(key));
          states.set(key, content);
        }
      }
    },
  };
}
