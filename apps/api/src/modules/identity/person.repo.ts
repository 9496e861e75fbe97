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
  employeeNumber: string | null;
  language: string | null;
  passwordHash: string | null;
  roleIds: readonly string[];
}

export async function insertPerson(tx: Tx, { roleIds, ...person }: NewPerson): Promise<void> {
  await tx.rows.person.create({
    data: { ...person, createdAt: tx.at, tokensSince: tx.at, roles: { create: roleIds.map((roleId) => ({ roleId })) } },
  });
}

/** Lets one transaction at a time add people: what it checked of login names and employee numbers holds until its commit. */
export async function lockPeople(tx: Tx): Promise<void> {
  await tx.rows.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('identity.people'))`;
}

const SHOWN = {
  id: true,
  loginName: true,
  realName: true,
  displayName: true,
  employeeNumber: true,
  status: true,
  passwordHash: true,
  roles: { select: { role: { select: { code: true, nameZh: true, nameEn: true } } }, orderBy: { role: { code: "asc" } } },
} as const;

export const findPerson = (reader: Reader, id: string) => reader.person.findUnique({ where: { id }, select: SHOWN });
export type PersonRow = NonNullable<Awaited<ReturnType<typeof findPerson>>>;

/** Newest first, after the one with the id `after`. */
export const listPeople = (reader: Reader, after: string | null, limit: number): Promise<PersonRow[]> =>
  reader.person.findMany({
    select: SHOWN,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
    ...(after !== null && { cursor: { id: after }, skip: 1 }),
  });

/** Who has this login name or this employee number. */
export const findClash = (reader: Reader, loginName: string, employeeNumber: string | null) =>
  reader.person.findFirst({
    where: { OR: [{ loginName }, ...(employeeNumber === null ? [] : [{ employeeNumber }])] },
    select: { loginName: true },
  });

export const findRoles = (reader: Reader, codes: readonly string[]) =>
  reader.role.findMany({ where: { code: { in: [...codes] } }, select: { id: true, grants: true } });

export const listRoles = (reader: Reader) => reader.role.findMany({ orderBy: { code: "asc" } });

export const countPeople = (reader: Reader): Promise<number> => reader.person.count({ where: { status: "active" } });

/** Which of these people exist and work here. */
export async function activeAmong(reader: Reader, ids: readonly string[]): Promise<Set<string>> {
  const found = await reader.person.findMany({ where: { id: { in: [...ids] }, status: "active" }, select: { id: true } });
  return new Set(found.map(({ id }) => id));
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

/** Active people with login and name, by name. */
export const peopleByLogin = (reader: Reader): Promise<{ id: string; loginName: string; displayName: string }[]> =>
  reader.person.findMany({
    where: { status: "active" },
    select: { id: true, loginName: true, displayName: true },
    orderBy: [{ displayName: "asc" }, { id: "asc" }],
  });
