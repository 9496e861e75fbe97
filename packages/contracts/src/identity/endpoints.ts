import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { pageOf, pageQuery } from "../kernel/paging.ts";
import { id, language, ok } from "../kernel/shapes.ts";
import { line, text } from "../kernel/text.ts";
import { device, me, oneTimeLink, person, role, session, theme } from "./shapes.ts";

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
  people: endpoint({
    id: "people.list",
    method: "GET",
    path: "/api/people",
    permission: "people.manage",
    summary: "Everybody who works here, newest first",
    query: pageQuery,
    output: pageOf(person),
  }),
  roles: endpoint({
    id: "people.roles",
    method: "GET",
    path: "/api/roles",
    permission: "people.manage",
    summary: "The roles that people can have",
    output: z.object({ items: z.array(role) }),
  }),
  addPerson: endpoint({
    id: "people.add",
    method: "POST",
    path: "/api/people",
    permission: "people.manage",
    summary:
      "Add a person, with a one-time link for their first sign-in; the id is chosen by the page, and the same one again makes a new link",
    body: z.object({
      id,
      /** A mobile number or an e-mail address. */
      loginName: line(200, 1),
      realName: line(60, 1),
      /** What customers see; the real name when it is left out. */
      displayName: line(60).optional(),
      employeeNumber: line(40).optional(),
      roles: z.array(line(60, 1)).min(1).max(20),
    }),
    output: z.object({ person, signIn: oneTimeLink }),
    errors: [
      ...(["people.login_name_invalid", "people.login_name_taken", "people.employee_number_taken"] as const),
      ...(["people.role_unknown", "people.role_beyond_own"] as const),
    ],
  }),
  oneTimeLink: endpoint({
    id: "identity.oneTimeLink",
    method: "POST",
    path: "/api/people/:personId/one-time-link",
    permission: "people.manage",
    summary: "Make a one-time sign-in link for a person, to hand over by other means",
    params: z.object({ personId: id }),
    output: oneTimeLink,
    errors: ["people.not_found"],
  }),
} as const;
