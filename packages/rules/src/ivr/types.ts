import type { Bilingual, IvrNode } from "@cloverdesk/contracts";

/** What the flow may ask about a call. The interpreter has no clock and no database: all it knows of the world stands here. */
export interface IvrContext {
  now: Date;
  businessHours: (now: Date) => boolean;
  /** E.164, or null when the number is withheld. */
  callerNumber: string | null;
  customerLevel: string | null;
}

/** What the flow waits for. */
export type IvrWaiting =
  | { for: "played"; playId: string }
  | { for: "digits"; playId: string }
  | { for: "queue"; waitId: string }
  /** The last words are being played; hanging up follows. */
  | { for: "farewell"; playId: string }
  | { for: "nothing" };

/** Where a call stands in its flow. Plain JSON: kept with the call, so any api process can go on with it. */
export interface IvrState {
  nodeId: string;
  variables: Record<string, string>;
  waiting: IvrWaiting;
  /** Further attempts the present menu or collect node allows. */
  retriesLeft: number;
  /** Ids given out so far, for the next `playId` or `waitId`. */
  idsUsed: number;
  /** Nodes entered in this call, and since the caller last pressed a key or waited in a queue. */
  visits: number;
  visitsSinceInput: number;
}

/** What happened on the call. `playId` and `waitId` are those of the effect that it answers. */
export type IvrInput =
  | { kind: "played"; playId: string }
  | { kind: "collected"; playId: string; digits: string; why: "complete" | "terminator" | "timeout" | "stopped" }
  /** The queue's longest wait has passed. Without `waitId` the present queue is meant. */
  | { kind: "overflow"; waitId?: string };

/** Why the flow hangs up: it says so, it went round too often without getting anywhere, or it points at a node that it does not have. */
export type IvrHangUpReason = "flow" | "endless_loop" | "broken_flow";

/** What is to be done, in order. Times in ms; prompts are prompt ids played one after the other. */
export type IvrEffect =
  | { kind: "play"; playId: string; prompts: string[] }
  | {
      kind: "collect";
      playId: string;
      prompts: string[];
      maxDigits: number;
      terminator?: string;
      firstDigitTimeoutMs: number;
      interDigitTimeoutMs: number;
      /** A key stops the prompts and counts as input. */
      bargeIn: boolean;
    }
  | {
      kind: "queue";
      waitId: string;
      skillGroupId: string;
      priority: number;
      /** After this wait send input `overflow`; null waits without end. */
      maxWaitMs: number | null;
      music: string;
      welcomePrompts?: string[];
      announceEveryMs: number | null;
      announcePrompts?: string[];
      announcePosition: boolean;
    }
  /** With `afterPlayId` it is only announced: the order comes, without it, when that play has been reported as played. */
  | { kind: "hang_up"; reason: IvrHangUpReason; afterPlayId?: string };

/** One node on the caller's way; `input` is the key or digits given there, the branch taken, the value set, or null. */
export interface IvrPathEntry {
  nodeId: string;
  kind: IvrNode["kind"];
  title: Bilingual;
  input: string | null;
}

/** The new state, what to do, and the nodes to append to the call's IVR path. */
export interface IvrStep {
  state: IvrState;
  effects: IvrEffect[];
  path: IvrPathEntry[];
}
