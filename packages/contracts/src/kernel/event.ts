import { z } from "zod";

declare const declared: unique symbol;

/**
 * One kind of domain event: something that happened to an entity, written in the transaction that did it. The api records it with
 * `tx.record`; relay, routes and subscribers read it back with the same type.
 */
export interface DomainEvent<N extends string = string, S extends z.ZodRawShape = z.ZodRawShape> {
  /** `entity.happened`, past tense. It is stored with every event, so it never changes. */
  name: N;
  /** Kind of the entity that `entityId` names: a table, mostly. */
  entity: string;
  /** One sentence: what happened. */
  meaning: string;
  data: z.ZodObject<S, z.core.$strict>;
  /** Only `domainEvent` makes one, and only `events.ts` files of contracts call it. */
  readonly [declared]: true;
}

/** Declares an event. `data` is the shape of its payload; keys that it does not name are refused. */
export function domainEvent<const N extends string, S extends z.ZodRawShape = Record<never, never>>(declaration: {
  name: N;
  entity: string;
  meaning: string;
  data?: S;
}): DomainEvent<N, S> {
  const { name, entity, meaning, data = {} as S } = declaration;
  return { name, entity, meaning, data: z.strictObject(data) } as DomainEvent<N, S>;
}

/** The payload of an event. */
export type EventData<E extends DomainEvent> = E extends DomainEvent ? z.output<E["data"]> : never;

/** An event as it stands in the table. Of several kinds it is a union, discriminated by `name`. */
export type RecordedEvent<E extends DomainEvent = DomainEvent> = E extends DomainEvent
  ? { seq: bigint; name: E["name"]; at: Date; entity: string; entityId: string; actorId: string | null; data: z.output<E["data"]> }
  : never;

/** An event of one of a module's kinds: `RecordedIn<typeof callEvents>`. */
export type RecordedIn<Kinds extends Record<string, DomainEvent>> = RecordedEvent<Kinds[keyof Kinds]>;

/** Whether a recorded event is of one of these kinds. */
export const isOfKind =
  <E extends readonly DomainEvent[]>(...kinds: E) =>
  (event: RecordedEvent): event is RecordedEvent<E[number]> & RecordedEvent =>
    kinds.some(({ name }) => name === event.name);
