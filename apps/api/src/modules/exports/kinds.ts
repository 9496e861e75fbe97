import type { ExportKind, ExportLocale } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Actor } from "../../platform/http/actor.ts";
import { port } from "../../platform/port.ts";
import type { Workbook } from "./workbook/write-workbook.ts";

/** What an export asked for, as its kind understands it; kept as JSON. */
export type Ask = Record<string, unknown>;

/** How rows of a kind are read. */
export interface ExportReader {
  /**
   * Prepares what is asked: columns, and rows part by part, each with the reach that the person has at that moment (`actor` is asked again for each
   * part, and throws when the permission is gone). Throws AppError when what is asked cannot be had any more.
   */
  open(
    ctx: AppContext,
    actor: () => Promise<Actor>,
    ask: Ask,
    locale: ExportLocale & { title: string },
  ): Promise<Omit<Workbook, "wallTime">>;
}

/** The kinds that there are: each is provided by the module that owns its rows. */
export const exportKinds = port<Partial<Record<ExportKind, ExportReader>>>({});
