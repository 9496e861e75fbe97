import { IMPORT_OUTCOMES, type ImportItem, type ImportOutcome, type ImportRow, TICKET_DEEDS } from "@cloverdesk/contracts";
import { IMPORT_FAULTS, type ImportFaultCode } from "@cloverdesk/rules/import";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { NotYet, tell } from "../../../shared/ui/index.ts";
import { repairColumn, repairRow, rowsQuery } from "../api.ts";
import css from "./imports.module.css";

/** Rows with what becomes of them. A faulty cell shows why, takes over its proposal or another text; a column takes over all of its proposals at once. */
export function ImportRows({ item, outcome }: { item: ImportItem; outcome: ImportOutcome | null }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(rowsQuery(item.id, outcome));
  if (!query.data) return <NotYet of={query} rows={8} />;
  const rows = query.data.pages.flatMap(({ items }) => items);
  const shown = item.columns.filter(
    ({ code }) => item.reading?.columns.includes(code) || rows.some(({ faults }) => faults.some((each) => each.code === code)),
  );
  return (
    <div className={css.rows}>
      <table className={css.table} aria-label={t("imports.rows")}>
        <thead>
          <tr>
            <th>{t("imports.row")}</th>
            <th>{t("imports.outcome")}</th>
            {shown.map((column) => (
              <Heading key={column.code} item={item} column={column} rows={rows} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.row} item={item} row={row} columns={shown.map(({ code }) => code)} />
          ))}
        </tbody>
      </table>
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("imports.more")}
        </Button>
      )}
    </div>
  );
}

function Heading({ item, column, rows }: { item: ImportItem; column: ImportItem["columns"][number]; rows: ImportRow[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const proposes =
    item.can.repair && rows.some(({ faults }) => faults.some(({ code, proposal }) => code === column.code && proposal !== null));
  const name = column.name[language];
  return (
    <th>
      {name}
      {column.required && " *"}
      {proposes && (
        <Button
          size="small"
          type="link"
          aria-label={t("imports.takeAllOf", { name })}
          onClick={() => {
            repairColumn(item.id, column.code).then(
              ({ repaired }) => tell("good", t("imports.repaired", { n: repaired })),
              (error: unknown) => tell("bad", errorText(error, language)),
            );
          }}
        >
          {t("imports.takeAll")}
        </Button>
      )}
    </th>
  );
}

function Row({ item, row, columns }: { item: ImportItem; row: ImportRow; columns: string[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { outcome, sameRow, entity, keptFor } = row;
  return (
    <tr>
      <td>{row.row}</td>
      <td>
        {IMPORT_OUTCOMES[outcome][language]}
        {sameRow !== null && ` (${t("imports.rowNumber", { n: sameRow })})`}
        {entity && outcome !== "undone" && (
          <>
            {" "}
            <Link to={`/tickets/${entity.id}`}>#{entity.number}</Link>
          </>
        )}
        {keptFor && ` · ${TICKET_DEEDS[keptFor][language]}`}
      </td>
      {columns.map((code) => (
        <td key={code}>
          <Cell item={item} row={row} code={code} />
        </td>
      ))}
    </tr>
  );
}

function Cell({ item, row, code }: { item: ImportItem; row: ImportRow; code: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const fault = row.faults.find((each) => each.code === code);
  const [draft, setDraft] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const seen = row.cells[code] ?? "";
  if (!fault) return seen;
  const why = IMPORT_FAULTS[fault.fault as ImportFaultCode]?.[language] ?? fault.fault;
  const name = item.columns.find((each) => each.code === code)?.name[language] ?? code;
  async function save(text: string): Promise<void> {
    // Enter saves, and the field is left while the answer is on its way.
    if (busy) return;
    setBusy(true);
    await repairRow(item.id, row, { [code]: text }).then(
      () => setDraft(null),
      (error: unknown) => tell("bad", errorText(error, language)),
    );
    setBusy(false);
  }
  return (
    <div className={css.faulty}>
      {item.can.repair ? (
        <Input
          size="small"
          status="error"
          aria-label={t("imports.cell", { name, n: row.row })}
          value={draft ?? seen}
          onChange={(event) => setDraft(event.target.value)}
          onPressEnter={() => draft !== null && void save(draft)}
          onBlur={() => draft !== null && draft !== seen && void save(draft)}
        />
      ) : (
        seen
      )}
      <small>{why}</small>
      {item.can.repair && fault.proposal !== null && (
        <Button size="small" onClick={() => void save(fault.proposal ?? "")}>
          {fault.proposal === "" ? t("imports.clear") : `→ ${fault.proposal}`}
        </Button>
      )}
    </div>
  );
}
