import { z } from "zod";
import { bilingual, day, e164, id, moment, timeZone } from "../kernel/shapes.ts";
import { code } from "../kernel/text.ts";

/** Wall-clock time of day, `00:00` to `24:00`. */
export const clockTime = code(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** Open from `from` up to, but not including, `to`. A `to` at or before `from` lies on the next day (22:00–06:00). */
export const openWindow = z.object({ from: clockTime, to: clockTime });

/**
 * When a hotline is served, in the wall-clock time of an IANA time zone. `days` are ISO weekdays, 1 = Monday … 7 = Sunday. A holiday
 * replaces its whole day: closed without `open`, otherwise open in those windows (also for a working day on a weekend, 调休). A window
 * belongs to the day on which it begins.
 */
export const businessHours = z.object({
  timezone: timeZone,
  weekly: z.array(openWindow.extend({ days: z.array(z.number().int().min(1).max(7)).min(1) })).max(50),
  holidays: z.array(z.object({ date: day, open: z.array(openWindow).max(10).optional() })).max(1000),
});
export type BusinessHours = z.infer<typeof businessHours>;

export const sipTransport = z.enum(["udp", "tcp", "tls"]);

/** A SIP connection to a carrier, without its password. */
export const trunk = z.object({
  id,
  name: z.string(),
  host: z.string(),
  port: z.number().int(),
  transport: sipTransport,
  username: z.string().nullable(),
  channelLimit: z.number().int(),
  /** Since when it answers no calls; null while it does, or nothing is known. */
  downSince: moment.nullable(),
});
export type TrunkItem = z.infer<typeof trunk>;

/** A number of ours that customers call. */
export const hotline = z.object({
  id,
  number: e164,
  name: bilingual,
  trunkId: id,
  /** Taken by calls out that the trunk does not take. */
  backupTrunkId: id.nullable(),
  inbound: z.boolean(),
  outbound: z.boolean(),
  recorded: z.boolean(),
});
export type HotlineItem = z.infer<typeof hotline>;
