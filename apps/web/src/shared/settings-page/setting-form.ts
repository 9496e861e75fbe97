import type { ErrorCode } from "@cloverdesk/contracts";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText, isCode } from "../api/index.ts";
import { useLanguage } from "../hooks/index.ts";
import { tell } from "../ui/index.ts";
import { begun, isDirty, keptSome, mergeFields, type Policy, sameJson, useVersioned } from "../versioned/index.ts";

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
  const basedOn = (kept: Row) => ({ value: editOf(kept), version: kept.version });
  const [known] = useState(() => (row ? basedOn(row) : { value: asked.fresh, version: 0 }));
  const [policy] = useState<Policy<Edit>>({ same: sameJson, onConflict: { merge: mergeFields } });
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [who, setWho] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  /** The row as the server answered last. */
  const newest = useRef<Row | null>(row);
  const form = useVersioned<Edit, typeof known>({
    known,
    policy,
    conflict: {
      is: (error) => isCode(error, asked.conflictCode),
      async latest() {
        const latest = await asked.latest();
        newest.current = latest ?? null;
        setWho(await asked.lastChange().catch(() => null));
        return latest ? basedOn(latest) : { value: asked.fresh, version: 0 };
      },
    },
  });
  const draft = form.draft ?? begun<Edit, typeof known>(known);

  async function save(event?: FormEvent): Promise<void> {
    event?.preventDefault();
    if (busy) return;
    const found = asked.faultsOf(draft.value);
    setFaults(found);
    if (Object.keys(found).length > 0) return tell("bad", t("settings.checkMarked"));
    setBusy(true);
    try {
      // A save whose answer was lost is a conflict with itself: it is shown as saved.
      const done = await form.saveWith(async (value, { version }) => {
        const saved = await asked.save(value, version, (some) => form.apply((at) => keptSome(at, basedOn(some))));
        newest.current = saved;
        return basedOn(saved);
      });
      const after = form.current();
      if (done && newest.current && after) asked.saved(newest.current, !isDirty(after, policy));
    } catch (error) {
      if (error instanceof ApiError) setFaults(error.fields);
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }

  const { conflict } = draft;
  const named = (parts: readonly PropertyKey[]): string[] => parts.map((part) => asked.partName(part as keyof Edit));
  return {
    draft: draft.value,
    version: draft.base.version,
    dirty: isDirty(draft, policy),
    change: (part: Partial<Edit>) => form.change((before) => ({ ...before, ...part })),
    busy,
    faults,
    conflict: conflict?.kind === "merged" ? { who, theirs: named(conflict.theirs), both: named(Object.keys(conflict.both)) } : null,
    save: (event?: FormEvent) => void save(event),
    discard() {
      form.reset(draft.base);
      setFaults({});
    },
  };
}

/** A name is wanted in both languages. */
export const isNameless = ({ name }: { name: { zh: string; en: string } }): boolean => !name.zh.trim() || !name.en.trim();
