import { hotlineEndpoints as api } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { addHotline } from "./commands/add-hotline.ts";
import { addTrunk } from "./commands/add-trunk.ts";
import { heedTrunks } from "./commands/heed-trunks.ts";
import { listHotlines, listTrunks } from "./set-up.repo.ts";
import { withCredentials } from "./trunk-passwords.ts";

export { type CallerNumber, grantedCallerNumbers } from "./caller-numbers.repo.ts";
export { flowVersion, publishedFlow } from "./flow.repo.ts";
export { findHotlineByNumber, type Hotline, hoursOf, isRecorded, linesOf } from "./hotline.repo.ts";
export { countHotlines, listTrunks } from "./set-up.repo.ts";
export { sealTrunkPasswords, trunkOf, trunksOf } from "./trunk-passwords.ts";

/** Trunks, hotlines and their flows. */
export function registerHotlines(ctx: AppContext, mount: Mount): void {
  ctx.voice.completeCommands((command) => withCredentials(ctx, command));
  ctx.voice.onTrunks((states) => heedTrunks(ctx, states));
  mount(api.trunks, async () => ({ items: await listTrunks(ctx.db.prisma) }));
  mount(api.addTrunk, ({ actor, body }) => addTrunk(ctx, actor, body));
  mount(api.hotlines, async () => ({ items: await listHotlines(ctx.db.prisma) }));
  mount(api.addHotline, ({ actor, body }) => addHotline(ctx, actor, body));
}
