import type { ReactNode } from "react";
import type { Point } from "./geometry.ts";

/** A node as the canvas draws it: a card with an icon, a name and one line of meaning. */
export interface CanvasNode {
  id: string;
  at: Point;
  icon: ReactNode;
  title: string;
  line: string;
  /** How it stands out: where a flow begins, where it ends. */
  tone: "start" | "plain" | "end";
  /** Small marks with their meaning in words. */
  marks: readonly { key: string; icon: ReactNode; text: string }[];
  problems: readonly CanvasProblem[];
}

/** An action from one node to another, drawn as an arrow with its name. */
export interface CanvasArrow {
  id: string;
  from: string;
  to: string;
  label: string;
  /** The usual way on is drawn stronger. */
  strong: boolean;
  problems: readonly CanvasProblem[];
}

export interface CanvasProblem {
  text: string;
  grave: boolean;
}

export type Selection = { kind: "node" | "arrow"; id: string } | null;
