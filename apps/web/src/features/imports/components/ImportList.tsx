import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { moment, useLanguage } from "../../../shared/hooks/index.ts";
import { Empty, NotYet } from "../../../shared/ui/index.ts";
import { importsQuery } from "../api.ts";
import { Figures } from "./Figures.tsx";
import css from "./imports.module.css";

/** Imports so far: file, who, state, figures. */
export function ImportList() {
  const { t } = useTranslation();
  const language = useLanguage();
  const query = useInfiniteQuery(importsQuery);
  if (!query.data) return <NotYet of={query} rows={6} />;
  const imports = query.data.pages.flatMap(({ items }) => items);
  if (imports.length === 0) return <Empty title={t("imports.none")} text={t("imports.noneText")} />;
  return (
    <>
      <table className={css.table} aria-label={t("imports.list")}>
        <thead>
          <tr>
            <th>{t("imports.file")}</th>
            <th>{t("imports.target")}</th>
            <th>{t("imports.by")}</th>
            <th>{t("imports.begun")}</th>
            <th>{t("imports.state")}</th>
            <th>{t("imports.figures")}</th>
          </tr>
        </thead>
        <tbody>
          {imports.map(({ id, fileName, title, continuedBy, begunAt, state, figures }) => (
            <tr key={id}>
              <td>
                <Link to={`/tickets/imports/${id}`}>{fileName}</Link>
              </td>
              <td>{title[language]}</td>
              <td>{continuedBy.name}</td>
              <td>{moment(begunAt, language)}</td>
              <td>{t(`imports.states.${state}`)}</td>
              <td>
                <Figures figures={figures} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("imports.older")}
        </Button>
      )}
    </>
  );
}
