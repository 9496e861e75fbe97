import type { ReactNode } from "react";
import { Conflict } from "./Conflict.tsx";
import { EditPanel } from "./EditPanel.tsx";
import css from "./list.module.css";
import type { useSettingForm } from "./setting-form.ts";

interface Props {
  title: string;
  /** What the form is called. */
  label: string;
  width?: number;
  form: Pick<ReturnType<typeof useSettingForm>, "dirty" | "busy" | "conflict" | "save">;
  onClose(): void;
  children: ReactNode;
}

/** The panel in which one setting is edited. */
export function SettingPanel({ title, label, width = 520, form, onClose, children }: Props) {
  return (
    <EditPanel title={title} dirty={form.dirty} busy={form.busy} width={width} onSave={form.save} onClose={onClose}>
      <form className={css.stack} aria-label={label} onSubmit={form.save}>
        {form.conflict && <Conflict {...form.conflict} />}
        {children}
      </form>
    </EditPanel>
  );
}
