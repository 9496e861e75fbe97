import type { IvrNode } from "@cloverdesk/contracts";

/** An arrow of the flow. `silent` ones are taken without the caller pressing a key or waiting in a queue. */
export interface IvrArrow {
  to: string;
  silent: boolean;
}

/** Where a node leads. */
export function arrowsOf(node: IvrNode): IvrArrow[] {
  const silent = (to: string): IvrArrow => ({ to, silent: true });
  const byCaller = (to: string): IvrArrow => ({ to, silent: false });
  switch (node.kind) {
    case "play":
    case "set":
      return [silent(node.next)];
    case "menu":
      return [...Object.values(node.choices).map(byCaller), silent(node.onFail)];
    case "collect":
      return [byCaller(node.next), silent(node.onFail)];
    case "condition":
      return [silent(node.yes), silent(node.no)];
    case "queue":
      return [byCaller(node.overflow)];
    case "hang_up":
      return [];
  }
}

/** Prompt ids that a node plays, music included. */
export function promptsOf(node: IvrNode): string[] {
  switch (node.kind) {
    case "play":
      return node.prompts;
    case "menu":
      return [...node.prompts, ...(node.invalidPrompts ?? []), ...(node.noInputPrompts ?? [])];
    case "collect":
      return [...node.prompts, ...(node.invalidPrompts ?? [])];
    case "queue":
      return [...(node.welcomePrompts ?? []), node.music, ...(node.announcePrompts ?? [])];
    case "hang_up":
      return node.prompts ?? [];
    case "condition":
    case "set":
      return [];
  }
}
