import { randomUUID } from "node:crypto";
import { type Grants, SEEDED_ROLES } from "@cloverdesk/contracts";
import type { Reader } from "../../platform/db/client.ts";
import type { Tx } from "../../platform/db/transaction.ts";

const SIGN_IN = { id: true, loginName: true, status: true, passwordHash: true } as const;

export const findByLoginName = (reader: Reader, loginName: string) => reader.person.findUnique({ where: { loginName }, select: SIGN_IN });

export const findLoginName = (reader: Reader, id: string) =>
  reader.person.findUnique({ where: { id }, select: { id: true, loginName: true } });

export async function savePasswordHash(tx: Tx, id: string, passwordHash: string): Promise<void> {
  await tx.rows.person.update({ where: { id }, data: { passwordHash } });
}

export async function savePreferences(tx: Tx, id: string, wish: { language?: string; theme?: string }): Promise<void> {
  await tx.rows.person.update({ where: { id }, data: { language: wish.language, theme: wish.theme } });
}

/** The person's card, with roles and their grants. */
export async function findCard(reader: Reader, id: string) {
  const person = await reader.person.findUnique({
    where: { id },
    select: {
      id: true,
      loginName: true,
      realName: true,
      displayName: true,
      employeeNumber: true,
      language: true,
      theme: true,
      businessUnit: { select: { name: true } },
      department: { select: { name: true } },
      roles: { select: { role: { select: { id: true, nameZh: true, nameEn: true, grants: true } } }, orderBy: { role: { code: "asc" } } },
    },
  });
  if (!person) return null;
  return { ...person, roles: person.roles.map(({ role }) => ({ ...role, grants: role.grants as Grants })) };
}
export type CardRow = NonNullable<Awaited<ReturnType<typeof findCard>>>;

/** Names of these people as customers and colleagues see them, by id. */
export async function displayNames(reader: Reader, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const people = await reader.person.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, displayName: true } });
  return new Map(people.map((person) => [person.id, person.displayName]));
}

/** Whether there is anybody at all. */
export const isAnybodyThere = async (reader: Reader): Promise<boolean> =>
  (await reader.person.findFirst({ select: { id: true } })) !== null;

export interface NewPerson {
  id: string;
  /** As `newLoginName` writes it. */
  loginName: string;
  realName: string;
  displayName: string;
  language: string | null;
  passwordHash: string | null;
  roleCodes: readonly string[];
}

export async function insertPerson(tx: Tx, { roleCodes, ...person }: NewPerson): Promise<void> {
  const roles = await tx.rows.role.findMany({ where: { code: { in: [...roleCodes] } }, select: { id: true } });
  await tx.rows.person.create({
    data: { ...person, createdAt: tx.at, tokensSince: tx.at, roles: { create: roles.map(({ id }) => ({ roleId: id })) } },
  });
}

/** The roles that every installation begins with, where they are missing. */
export async function insertSeededRoles(tx: Tx): Promise<void> {
  await tx.rows.role.createMany({
    data: Object.entries(SEEDED_ROLES).map(([code, { zh, en, grants }]) => ({
      id: randomUUID(),
      code,
      nameZh: zh,
      nameEn: en,
      seeded: true,
      grants,
    })),
    skipDuplicates: true,
  });
}
