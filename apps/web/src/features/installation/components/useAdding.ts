import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";

interface Adding<Typed> {
  typed: Typed;
  write(change: Partial<Typed>): void;
  busy: boolean;
  /** Said above the form: what no field of it is to blame for. */
  failure: string | null;
  /** Said below a field: that it is empty, or what the server found wrong with it. */
  errorOf(field: string & keyof Typed): string | null;
  submit(event: FormEvent): void;
}

/**
 * A short form that adds one thing. The id is kept until the server has answered that it was added, so that a lost answer adds nothing twice; then the form is
 * empty again. `required`: the fields that must not be empty.
 */
export function useAdding<Typed extends Record<string, unknown>>(
  empty: Typed,
  required: readonly (string & keyof Typed)[],
  add: (id: string, typed: Typed) => Promise<unknown>,
): Adding<Typed> {
  const { t } = useTranslation();
  const language = useLanguage();
  const [id, setId] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState(empty);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isEmpty = (field: keyof Typed): boolean => {
    const value = typed[field];
    return typeof value === "string" ? !value.trim() : value === null || (Array.isArray(value) && value.length === 0);
  };
  const fields = error instanceof ApiError ? error.fields : {};
  const text = error === null ? null : errorText(error, language);

  async function send(): Promise<void> {
    setTried(true);
    if (busy || required.some(isEmpty)) return;
    setBusy(true);
    setError(null);
    try {
      await add(id, typed);
      setId(crypto.randomUUID());
      setTyped(empty);
      setTried(false);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }
  return {
    typed,
    write: (change) => setTyped((before) => ({ ...before, ...change })),
    busy,
    failure: text !== null && !Object.keys(fields).some((field) => field in typed) ? text : null,
    errorOf(field) {
      if (tried && required.includes(field) && isEmpty(field)) return t("setUp.missing");
      return field in fields ? text : null;
    },
    submit(event) {
      event.preventDefault();
      void send();
    },
  };
}
