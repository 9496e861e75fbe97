import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { moment, useLanguage } from "../hooks/index.ts";
import { NotYet } from "../ui/index.ts";
import editor from "./editor.module.css";
import { type FlowSource, type FlowVersionOf, type VersionItem, versionsQuery } from "./source.ts";
import css from "./versions.module.css";

interface Props<V extends FlowVersionOf<unknown>, Item extends VersionItem> {
  source: FlowSource<V, Item>;
  inForce: number | null;
  /** The former version that is shown; null for the latest. */
  shown: number | null;
  facts(item: Item): string;
  onView(version: number): void;
}

/** Every version that there was, with the way to look at it. */
export function VersionsPart<V extends FlowVersionOf<unknown>, Item extends VersionItem>({
  source,
  inForce,
  shown,
  facts,
  onView,
}: Props<V, Item>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const versions = useQuery(versionsQuery(source));
  if (!versions.data) return <NotYet of={versions} rows={5} height={32} />;
  const { data } = versions;
  const latest = data.items[0]?.version;
  return (
    <ul className={css.versions} aria-label={t("flow.versions.list")}>
      {data.items.map((item) => {
        const at = moment(item.publishedAt ?? item.updatedAt, language);
        const saved = [
          t(item.publishedAt ? "flow.versions.published" : "flow.versions.changed", { at }),
          item.updatedBy && t("flow.versions.by", { name: item.updatedBy.name }),
        ];
        const isShown = shown === null ? item.version === latest : item.version === shown;
        return (
          <li key={item.version} aria-current={isShown ? "true" : undefined}>
            <div>
              <strong>{t("flow.versions.version", { n: item.version })}</strong>{" "}
              {item.state === "draft" && (
                <span className={editor.version} data-draft="true">
                  {t("flow.versions.draft")}
                </span>
              )}
              {item.version === inForce && <span className={editor.version}>{t("flow.versions.inForce")}</span>}
            </div>
            <small>{saved.filter(Boolean).join(" · ")}</small>
            <small>{facts(item)}</small>
            {isShown ? (
              <span className={css.shown}>{t("flow.versions.shown")}</span>
            ) : (
              <Button size="small" onClick={() => onView(item.version)}>
                {t("flow.versions.view", { n: item.version })}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
