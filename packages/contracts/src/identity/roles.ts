import { type Grants, PERMISSIONS, type Permission, type Scope } from "../kernel/permissions.ts";

const granted = (scope: Scope, ...permissions: Permission[]): Grants =>
  Object.fromEntries(permissions.map((permission) => [permission, scope]));

const AGENT: Grants = {
  ...granted("own", "presence.use", "calls.handle", "calls.dial", "calls.read", "recordings.play", "summaries.write"),
  ...granted("own", "tickets.read", "tickets.create", "tickets.work", "callbacks.work"),
  ...granted("group", "queues.read"),
  ...granted("all", "customers.read", "customers.edit"),
};
const LEAD: Grants = {
  ...granted("group", "agents.read", "agents.force", "calls.read", "recordings.play", "recordings.download", "calls.export", "queues.read"),
  ...granted("group", "tickets.read", "tickets.create", "tickets.work", "tickets.reopen", "tickets.share_views", "tickets.export"),
  ...granted("group", "callbacks.work"),
  ...granted("all", "customers.read", "customers.edit", "settings.read"),
};
const OPS: Grants = granted(
  "all",
  ...(["agents.read", "calls.read", "calls.export", "recordings.play", "queues.read", "customers.read", "customers.edit"] as const),
  ...(["settings.read", "settings.edit"] as const),
  ...(["tickets.read", "tickets.create", "tickets.work", "tickets.reopen", "tickets.share_views", "tickets.export"] as const),
  ...(["tickets.configure", "callbacks.work", "automation.edit", "imports.run", "imports.undo"] as const),
);
const ADMIN: Grants = granted("all", ...(Object.keys(PERMISSIONS) as Permission[]));

/** The four roles that every installation begins with, by their codes. They are data from then on: an administrator may change them. */
export const SEEDED_ROLES = {
  agent: { zh: "客服", en: "Agent", grants: AGENT },
  lead: { zh: "组长", en: "Team lead", grants: LEAD },
  ops: { zh: "运营", en: "Operations", grants: OPS },
  admin: { zh: "企业管理员", en: "Administrator", grants: ADMIN },
} as const;
