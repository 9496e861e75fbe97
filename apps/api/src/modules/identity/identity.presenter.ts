import type { Language, Me, PersonItem } from "@cloverdesk/contracts";
import { mergeGrants } from "./grants.ts";
import type { Membership } from "./memberships.ts";
import type { CardRow, PersonRow } from "./person.repo.ts";

/** `preferred` is the browser's language, for people who have not chosen one. */
export function presentMe(person: CardRow, groups: Membership[], preferred: Language): Me {
  const chosen = person.language === "zh" || person.language === "en" ? person.language : null;
  const english = (chosen ?? preferred) === "en";
  return {
    id: person.id,
    loginName: person.loginName,
    realName: person.realName,
    displayName: person.displayName,
    employeeNumber: person.employeeNumber,
    businessUnit: person.businessUnit?.name ?? null,
    department: person.department?.name ?? null,
    skillGroups: groups.map(({ skillGroupId, name, nameEn, level }) => ({ id: skillGroupId, name: english ? nameEn : name, level })),
    roles: person.roles.map(({ id, nameZh, nameEn }) => ({ id, name: english ? nameEn : nameZh })),
    language: chosen,
    theme: person.theme === "light" || person.theme === "dark" ? person.theme : "system",
    grants: mergeGrants(person.roles.map((role) => role.grants)),
  };
}

export const presentPerson = ({ passwordHash, status, roles, ...person }: PersonRow): PersonItem => ({
  ...person,
  status: status === "active" ? "active" : "disabled",
  hasPassword: passwordHash !== null,
  roles: roles.map(({ role: { code, nameZh, nameEn } }) => ({ code, name: { zh: nameZh, en: nameEn } })),
});
