import { randomUUID } from "node:crypto";
import type { Grants, Permission, Scope } from "@cloverdesk/contracts";
import { hashSync } from "@node-rs/argon2";
import type { Database } from "../../platform/db/client.ts";

/** Every factory person's password; its hash is cheap on purpose. */
export const TEST_PASSWORD = "a-test-password-9";
const CHEAP_HASH = hashSync(TEST_PASSWORD, { memoryCost: 64, timeCost: 1, parallelism: 1 });

/** What the seeded roles may do, for tests that need somebody of that kind. */
const AGENT: Permission[] = ["presence.use", "calls.handle", "calls.dial", "calls.read", "recordings.play", "summaries.write"];
export const AGENT_GRANTS = grant("own", ...AGENT, "customers.read", "customers.edit", "queues.read");
export const LEAD_GRANTS: Grants = { ...AGENT_GRANTS, ...grant("group", "agents.read", "agents.force", "calls.read", "recordings.play") };

/** Grants of one scope: `grant("all", "calls.read", "agents.read")`. */
export function grant(scope: Scope, ...permissions: Permission[]): Grants {
  return Object.fromEntries(permissions.map((permission) => [permission, scope]));
}

export interface PersonGiven {
  loginName?: string;
  displayName?: string;
  /** Their single role's grants; an agent's unless told otherwise. */
  grants?: Grants;
  skillGroupIds?: string[];
  status?: "active" | "disabled";
  /** As somebody new, who has never set a password. */
  withoutPassword?: boolean;
}
export interface PersonMade {
  id: string;
  loginName: string;
  displayName: string;
  roleId: string;
}

let count = 0;

/** A person with a role of their own, and with their place in skill groups. */
export async function personFactory(db: Database, given: PersonGiven = {}): Promise<PersonMade> {
  const number = ++count;
  const longAgo = new Date("2020-01-01T00:00:00Z");
  const role = await roleFactory(db, given.grants ?? AGENT_GRANTS);
  const person = await db.prisma.person.create({
    data: {
      id: randomUUID(),
      loginName: given.loginName ?? `person${number}-${randomUUID().slice(0, 8)}@example.test`,
      realName: `Person ${number}`,
      displayName: given.displayName ?? `Person ${number}`,
      status: given.status ?? "active",
      passwordHash: given.withoutPassword ? null : CHEAP_HASH,
      tokensSince: longAgo,
      createdAt: longAgo,
      roles: { create: { roleId: role.id } },
    },
  });
  for (const skillGroupId of given.skillGroupIds ?? [])
    await db.prisma.skillGroupMember.create({ data: { skillGroupId, personId: person.id } });
  return { id: person.id, loginName: person.loginName, displayName: person.displayName, roleId: role.id };
}

export async function roleFactory(db: Database, grants: Grants): Promise<{ id: string }> {
  const id = randomUUID();
  await db.prisma.role.create({ data: { id, code: `role-${id}`, nameZh: "测试角色", nameEn: "Test role", grants } });
  return { id };
}
