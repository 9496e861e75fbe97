import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { id, language, moment, ok } from "../kernel/shapes.ts";
import { line, text } from "../kernel/text.ts";
import { device, me, session, theme } from "./shapes.ts";

const newPassword = text(200, 1);

export const identityEndpoints = {
  signIn: endpoint({
    id: "identity.signIn",
    method: "POST",
    path: "/api/auth/sign-in",
    permission: "public",
    summary: "Sign in with login name (mobile number or e-mail) and password",
    body: z.object({ loginName: line(200, 1), password: text(200, 1) }),
    output: session,
    errors: ["auth.bad_credentials", "auth.locked", "auth.disabled"],
  }),
  refresh: endpoint({
    id: "identity.refresh",
    method: "POST",
    path: "/api/auth/refresh",
    permission: "public",
    summary: "Exchange the refresh cookie for a new access token; the cookie is rotated",
    output: session,
    errors: ["auth.refresh_invalid", "auth.refresh_reused"],
  }),
  signOut: endpoint({
    id: "identity.signOut",
    method: "POST",
    path: "/api/auth/sign-out",
    permission: "public",
    summary: "Sign out on this device",
    output: ok,
  }),
  signOutEverywhere: endpoint({
    id: "identity.signOutEverywhere",
    method: "POST",
    path: "/api/auth/sign-out-everywhere",
    permission: "signed-in",
    summary: "Sign out on every device",
    output: ok,
  }),
  forgotPassword: endpoint({
    id: "identity.forgotPassword",
    method: "POST",
    path: "/api/auth/forgot-password",
    permission: "public",
    summary: "Ask for a one-time link and code; the answer never tells whether the account exists",
    body: z.object({ loginName: line(200, 1) }),
    output: ok,
    errors: ["auth.locked"],
  }),
  resetPassword: endpoint({
    id: "identity.resetPassword",
    method: "POST",
    path: "/api/auth/reset-password",
    permission: "public",
    summary: "Set a password with the one-time link's token, or with login name and code",
    body: z.object({
      token: text(200, 1).optional(),
      loginName: line(200).optional(),
      code: line(40).optional(),
      password: newPassword,
    }),
    output: ok,
    errors: ["auth.link_invalid", "auth.password_weak"],
  }),
  me: endpoint({ id: "identity.me", method: "GET", path: "/api/me", permission: "signed-in", summary: "The signed-in person", output: me }),
  updatePreferences: endpoint({
    id: "identity.updatePreferences",
    method: "PATCH",
    path: "/api/me/preferences",
    permission: "signed-in",
    summary: "Language and theme",
    body: z.object({ language: language.optional(), theme: theme.optional() }),
    output: me,
  }),
  devices: endpoint({
    id: "identity.devices",
    method: "GET",
    path: "/api/me/devices",
    permission: "signed-in",
    summary: "Where this person is signed in",
    output: z.object({ items: z.array(device) }),
  }),
  oneTimeLink: endpoint({
    id: "identity.oneTimeLink",
    method: "POST",
    path: "/api/people/:personId/one-time-link",
    permission: "people.manage",
    summary: "Make a one-time sign-in link for a person, to hand over by other means",
    params: z.object({ personId: id }),
    output: z.object({ link: z.string(), code: z.string(), expiresAt: moment }),
    errors: ["people.not_found"],
  }),
} as const;
