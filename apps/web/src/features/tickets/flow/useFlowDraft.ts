import type { FlowVersion, TicketFlow } from "@cloverdesk/contracts";
import { useCallback, useEffect, useState } from "react";
import { isCode } from "../../../shared/api/index.ts";
import { useHistory } from "../../../shared/flow-canvas/useHistory.ts";
import { type Base, isDirty, keptSome, overtaken, type Policy, sameJson, useVersioned } from "../../../shared/versioned/index.ts";
import { changed, discardFlow, publishFlow, readLatest, saveFlow } from "./api.ts";

const PAUSE_MS = 800;
/** Mine stays on the canvas; it is saved again once the person has decided. */
const FLOW: Policy<TicketFlow> = { same: sameJson, onConflict: "show-mine" };

interface FlowBase extends Base<TicketFlow> {
  row: FlowVersion;
}
const baseOf = (row: FlowVersion): FlowBase => ({ value: row.flow, version: row.revision, row });

export type SaveState = "none" | "pending" | "saving" | "saved" | "failed" | "conflict";

/**
 * A flow in the hands of one person: with undo, and saved by itself over the revision that was seen. When somebody else saved meanwhile,
 * nothing is overwritten: `theirs` is what they saved, until the person decides.
 */
export function useFlowDraft(loaded: FlowVersion) {
  const { typeId } = loaded;
  const [known] = useState(() => baseOf(loaded));
  const { draft, current, apply, change, flush, send, inTurn, decide, reset } = useVersioned<TicketFlow, FlowBase>({
    known,
    policy: FLOW,
    auto: {
      pause: PAUSE_MS,
      async save(flow, { row }, keepalive) {
        const kept = await saveFlow(typeId, flow, row.revision, keepalive);
        if (kept.version !== row.version) changed(typeId, kept);
        return baseOf(kept);
      },
    },
    conflict: {
      is: (error) => isCode(error, "tickets.setup_conflict"),
      latest: async () => baseOf(await readLatest(typeId)),
    },
    copy: `flow.${typeId}`,
  });
  const history = useHistory(draft?.value ?? loaded.flow);
  const flow = history.now;
  useEffect(() => change(() => flow), [flow, change]);

  const { restart } = history;
  /** Goes on with a version as the server has it: published, discarded, or changed by somebody else while nothing was changed here. */
  const begin = useCallback(
    (version: FlowVersion) => {
      reset(baseOf(version));
      restart(version.flow);
    },
    [reset, restart],
  );

  /** Null, and nothing is published, when the draft cannot be saved as it stands. What is changed meanwhile begins the next draft. */
  const publish = useCallback(
    (): Promise<FlowVersion | null> =>
      inTurn(async () => {
        const whole = await send();
        const before = current();
        if (!whole || !before) return null;
        const published = await publishFlow(typeId, before.base.row.revision);
        if (current()?.value === before.value) begin(published);
        else apply((at) => keptSome(at, baseOf(published)));
        return published;
      }),
    [typeId, inTurn, send, current, begin, apply],
  );

  /** Also what was never saved, and could not be. */
  const discard = useCallback(
    (): Promise<void> =>
      inTurn(async () => {
        const row = current()?.base.row;
        if (row) begin(row.state === "draft" ? await discardFlow(typeId, row.revision) : row);
      }),
    [typeId, inTurn, current, begin],
  );

  // Back at the page: somebody may have gone on with the draft meanwhile.
  useEffect(() => {
    const look = async (): Promise<void> => {
      const latest = await readLatest(typeId).catch(() => null);
      const at = current();
      if (!latest || !at || latest.revision === at.base.version) return;
      if (isDirty(at, FLOW)) apply((before) => overtaken(before, baseOf(latest), FLOW));
      else begin(latest);
    };
    const onFocus = () => void inTurn(look);
    addEventListener("focus", onFocus);
    return () => removeEventListener("focus", onFocus);
  }, [typeId, inTurn, current, apply, begin]);

  const theirs = draft?.conflict?.kind === "mine-shown" ? draft.conflict.theirs.row : null;
  /** Theirs replaces mine, which *undo* brings back; or mine is saved over theirs, which the person has been told of. */
  const choose = (whose: "theirs" | "mine"): void => {
    if (!theirs) return;
    decide(whose);
    if (whose === "theirs") history.change(theirs.flow);
    else void flush();
  };

  const pending = draft !== null && isDirty(draft, FLOW);
  const state: SaveState = theirs
    ? "conflict"
    : draft?.failed
      ? "failed"
      : draft?.sent
        ? "saving"
        : pending
          ? "pending"
          : draft?.keptAt
            ? "saved"
            : "none";
  return { history, base: draft?.base.row ?? loaded, state, theirs, flush, publish, discard, decide: choose };
}
