import type { ColleagueTarget, callEndpoints, GroupTarget, Output, TargetRefusal } from "@cloverdesk/contracts";
import { pinyin } from "pinyin-pro";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { grantedCallerNumbers } from "../../hotlines/index.ts";
import { type GroupLoad, readGroupLoads, readRoutable } from "../../routing/index.ts";
import { type ColleagueRow, colleagues } from "../transfer-targets.repo.ts";

/**
 * Colleagues and groups as they stand now, and outside numbers as a whole, each with whether the actor may choose them: the same questions that the transfer
 * itself asks again.
 */
export async function transferTargets(ctx: AppContext, actor: Actor): Promise<Output<typeof callEndpoints.transferTargets>> {
  const at = ctx.clock();
  const reader = ctx.db.prisma;
  const mayDial = scopeOf(actor, "calls.dial") !== undefined;
  const [people, routable, groups, callerNumbers] = await Promise.all([
    colleagues(reader, actor.personId),
    readRoutable(reader, at),
    readGroupLoads(reader, { at, except: actor.personId }),
    mayDial ? grantedCallerNumbers(reader, actor.personId) : [],
  ]);
  const outside = !mayDial ? "not_permitted" : callerNumbers.length === 0 ? "no_caller_number" : null;
  return {
    colleagues: people.map((each) => presentColleague(each, routable.has(each.id))),
    groups: groups.map(presentGroup),
    outside: { can: canChoose(outside) },
  };
}

/** A colleague who is ready but cannot be rung has no live page that owns the sound. */
function presentColleague({ id, name, employeeNumber, state, since, skillGroups }: ColleagueRow, isRoutable: boolean): ColleagueTarget {
  const why = state !== "ready" ? state : isRoutable ? null : "disconnected";
  return {
    person: { id, name },
    employeeNumber,
    spelling: spellingOf(name),
    state,
    since: since?.toISOString() ?? null,
    skillGroups,
    can: canChoose(why),
  };
}

const presentGroup = ({ skillGroupId: id, name, ready, onDuty, waiting }: GroupLoad): GroupTarget => ({
  skillGroup: { id, name },
  spelling: spellingOf(name.zh),
  ready,
  onDuty,
  waiting,
  can: canChoose(onDuty > 0 ? null : "nobody_on_duty"),
});

const canChoose = (why: TargetRefusal | null) => ({ choose: why === null, why });

/** Spellings by name: the list is asked for often, and names seldom change. */
const spellings = new Map<string, string>();
const MOST = 20_000;

/** Pinyin without tones, a syllable for each character, e.g. `zhang wei`; empty for a name without Chinese characters. */
function spellingOf(name: string): string {
  const known = spellings.get(name);
  if (known !== undefined) return known;
  const isChinese = /\p{Script=Han}/u.test(name);
  const spelling = isChinese ? pinyin(name, { toneType: "none", surname: "head" }).toLowerCase() : "";
  if (spellings.size >= MOST) spellings.clear();
  spellings.set(name, spelling);
  return spelling;
}
