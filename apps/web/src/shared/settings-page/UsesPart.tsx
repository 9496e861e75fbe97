import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NotYet } from "../ui/index.ts";
import { Group } from "./Group.tsx";
import css from "./list.module.css";

/** One thing that uses a record. */
export interface Use {
  text: string;
  /** Where in it, or in what state it is. */
  note?: string;
}

interface Props<Usage> {
  of: { data: Usage | undefined; error: unknown; refetch(): unknown };
  usesOf(usage: Usage): Use[];
  /** Why the record cannot be deleted, or the way to delete it. */
  children?(isUsed: boolean): ReactNode;
}

/** What uses a record, and what follows for deleting it. */
export function UsesPart<Usage>({ of, usesOf, children }: Props<Usage>) {
  const { t } = useTranslation();
  if (of.data === undefined) return <NotYet of={of} rows={3} />;
  const uses = usesOf(of.data);
  return (
    <Group title={t("settings.uses.title")}>
      {uses.length === 0 ? (
        <p className={css.soft}>{t("settings.uses.nowhere")}</p>
      ) : (
        <ul className={css.uses}>
          {uses.map(({ text, note }) => (
            <li key={`${text} ${note}`}>
              {text} {note && <small>({note})</small>}
            </li>
          ))}
        </ul>
      )}
      {children?.(uses.length > 0)}
    </Group>
  );
}
