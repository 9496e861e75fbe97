import type { customerEndpoints, Output } from "@cloverdesk/contracts";
import type { Reader } from "../../platform/db/client.ts";
import type { Actor } from "../../platform/http/actor.ts";
import { port } from "../../platform/port.ts";

type TrackItem = Output<typeof customerEndpoints.track>["items"][number];

/** One contact with a customer, whatever its kind. */
export type TrackEntry = TrackItem;

/** Entries older than `before` (newest first; equal moments are ordered by id, descending), at most `limit`. */
export interface TrackPage {
  customerId: string;
  /** Who reads it: what they may not open is named at most. */
  actor: Actor;
  before: { at: Date; id: string } | null;
  limit: number;
}

/**
 * Where the service track comes from: each module below (calls, tickets, later surveys) provides its own entries of a page, read with its own
 * SQL; the customers module merges them by time.
 */
export type TrackSource = (reader: Reader, page: TrackPage) => Promise<TrackEntry[]>;
export const trackSources = port<TrackSource[]>([]);
