import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { bilingualLine, id } from "../kernel/shapes.ts";
import { code, line, phone, text } from "../kernel/text.ts";
import { hotline, sipTransport, trunk } from "./shapes.ts";

/** A host name (RFC 1123) or an IP address. */
const host = code(/^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9.:-]*[A-Za-z0-9])?$/, "not a host name or an IP address");

export const hotlineEndpoints = {
  trunks: endpoint({
    id: "hotlines.trunks",
    method: "GET",
    path: "/api/trunks",
    permission: "settings.read",
    summary: "The trunks, by name",
    output: z.object({ items: z.array(trunk) }),
  }),
  addTrunk: endpoint({
    id: "hotlines.addTrunk",
    method: "POST",
    path: "/api/trunks",
    permission: "settings.edit",
    summary: "Add a trunk; the id is chosen by the page, and the same one again is the same trunk",
    body: z.object({
      id,
      name: line(60, 1),
      host,
      port: z.number().int().min(1).max(65_535).default(5060),
      transport: sipTransport.default("udp"),
      /** For carriers that ask who we are (digest authentication, RFC 3261 section 22). */
      username: line(120).optional(),
      password: text(200).optional(),
      /** Calls at once, both directions together. */
      channelLimit: z.number().int().min(1).max(100_000).default(100),
    }),
    output: trunk,
  }),
  hotlines: endpoint({
    id: "hotlines.list",
    method: "GET",
    path: "/api/hotlines",
    permission: "settings.read",
    summary: "The hotlines, by number",
    output: z.object({ items: z.array(hotline) }),
  }),
  addHotline: endpoint({
    id: "hotlines.add",
    method: "POST",
    path: "/api/hotlines",
    permission: "settings.edit",
    summary:
      "Add a hotline with the standard flow: its callers queue for one skill group, whose agents may show the number. The id is chosen by the page",
    body: z.object({
      id,
      number: phone(),
      name: bilingualLine(60, 1),
      trunkId: id,
      backupTrunkId: id.nullable().default(null),
      skillGroupId: id,
      recorded: z.boolean(),
    }),
    output: hotline,
    errors: [
      ...(["hotlines.number_invalid", "hotlines.number_taken"] as const),
      ...(["hotlines.trunk_unknown", "hotlines.group_unknown"] as const),
    ],
  }),
} as const;
