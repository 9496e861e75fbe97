import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Empty, Failed, Lines } from "../ui/index.ts";
import { EditPanel } from "./EditPanel.tsx";

interface Props<Row> {
  /** What the address names: "" a new record, null none. */
  id: string | null;
  rows: readonly Row[];
  idOf(row: Row): string;
  /** Where the rows come from: a record that was made just now may be missing until they are fetched again. */
  of: { isFetching: boolean; isError: boolean; error: unknown; refetch(): unknown };
  /** Said when the record is not there. */
  gone: string;
  onClose(): void;
  /** The panel of the record; null: of a new one. */
  children(row: Row | null): ReactNode;
}

/** The panel of the record that the address names. */
export function RecordPanel<Row>({ id, rows, idOf, of, gone, onClose, children }: Props<Row>) {
  const { t } = useTranslation();
  if (id === null) return null;
  const row = rows.find((each) => idOf(each) === id) ?? null;
  if (row || id === "") return children(row);
  return (
    <EditPanel title={t("settings.list.gone")} onClose={onClose}>
      {of.isFetching ? (
        <Lines rows={6} />
      ) : of.isError ? (
        <Failed error={of.error} retry={() => void of.refetch()} />
      ) : (
        <Empty title={gone} />
      )}
    </EditPanel>
  );
}
