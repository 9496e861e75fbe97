import {
  agentEndpoints,
  agentPushes,
  type CallbackList,
  type CallInput,
  type Contact,
  callbackPushes,
  callEndpoints,
  callPushes,
  type Endpoint,
  type ExportItem,
  exportEndpoints,
  exportPushes,
  MY_LISTS,
  type MyAgent,
  type MyList,
  type Notification,
  notificationEndpoints,
  notificationPushes,
  type Output,
  type PresentPerson,
  type PushEnvelope,
  type PushEvent,
  routingPushes,
  type Summary,
  type Ticket,
  type TicketCounts,
  type TicketMark,
  type TicketRow,
  ticketEndpoints,
  ticketPushes,
  ticketRow,
  type Worklist,
  worklistPushes,
} from "@cloverdesk/contracts";
import type { z } from "zod";
import type { ApiClient } from "../harness.ts";
import { type Part, REFETCH, type Thing } from "./law.ts";

/** The data of the push when it is of this kind. */
const dataOf = <D extends z.ZodType>(push: PushEnvelope, event: PushEvent<D>): z.output<D> | null =>
  push.name === event.name ? (push.data as z.output<D>) : null;

const newer = <T extends { version: number }>(old: T, given: T): T => (old.version > given.version ? old : given);

interface Typed<T> {
  name: string;
  read(): Promise<T>;
  fold(held: T, push: PushEnvelope): T | typeof REFETCH;
  things?(value: T): Thing[];
  thingIn?(push: PushEnvelope): Thing | null;
}
const part = <T>(typed: Typed<T>): Part => typed as Part;

/** What a page fetches again when it is pushed one of these. */
export const fetched = <E extends Endpoint>(
  name: string,
  client: ApiClient,
  endpoint: E,
  input: CallInput<E>,
  isNews: (push: PushEnvelope) => boolean,
): Part => part<unknown>({ name, read: () => client.call(endpoint, input), fold: (held, push) => (isNews(push) ? REFETCH : held) });

const contactThing = (contact: Contact): Thing => ({ id: contact.id, entityId: contact.id, version: contact.version, content: contact });
const onlyRang = ({ part: { outcome } }: Contact): boolean => outcome === "missed" || outcome === "withdrawn";

/** The workbench's calls, by id. */
export const contacts = (client: ApiClient): Part =>
  part<Record<string, Contact>>({
    name: "contacts",
    async read() {
      const { inService, ended } = await client.call(callEndpoints.workbench);
      return Object.fromEntries([...inService, ...ended].map((contact) => [contact.id, contact]));
    },
    fold(held, push) {
      const contact = dataOf(push, callPushes.changed);
      const gone = dataOf(push, callPushes.removed)?.id ?? (contact && onlyRang(contact) ? contact.id : null);
      if (gone) return Object.fromEntries(Object.entries(held).filter(([id]) => id !== gone));
      return contact ? { ...held, [contact.id]: newer(held[contact.id] ?? contact, contact) } : held;
    },
    things: (held) => Object.values(held).map(contactThing),
    thingIn(push) {
      const contact = dataOf(push, callPushes.changed);
      return contact && contactThing(contact);
    },
  });

/** The workbench's figures of who waits, by group. */
export const waiting = (client: ApiClient): Part =>
  part<Output<typeof callEndpoints.workbench>["waiting"]>({
    name: "waiting",
    read: async () => (await client.call(callEndpoints.workbench)).waiting,
    fold(held, push) {
      const news = dataOf(push, routingPushes.waiting);
      return held.map((each) => (each.skillGroupId === news?.skillGroupId ? { ...each, waiting: news.waiting } : each));
    },
  });

export const presence = (client: ApiClient): Part =>
  part<MyAgent>({
    name: "agent",
    read: async () => (await client.call(agentEndpoints.mine)).agent,
    fold: (held, push) => newer(held, dataOf(push, agentPushes.changed) ?? held),
    things: (agent) => [{ id: agent.personId, entityId: agent.personId, version: agent.version, content: agent }],
  });

const summaryThing = (summary: Summary): Thing => ({
  id: summary.partId ?? "",
  entityId: summary.callId,
  version: summary.version,
  content: summary,
});
export const summary = (client: ApiClient, callId: string): Part =>
  part<Summary>({
    name: "summary",
    read: () => client.call(callEndpoints.summary, { params: { callId } }),
    fold(held, push) {
      const news = dataOf(push, callPushes.summaryChanged);
      if (news?.callId !== callId) return held;
      // Another part of mine began: its summary takes the place of the former's, whatever their versions are.
      return news.partId === held.partId ? newer(held, news) : news;
    },
    things: (held) => [summaryThing(held)],
    thingIn(push) {
      const news = dataOf(push, callPushes.summaryChanged);
      return news?.callId === callId ? summaryThing(news) : null;
    },
  });

/** A call's record, which the page fetches again when the call changes. */
export const record = (client: ApiClient, callId: string): Part =>
  fetched("record", client, callEndpoints.record, { params: { callId } }, (push) => {
    const [changed, linked] = [dataOf(push, callPushes.changed), dataOf(push, callPushes.ticketLinked)];
    return changed?.id === callId || linked?.callId === callId || dataOf(push, callPushes.summaryChanged)?.callId === callId;
  });

/** The version of a ticket counts what everybody sees of it, which is its row. */
const rowThing = (row: TicketRow): Thing => ({ id: row.id, entityId: row.id, version: row.version, content: ticketRow.parse(row) });

