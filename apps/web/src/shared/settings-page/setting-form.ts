import type { ErrorCode } from "@cloverdesk/contracts";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText, isCode } from "../api/index.ts";
import { useLanguage } from "../hooks/index.ts";
import { tell } from "../ui/index.ts";
import { useSettingDraft } from "./draft.ts";

interface Versioned {
  version: number;
}
interface Asked<Row extends Versioned, Edit extends object> {
  /** Null: a new one. */
  row: Row | null;
  fresh: Edit;
  editOf(row: Row): Edit;
  /** What is wrong with the draft, by the name of its input; nothing is sent until that is put right. */
  faultsOf(draft: Edit): Record<string, string>;
  /** Answers what the server keeps now; `savedSome` notes it where more is still to be sent. */
  save(draft: Edit, version: number, savedSome: (row: Row) => void): Promise<Row>;
  /** The error code that says that somebody else saved first. */
  conflictCode: ErrorCode;
  /** The row as the server keeps it now, to continue from after a conflict. */
  latest(): Promise<Row | undefined>;
  /** Who saved last and when, as the conflict shows it; null when it is unknown. */
  lastChange(): Promise<string | null>;
  /** The name of a part, in a conflict. */
  partName(part: keyof Edit): string;
  /** `all` is false when more was typed meanwhile, which is not saved yet: then the form stays where it is. */
  saved(row: Row, all: boolean): void;
}

/**
 * The form of one setting (a field, a type, a template, a category): the draft, its faults, and saving. When somebody else saved first, their version
 * becomes the base of the draft, and what I typed stays.
 */
export function useSettingForm<Row extends Versioned, Edit extends object>(asked: Asked<Row, Edit>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { row, editOf } = asked;
  const form = useSettingDraft<Edit>({ draft: row ? editOf(row) : asked.fresh, version: row?.version ?? 0 });
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [who, setWho] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const basedOn = (latest: Row) => ({ draft: editOf(latest), version: latest.version });
  const named = (parts: readonly (keyof Edit)[]): string[] => parts.map(asked.partName);

  async function save(event?: FormEvent): Promise<void> {
    event?.preventDefault();
    if (busy) return;
    const sent = form.draft;
    const found = asked.faultsOf(sent);
    setFaults(found);
    if (Object.keys(found).length > 0) return tell("bad", t("settings.checkMarked"));
    setBusy(true);
    try {
      const latest = await asked.save(sent, form.version, (some) => form.savedSome(basedOn(some)));
      const more = form.saved(basedOn(latest), sent);
      asked.saved(latest, !more);
    } catch (error) {
      if (isCode(error, asked.conflictCode)) await goOn().catch(refused);
      else refused(error);
    } finally {
      setBusy(false);
    }
  }

  function refused(error: unknown): void {
    if (error instanceof ApiError) setFaults(error.fields);
    tell("bad", errorText(error, language));
  }

  async function goOn(): Promise<void> {
    const latest = await asked.latest();
    setWho(await asked.lastChange().catch(() => null));
    form.rebase(latest ? basedOn(latest) : { draft: asked.fresh, version: 0 });
  }

  return {
    draft: form.draft,
    version: form.version,
    dirty: form.dirty,
    change: form.change,
    busy,
    faults,
    conflict: form.conflict && { who, theirs: named(form.conflict.theirs), both: named(form.conflict.both) },
    save: (event?: FormEvent) => void save(event),
    discard() {
      form.discard();
      setFaults({});
    },
  };
}

/** A name is wanted in both languages. */
export const isNameless = ({ name }: { name: { zh: string; en: string } }): boolean => !name.zh.trim() || !name.en.trim();
