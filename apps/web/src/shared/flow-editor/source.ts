import { type QueryKey, queryOptions } from "@tanstack/react-query";
import { queryClient } from "../api/index.ts";

/** One version of a flow as the server keeps it: the draft, or a published one, which never changes. */
export interface FlowVersionOf<Flow> {
  version: number;
  state: "draft" | "published";
  /** Changes with every save: what the next save is based on. */
  revision: string;
  flow: Flow;
  /** Who saved the draft last, or published the version. */
  updatedBy: { name: string } | null;
}
type AnyVersion = FlowVersionOf<unknown>;

/** A version in the list of versions. */
export interface VersionItem extends Pick<AnyVersion, "version" | "state" | "updatedBy"> {
  publishedAt: string | null;
  updatedAt: string;
}

/** Where one flow is kept. It is made once for each flow that is opened: another source is another flow. */
export interface FlowSource<V extends AnyVersion, Item extends VersionItem> {
  /** What is read is cached under it. */
  key: QueryKey;
  /** Name of the copy that this browser keeps of what did not reach the server. */
  copy: string;
  /** A published version; null: the draft, or else the version in force. */
  read(version: number | null, signal?: AbortSignal): Promise<V>;
  /** Newest first. */
  versions(signal?: AbortSignal): Promise<{ items: Item[] }>;
  /** Over the revision of `base`; `keepalive` while the page is being left. */
  save(flow: V["flow"], base: V, keepalive: boolean): Promise<V>;
  publish(base: V): Promise<V>;
  /** Answers what is edited from then on. */
  discard(base: V): Promise<V>;
  /** Whether a save failed because somebody else saved first. */
  isConflict(error: unknown): boolean;
  /** A draft came or went: fetches again what else shows it. */
  changed(): void;
}

/** What an editor starts with. It is fetched at each start; from then on the editor owns it. */
export const latestQuery = <V extends AnyVersion, Item extends VersionItem>(source: FlowSource<V, Item>) =>
  queryOptions({
    queryKey: [...source.key, "latest"],
    queryFn: ({ signal }) => source.read(null, signal),
    staleTime: 0,
    gcTime: 0,
  });

export const versionQuery = <V extends AnyVersion, Item extends VersionItem>(source: FlowSource<V, Item>, version: number) =>
  queryOptions({
    queryKey: [...source.key, "version", version],
    queryFn: ({ signal }) => source.read(version, signal),
    staleTime: 60_000,
  });

const versionsKey = ({ key }: { key: QueryKey }) => [...key, "versions"];

export const versionsQuery = <V extends AnyVersion, Item extends VersionItem>(source: FlowSource<V, Item>) =>
  queryOptions({
    queryKey: versionsKey(source),
    queryFn: ({ signal }) => source.versions(signal),
    staleTime: 5_000,
  });

/** A draft came or went: the list of versions says so, and whatever else shows it. */
export function draftChanged<V extends AnyVersion, Item extends VersionItem>(source: FlowSource<V, Item>): void {
  void queryClient.invalidateQueries({ queryKey: versionsKey(source) });
  source.changed();
}
