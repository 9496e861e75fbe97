import { ticketEndpoints as e } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Mount } from "../../../platform/http/mount.ts";
import { skipTask } from "./skip-task.ts";
import { takeTask } from "./take-task.ts";
import { readWorklist } from "./worklist.ts";

export function mountWorklist(ctx: AppContext, mount: Mount): void {
  mount(e.worklist, ({ actor }) => readWorklist(ctx, actor));
  mount(e.takeTask, ({ actor, body }) => takeTask(ctx, actor, body));
  mount(e.skipTask, ({ actor, body }) => skipTask(ctx, actor, body));
}
