import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../api/index.ts";
import type { Selection } from "../flow-canvas/index.ts";
import { useLanguage } from "../hooks/index.ts";
import { tell } from "../ui/index.ts";
import { type FlowSource, type FlowVersionOf, type VersionItem, versionQuery } from "./source.ts";
import { useFlowDraft } from "./useFlowDraft.ts";

/** How a flow is changed: a step of the same name as the one before is undone together with it. */
export type Edit<Flow> = (change: (flow: Flow) => Flow, step?: string) => void;

interface Asked<V extends FlowVersionOf<unknown>, Item extends VersionItem> {
  source: FlowSource<V, Item>;
  /** What the editor starts with; see `latestQuery`. */
  loaded: V;
  /** The former version to show instead of the latest. */
  version: number | null;
  onVersion(version: number | null): void;
}

/**
 * What an editor of a flow does, whatever flows: the draft with undo, the former version that is shown instead, what is chosen, and which part of the
 * side panel is open. `FlowEditor` draws it.
 */
export function useFlowEditor<V extends FlowVersionOf<unknown>, Item extends VersionItem>({
  source,
  loaded,
  version,
  onVersion,
}: Asked<V, Item>) {
  type Flow = V["flow"];
  const { t } = useTranslation();
  const language = useLanguage();
  const draft = useFlowDraft(source, loaded);
  const { history, base } = draft;
  const readOnly = version !== null && version !== base.version;
  const former = useQuery({ ...versionQuery(source, version ?? 0), enabled: readOnly });
  const shown = readOnly ? former.data : undefined;
  const flow: Flow = shown ? shown.flow : history.now;
  const [chosen, setChosen] = useState<{ selected: Selection; fresh: boolean }>({ selected: null, fresh: false });
  const [tab, setTab] = useState("properties");
  const { change } = history;
  const edit = useCallback<Edit<Flow>>((step, name) => change(step, name), [change]);
  const unselect = useCallback(() => setChosen((before) => ({ ...before, selected: null })), []);
  const select = useCallback((next: Selection, fresh = false) => {
    setChosen({ selected: next, fresh });
    if (next) setTab("properties");
  }, []);

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      tell("bad", errorText(error, language));
    }
  };
  return {
    source,
    draft,
    /** The flow that is shown. */
    flow,
    readOnly,
    /** The former version that is shown, or is being fetched to be shown. */
    version: readOnly ? version : null,
    former,
    isDraft: base.state === "draft" || history.now !== base.flow,
    /** The number that the draft gets. */
    nextVersion: base.state === "draft" ? base.version : base.version + 1,
    edit,
    selected: chosen.selected,
    /** What is chosen was made just now: its name waits to be written. */
    isFresh: chosen.fresh,
    select,
    unselect,
    tab,
    setTab,
    askToPublish() {
      unselect();
      setTab("publish");
    },
    /** `then`: the part that is shown after it. */
    publish: (then: string) =>
      attempt(async () => {
        const published = await draft.publish();
        if (!published) return tell("bad", t("flow.publish.unsaved"));
        tell("good", t("flow.publish.done", { n: published.version }));
        setTab((open) => (open === "publish" ? then : open));
      }),
    discard: () =>
      attempt(async () => {
        await draft.discard();
        unselect();
        tell("good", t("flow.discard.done"));
      }),
    restore: shown
      ? () => {
          change(shown.flow);
          unselect();
          onVersion(null);
          tell("good", t("flow.versions.restored", { n: shown.version }));
        }
      : null,
    /** Shows a former version, or the latest (null) again. */
    view(next: number | null) {
      if (next !== null) unselect();
      onVersion(next === base.version ? null : next);
    },
  };
}

export type FlowEditing<V extends FlowVersionOf<unknown>, Item extends VersionItem> = ReturnType<typeof useFlowEditor<V, Item>>;
