import { z } from "zod";

/**
 * What the server pushes: one envelope. `seq` counts per stream without gaps; the first envelope of a stream on a connection says where
 * its counting begins. A gap or a reconnect means that something was missed and the page refetches (`realtime.resync` orders the same).
 */
export const pushEnvelope = z.object({
  name: z.string(),
  /** Version of the payload's shape. */
  v: z.literal(1),
  /** Stream the sequence belongs to, e.g. `person:42` or `group:7`. */
  stream: z.string(),
  seq: z.number().int().positive(),
  /** Server time, ISO 8601 UTC. */
  at: z.iso.datetime(),
  data: z.unknown(),
});
export type PushEnvelope = z.infer<typeof pushEnvelope>;

/** One kind of push: its name (past tense, `module.happened`) and the shape of its data. */
export interface PushEvent<D extends z.ZodType = z.ZodType> {
  name: string;
  data: D;
}
export const pushEvent = <D extends z.ZodType>(name: string, data: D): PushEvent<D> => ({ name, data });
