import { useCallback, useEffect, useMemo, useState } from "react";
import { useHistory } from "../flow-canvas/useHistory.ts";
import { type Base, isDirty, keptSome, overtaken, type Policy, sameJson, useVersioned } from "../versioned/index.ts";
import { draftChanged, type FlowSource, type FlowVersionOf, type VersionItem } from "./source.ts";

const PAUSE_MS = 800;

interface FlowBase<V extends FlowVersionOf<unknown>> extends Base<V["flow"]> {
  row: V;
}
const baseOf = <V extends FlowVersionOf<unknown>>(row: V): FlowBase<V> => ({ value: row.flow, version: row.revision, row });

export type SaveState = "none" | "pending" | "saving" | "saved" | "failed" | "conflict";

/**
 * A flow in the hands of one person: with undo, and saved by itself over the revision that was seen. When somebody else saved meanwhile,
 * nothing is overwritten: `theirs` is what they saved, until the person decides.
 */
export function useFlowDraft<V extends FlowVersionOf<unknown>, Item extends VersionItem>(source: FlowSource<V, Item>, loaded: V) {
  type Flow = V["flow"];
  const [known] = useState(() => baseOf(loaded));
  // Mine stays on the canvas; it is saved again once the person has decided.
  const policy = useMemo<Policy<Flow>>(() => ({ same: sameJson, onConflict: "show-mine" }), []);
  const { draft, current, apply, change, flush, send, inTurn, decide, reset } = useVersioned<Flow, FlowBase<V>>({
    known,
    policy,
    auto: {
      pause: PAUSE_MS,
      async save(flow, { row }, keepalive) {
        const kept = await source.save(flow, row, keepalive);
        if (kept.version !== row.version) draftChanged(source);
        return baseOf(kept);
      },
    },
    conflict: {
      is: source.isConflict,
      latest: async () => baseOf(await source.read(null)),
    },
    copy: source.copy,
  });
  const history = useHistory<Flow>(draft?.value ?? loaded.flow);
  const flow = history.now;
  useEffect(() => change(() => flow), [flow, change]);

  const { restart } = history;
  /** Goes on with a version as the server has it: published, discarded, or changed by somebody else while nothing was changed here. */
  const begin = useCallback(
    (version: V) => {
      reset(baseOf(version));
      restart(version.flow);
    },
    [reset, restart],
  );

  /** Null, and nothing is published, when the draft cannot be saved as it stands. What is changed meanwhile begins the next draft. */
  const publish = useCallback(
    (): Promise<V | null> =>
      inTurn(async () => {
        const whole = await send();
        const before = current();
        if (!whole || !before) return null;
        const published = await source.publish(before.base.row);
        draftChanged(source);
        if (current()?.value === before.value) begin(published);
        else apply((at) => keptSome(at, baseOf(published)));
        return published;
      }),
    [source, inTurn, send, current, begin, apply],
  );

  /** Also what was never saved, and could not be. */
  const discard = useCallback(
    (): Promise<void> =>
      inTurn(async () => {
        const row = current()?.base.row;
        if (!row) return;
        if (row.state !== "draft") return begin(row);
        const left = await source.discard(row);
        draftChanged(source);
        begin(left);
      }),
    [source, inTurn, current, begin],
  );

  // Back at the page: somebody may have gone on with the draft meanwhile.
  useEffect(() => {
    const look = async (): Promise<void> => {
      const latest = await source.read(null).catch(() => null);
      const at = current();
      if (!latest || !at || latest.revision === at.base.version) return;
      if (isDirty(at, policy)) apply((before) => overtaken(before, baseOf(latest), policy));
      else begin(latest);
    };
    const onFocus = () => void inTurn(look);
    addEventListener("focus", onFocus);
    return () => removeEventListener("focus", onFocus);
  }, [source, policy, inTurn, current, apply, begin]);

  const theirs = draft?.conflict?.kind === "mine-shown" ? draft.conflict.theirs.row : null;
  /** Theirs replaces mine, which *undo* brings back; or mine is saved over theirs, which the person has been told of. */
  const choose = (whose: "theirs" | "mine"): void => {
    if (!theirs) return;
    decide(whose);
    if (whose === "theirs") history.change(theirs.flow);
    else void flush();
  };

  const pending = draft !== null && isDirty(draft, policy);
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
