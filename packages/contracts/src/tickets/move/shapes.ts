import { z } from "zod";
import { version } from "../../kernel/numbers.ts";
import { bilingual, id, moment, personRef } from "../../kernel/shapes.ts";
import { text } from "../../kernel/text.ts";

export const nodeCode = text(40);

/** Open tickets at one node of an older version of the flow. */
export const openAtNode = z.object({
  version: z.number().int(),
  node: nodeCode,
  name: bilingual,
  count: z.number().int(),
  /** The node of the version in force that is the same by code, or else by name; null where one has to be chosen. */
  same: nodeCode.nullable(),
});
export type OpenAtNode = z.infer<typeof openAtNode>;

/** Where the tickets of a node go. Nodes that are not mapped keep their tickets on their version. */
export const nodeMapping = z.object({ version, node: nodeCode, to: nodeCode });
export type NodeMapping = z.infer<typeof nodeMapping>;

/** A mapping with how many tickets have gone that way. */
export const movedNode = nodeMapping.extend({ moved: z.number().int() });
export type MovedNode = z.infer<typeof movedNode>;

/** Open tickets of a type on their way to the version in force. It is done when none is left that the mapping names, or it is stopped before. */
export const flowMove = z.object({
  id,
  toVersion: z.number().int(),
  state: z.enum(["running", "done", "stopped"]),
  /** How many there were when it began. */
  total: z.number().int(),
  moved: z.number().int(),
  mapping: z.array(movedNode.extend({ name: bilingual, toName: bilingual })),
  startedAt: moment,
  finishedAt: moment.nullable(),
  by: personRef.nullable(),
});
export type FlowMove = z.infer<typeof flowMove>;
