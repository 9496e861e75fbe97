import type { ReactNode } from "react";
import { Conflict, EditPanel } from "../../../shared/ui/settings/index.ts";
import css from "./setup.module.css";
import type { useSetupForm } from "./setup-form.ts";

interface Props {
  title: string;
  /** What the form is called. */
  label: string;
  width?: number;
  form: Pick<ReturnType<typeof useSetupForm>, "dirty" | "busy" | "conflict" | "save">;
  onClose(): void;
  children: ReactNode;
}

/** The panel in which one thing of the setup is edited. */
export function SetupPanel({ title, label, width = 520, form, onClose, children }: Props) {
  return (
    <EditPanel title={title} dirty={form.dirty} busy={form.busy} width={width} onSave={form.save} onClose={onClose}>
      <form className={css.stack} aria-label={label} onSubmit={form.save}>
        {form.conflict && <Conflict {...form.conflict} />}
        {children}
      </form>
    </EditPanel>
  );
}
