import type { ReactNode } from "react";
import type { CanvasArrow, CanvasNode, Point, Selection } from "../flow-canvas/index.ts";
import type { FlowVersionOf, VersionItem } from "./source.ts";
import type { FlowEditing } from "./useFlowEditor.ts";

/** A kind of node that can be added. */
export interface Adding {
  key: string;
  text: string;
  icon: ReactNode;
  onAdd(): void;
}

/** Something that is wrong with a flow. */
export interface Problem {
  key: string;
  text: string;
  /** The flow cannot be published with it. */
  grave: boolean;
  /** The name of what is wrong; null: the whole flow. */
  subject: string | null;
  /** What is chosen to repair it. */
  place: Selection;
}

/** One difference between two versions, in a sentence. */
export interface Change {
  key: string;
  sort: "added" | "removed" | "changed";
  text: string;
}

/** A part of the side panel that only this kind of flow has: open tickets, a try-out. */
export interface ExtraTab {
  key: string;
  text: string;
  /** Shown beside the name while it is not 0. */
  count?: number;
  content(): ReactNode;
}

/** What one kind of flow brings to the editor. */
export interface FlowKind<V extends FlowVersionOf<unknown>, Item extends VersionItem> {
  editing: FlowEditing<V, Item>;
  title: string;
  text: string;
  /** The list that the flow belongs to. */
  back: { text: string; address: string };
  /** What the canvas is called for those who cannot see it. */
  label: string;
  nodes: readonly CanvasNode[];
  arrows: readonly CanvasArrow[];
  problems: readonly Problem[];
  /** What can be added to the canvas. */
  adding: readonly Adding[];
  /** The version in force; null before the first is published. */
  inForce: number | null;
  /** The panel of what is chosen; of the whole flow when nothing is. */
  properties(chosen: Selection): ReactNode;
  /** Parts of the side panel beside properties and versions. */
  tabs: readonly ExtraTab[];
  /** The part that is shown after publishing. */
  afterPublishing: string;
  /** What publishing changes, in sentences. */
  changes(before: V["flow"], after: V["flow"]): Change[];
  /** What publishing does; over the version in force, or as the first one. */
  effect(before: V | null): string;
  /** What discarding the draft leaves while nothing is published. */
  firstDraft: string;
  /** What the list of versions says of each. */
  versionFacts(item: Item): string;
  arrange(flow: V["flow"]): V["flow"];
  onMove(id: string, at: Point, step: string): void;
  onConnect(from: string, to: string): void;
  onRemove(selected: NonNullable<Selection>): void;
}
