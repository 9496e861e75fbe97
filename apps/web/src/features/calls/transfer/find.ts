import type { ColleagueTarget, GroupTarget } from "@cloverdesk/contracts";
import { fold } from "@cloverdesk/rules/text";

/**
 * Whether a text that somebody types stands for a name: a part of it, its pinyin or its initials from any of its characters on, or a part of the employee
 * number.
 */
function fits(typed: string, names: string[], spelling: string, number: string | null): boolean {
  const wanted = fold(typed).replaceAll(" ", "");
  if (wanted === "") return true;
  const plain = (text: string) => fold(text).replaceAll(" ", "");
  return (
    names.some((name) => plain(name).includes(wanted)) ||
    spelling.split(" ").some((_, n, syllables) => isSpelledSo(syllables.slice(n), wanted)) ||
    (number !== null && plain(number).includes(wanted))
  );
}

const isSpelledSo = (syllables: string[], wanted: string): boolean =>
  syllables.join("").startsWith(wanted) ||
  syllables
    .map(([initial = ""]) => initial)
    .join("")
    .startsWith(wanted);

export const findColleagues = (typed: string, colleagues: ColleagueTarget[]): ColleagueTarget[] =>
  colleagues.filter(({ person, spelling, employeeNumber }) => fits(typed, [person.name], spelling, employeeNumber));

export const findGroups = (typed: string, groups: GroupTarget[]): GroupTarget[] =>
  groups.filter(({ skillGroup, spelling }) => fits(typed, [skillGroup.name.zh, skillGroup.name.en], spelling, null));
