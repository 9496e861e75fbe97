import { z } from "zod";
import { grants } from "../kernel/permissions.ts";
import { bilingual, id, language, moment } from "../kernel/shapes.ts";

export const theme = z.enum(["light", "dark", "system"]);

/** The signed-in person's card (A7). */
export const me = z.object({
  id,
  loginName: z.string(),
  realName: z.string(),
  displayName: z.string(),
  employeeNumber: z.string().nullable(),
  businessUnit: z.string().nullable(),
  department: z.string().nullable(),
  skillGroups: z.array(z.object({ id, name: z.string(), level: z.number().int() })),
  roles: z.array(z.object({ id, name: z.string() })),
  language: language.nullable(),
  theme,
  grants,
});
export type Me = z.infer<typeof me>;

export const role = z.object({ code: z.string(), name: bilingual });
export type RoleItem = z.infer<typeof role>;

/** Somebody who works here. Without `hasPassword` they have not signed in yet. */
export const person = z.object({
  id,
  loginName: z.string(),
  realName: z.string(),
  displayName: z.string(),
  employeeNumber: z.string().nullable(),
  status: z.enum(["active", "disabled"]),
  hasPassword: z.boolean(),
  roles: z.array(role),
});
export type PersonItem = z.infer<typeof person>;

/** A one-time sign-in link, to hand over by other means. */
export const oneTimeLink = z.object({ link: z.string(), code: z.string(), expiresAt: moment });

/** A signed-in device: one refresh-token family. */
export const device = z.object({
  id,
  userAgent: z.string(),
  address: z.string(),
  createdAt: moment,
  lastUsedAt: moment,
  current: z.boolean(),
});

/** `accessToken` is a JWT that lives until `expiresAt`; the refresh token travels in an HttpOnly cookie. */
export const session = z.object({ accessToken: z.string(), expiresAt: moment, me });
export type Session = z.infer<typeof session>;
