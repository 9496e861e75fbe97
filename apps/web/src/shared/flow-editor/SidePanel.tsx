import { Tabs } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Selection } from "../flow-canvas/index.ts";
import type { FlowKind } from "./kind.ts";
import { ProblemsPart } from "./ProblemsPart.tsx";
import { PublishPart } from "./PublishPart.tsx";
import css from "./side.module.css";
import type { FlowVersionOf, VersionItem } from "./source.ts";
import { VersionsPart } from "./VersionsPart.tsx";

/** Beside the canvas: what is chosen, the versions, the kind's own parts; below, always in sight, what is wrong. */
export function SidePanel<V extends FlowVersionOf<unknown>, Item extends VersionItem>(
  props: FlowKind<V, Item> & {
    /** What is chosen and still there. */
    chosen: Selection;
  },
) {
  const { t } = useTranslation();
  const { editing, chosen, tabs, inForce, problems } = props;
  const { tab, setTab, source, readOnly } = editing;
  const items = [
    ...(["properties", "versions"] as const).map((key) => ({ key: key as string, label: t(`flow.side.${key}`) as ReactNode })),
    ...tabs.map(({ key, text, count = 0 }) => ({
      key,
      label: (
        <span className={css.tab}>
          {text} {count > 0 && <span className={css.pill}>{count}</span>}
        </span>
      ),
    })),
  ];
  return (
    <aside className={css.side} aria-label={t("flow.side.label")}>
      {tab !== "publish" && <Tabs size="small" activeKey={tab} items={items} onChange={setTab} />}
      <div className={css.part}>
        {tab === "properties" && props.properties(chosen)}
        {tab === "versions" && (
          <VersionsPart source={source} inForce={inForce} shown={editing.version} facts={props.versionFacts} onView={editing.view} />
        )}
        {tabs.find(({ key }) => key === tab)?.content()}
        {tab === "publish" && <PublishPart {...props} />}
      </div>
      {!readOnly && <ProblemsPart problems={problems} onSelect={editing.select} />}
    </aside>
  );
}