/** A ticket that is open in the page. */
export const openTicket = (client: ApiClient, ticketId: string, name = "ticket"): Part =>
  part<Ticket>({
    name,
    read: () => client.call(ticketEndpoints.get, { params: { ticketId } }),
    fold(held, push) {
      const changed = dataOf(push, ticketPushes.changed);
      const mark = dataOf(push, ticketPushes.markChanged);
      if (mark?.ticketId === ticketId) return { ...held, mark: mark.mark };
      return changed?.id === ticketId ? newer(held, changed) : held;
    },
    things: (held) => [rowThing(held)],
    thingIn(push) {
      const changed = dataOf(push, ticketPushes.changed);
      return changed?.id === ticketId ? rowThing(changed) : null;
    },
  });

/** Its track, which the page fetches again when the ticket changes. */
export const track = (client: ApiClient, ticketId: string): Part =>
  fetched("track", client, ticketEndpoints.track, { params: { ticketId } }, (push) => dataOf(push, ticketPushes.changed)?.id === ticketId);

const LISTS = Object.keys(MY_LISTS) as MyList[];
interface Listed {
  lists: MyList[];
  row: TicketRow | null;
  mark: TicketMark | null;
}

/** In which of the eight lists a ticket is, with its row. */
export const lists = (client: ApiClient, ticketId: string): Part =>
  part<Listed>({
    name: "lists",
    async read() {
      const pages = await Promise.all(LISTS.map((list) => client.call(ticketEndpoints.mine, { params: { list } })));
      const found = pages.map(({ items }) => items.find(({ id }) => id === ticketId));
      const row = found.find((each) => each !== undefined);
      return {
        lists: LISTS.filter((_, n) => found[n] !== undefined),
        row: row ? ticketRow.parse(row) : null,
        mark: row?.mark ?? null,
      };
    },
    fold(held, push) {
      const [changed, moved, marked] = [
        dataOf(push, ticketPushes.rowChanged),
        dataOf(push, ticketPushes.waitingChanged),
        dataOf(push, ticketPushes.markChanged),
      ];
      if (changed?.row.id === ticketId)
        return listed(held, (list) => (list === "waiting" ? held.lists.includes(list) : changed.lists.includes(list)), changed.row);
      if (moved?.ticketId === ticketId)
        return listed(held, (list) => (list === "waiting" ? moved.row !== null : held.lists.includes(list)), moved.row);
      if (marked?.ticketId === ticketId)
        return {
          ...listed(held, (list) => (list === "marked" ? marked.mark !== null : held.lists.includes(list)), held.row),
          mark: marked.mark,
        };
      return held;
    },
    things: ({ row }) => (row ? [rowThing(row)] : []),
    thingIn(push) {
      const changed = dataOf(push, ticketPushes.rowChanged);
      return changed?.row.id === ticketId ? rowThing(changed.row) : null;
    },
  });

function listed(held: Listed, isIn: (list: MyList) => boolean, given: TicketRow | null): Listed {
  const now = LISTS.filter(isIn);
  const row = held.row && given ? newer(held.row, given) : (given ?? held.row);
  return { ...held, lists: now, row: now.length > 0 ? row : null };
}

export const counts = (client: ApiClient): Part =>
  part<TicketCounts>({
    name: "counts",
    read: () => client.call(ticketEndpoints.counts),
    fold(held, push) {
      const group = dataOf(push, ticketPushes.waitingCounted);
      if (group) return { ...held, waiting: held.waiting.map((each) => (each.skillGroupId === group.skillGroupId ? group : each)) };
      return dataOf(push, ticketPushes.countsChanged) ?? held;
    },
  });

/** The task in hand. */
export const worklist = (client: ApiClient): Part =>
  part<Worklist>({
    name: "worklist",
    read: () => client.call(ticketEndpoints.worklist),
    fold: (held, push) => dataOf(push, worklistPushes.changed) ?? held,
  });

/** A list of callbacks, which the page fetches again. */
export const callbacks = (client: ApiClient, list: CallbackList): Part =>
  fetched(
    "callbacks",
    client,
    ticketEndpoints.callbacks,
    { query: { list } },
    (push) => dataOf(push, callbackPushes.changed)?.list === list,
  );

export const whoIsHere = (client: ApiClient, ticketId: string, tabId: string): Part =>
  part<PresentPerson[]>({
    name: "presence",
    read: async () => (await client.call(ticketEndpoints.here, { params: { ticketId }, body: { tabId, doing: "viewing" } })).items,
    fold(held, push) {
      const news = dataOf(push, ticketPushes.presenceChanged);
      return news?.ticketId === ticketId ? news.items : held;
    },
  });

export const notifications = (client: ApiClient): Part =>
  part<{ items: Notification[]; unread: number }>({
    name: "notifications",
    async read() {
      const { items, unread } = await client.call(notificationEndpoints.list);
      return { items, unread };
    },
    fold(held, push) {
      const added = dataOf(push, notificationPushes.added);
      return added && !held.items.some(({ id }) => id === added.item.id)
        ? { items: [added.item, ...held.items], unread: added.unread }
        : held;
    },
  });

const exportThing = (item: ExportItem): Thing => ({ id: item.id, entityId: item.id, version: item.version, content: item });
export const exportsOf = (client: ApiClient): Part =>
  part<Record<string, ExportItem>>({
    name: "exports",
    read: async () => Object.fromEntries((await client.call(exportEndpoints.mine)).items.map((item) => [item.id, item])),
    fold(held, push) {
      const item = dataOf(push, exportPushes.changed);
      return item ? { ...held, [item.id]: newer(held[item.id] ?? item, item) } : held;
    },
    things: (held) => Object.values(held).map(exportThing),
  });
