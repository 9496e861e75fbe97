import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { moment, useLanguage } from "../../../../shared/hooks/index.ts";
import { NotYet } from "../../../../shared/ui/index.ts";
import { versionsQuery } from "../api.ts";
import css from "./versions.module.css";

interface Props {
  typeId: string;
  inForce: number | null;
  /** The former version that is shown; null for the latest. */
  shown: number | null;
  onView(version: number): void;
}

/** Every version that there was, with the way to look at it. */
export function VersionsPart({ typeId, inForce, shown, onView }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const versions = useQuery(versionsQuery(typeId));
  if (!versions.data) return <NotYet of={versions} rows={5} height={32} />;
  const { data } = versions;
  const latest = data.items[0]?.version;
  return (
    <ul className={css.versions} aria-label={t("flow.versions.list")}>
      {data.items.map((item) => {
        const at = moment(item.publishedAt ?? item.updatedAt, language);
        const facts = [
          t(item.publishedAt ? "flow.versions.published" : "flow.versions.changed", { at }),
          item.updatedBy && t("flow.versions.by", { name: item.updatedBy.name }),
        ];
        const isShown = shown === null ? item.version === latest : item.version === shown;
        return (
          <li key={item.version} aria-current={isShown ? "true" : undefined}>
            <div>
              <strong>{t("flow.versions.version", { n: item.version })}</strong>{" "}
              {item.state === "draft" && (
                <span className={css.version} data-draft="true">
                  {t("flow.versions.draft")}
                </span>
              )}
              {item.version === inForce && <span className={css.version}>{t("flow.versions.inForce")}</span>}
            </div>
            <small>{facts.filter(Boolean).join(" · ")}</small>
            <small>
              {t("flow.versions.nodes", { n: item.nodes })} · {t("flow.versions.open", { n: item.openTickets })}
            </small>
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
