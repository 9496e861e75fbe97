import type { CallResult, FieldValue, RecordedIn, RuleAuthor, RuleDraft, ticketEvents } from "@cloverdesk/contracts";

type TicketEvent = RecordedIn<typeof ticketEvents>;

/** Something that happened to a ticket. */
export type Happening = {
  ticketId: string;
  at: Date;
  by: RuleAuthor;
  /** What began the chain that it belongs to, and how many rules acted before it in the chain. */
  cause: string;
  depth: number;
} & (
  | { kind: "event"; event: TicketEvent }
  /** Network results of the ticket's calls up to the one that ended, newest first. */
  | { kind: "called"; results: CallResult[] }
  | { kind: "summarized"; result: string }
  /** A time that a rule is set for has come; only that rule is asked. */
  | { kind: "timed" }
);

/** Whether it is what the rule waits for. Without the ticket's type, nodes are compared by their code alone. */
export function isMet({ trigger, by }: Pick<RuleDraft, "trigger" | "by">, happening: Happening, typeId?: string): boolean {
  if (happening.kind === "timed") return trigger.on === "due" || trigger.on === "idle";
  if (by.length > 0 && !by.includes(happening.by)) return false;
  switch (happening.kind) {
    case "called":
      return (
        trigger.on === "called" &&
        happening.results.length >= trigger.times &&
        happening.results.slice(0, trigger.times).every((result) => trigger.results.includes(result))
      );
    case "summarized":
      return trigger.on === "summarized" && (trigger.results as string[]).includes(happening.result);
    case "event":
      return isMetBy(trigger, happening.event, typeId);
  }
}

function isMetBy(trigger: RuleDraft["trigger"], { name, data }: TicketEvent, typeId: string | undefined): boolean {
  switch (trigger.on) {
    case "created":
      return name === "ticket.created";
    case "imported":
      return name === "ticket.imported";
    case "moved": {
      const entered = data.changes.find(({ code }) => code === "node")?.after;
      if (entered === undefined) return false;
      const isThat = (place: string): boolean => place === `${typeId ?? place.slice(0, 36)}/${String(entered)}`;
      return trigger.nodes.length === 0 || trigger.nodes.some(isThat);
    }
    case "changed": {
      const change = data.changes.find(({ code }) => code === trigger.code);
      return change !== undefined && isAmong(trigger.from, change.before) && isAmong(trigger.to, change.after);
    }
    default:
      return false;
  }
}

const isAmong = (wanted: readonly string[], value: FieldValue): boolean =>
  wanted.length === 0 || [value].flat().some((each) => each !== null && wanted.includes(String(each)));

/** Who did it, as rules ask. */
export function authorOf({ name, actorId, data }: Pick<TicketEvent, "name" | "actorId" | "data">): RuleAuthor {
  if (data.rule) return "rule";
  if (name === "ticket.imported") return "import";
  return actorId ? "person" : "product";
}

/** An event as something that happened. The first of a chain is its cause. */
export const happened = (event: TicketEvent): Happening => ({
  kind: "event",
  event,
  ticketId: event.entityId,
  at: event.at,
  by: authorOf(event),
  cause: event.data.rule?.cause ?? `event ${event.seq}`,
  depth: event.data.rule?.depth ?? 0,
});
