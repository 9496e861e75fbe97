import { SwapOutlined } from "@ant-design/icons";
import type { CallTransferTarget, Contact } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, type InputRef } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { clock, useLanguage, useNow } from "../../../shared/hooks/index.ts";
import { Empty, NotYet, tell, useClear } from "../../../shared/ui/index.ts";
import { targetsQuery, transfer } from "./api.ts";
import { findColleagues, findGroups } from "./find.ts";
import { closeTransfer, noteOf, useTransferPanel, writeNote } from "./panel.ts";
import css from "./TransferPanel.module.css";

const NOTE_LENGTH = 500;

interface Line {
  key: string;
  name: string;
  to: CallTransferTarget;
  can: { choose: boolean };
  mark: string;
  detail: ReactNode;
}

/**
 * Chooses to whom the call goes, with a note. Text that is typed finds people and groups, the arrow keys choose, Enter leads on to the note, and Ctrl+Enter
 * transfers from everywhere. Escape closes and leads back to where the focus was.
 */
export function TransferPanel({ contact, shape }: { contact: Contact; shape: "bar" | "strip" }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const id = useId();
  const clear = useClear();
  const box = useRef<HTMLElement>(null);
  const search = useRef<InputRef>(null);
  const [typed, setTyped] = useState("");
  const note = useTransferPanel(noteOf(contact.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const targets = useQuery(targetsQuery);
  const lines = useLines(typed);
  const target = lines.all.find(({ key }) => key === chosen);
  const ready = target?.can.choose === true && !busy;
  useFocusWhileOpen(box, search);

  async function submit(): Promise<void> {
    if (!ready) return;
    setBusy(true);
    try {
      await transfer(contact.id, target.to, note.trim());
      writeNote(contact.id, "");
      closeTransfer();
    } catch (error) {
      tell("bad", errorText(error, language));
      void targets.refetch();
    }
    setBusy(false);
  }

  function onKey(event: KeyboardEvent): void {
    const isRadio = event.target instanceof HTMLInputElement && event.target.type === "radio";
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit();
    else if (event.key === "Enter" && isRadio) box.current?.querySelector("textarea")?.focus();
    else if ((event.key === "ArrowDown" || event.key === "Enter") && event.target === search.current?.input) chooseFirst();
    else return;
    event.preventDefault();
  }
  function chooseFirst(): void {
    const radio = box.current?.querySelector<HTMLInputElement>("input[type=radio]:not(:disabled)");
    radio?.focus();
    radio?.click();
  }

  return (
    <section ref={box} role="dialog" aria-label={t("calls.transfer.title")} className={css.panel} data-shape={shape} onKeyDown={onKey}>
      <Input
        ref={search}
        allowClear={clear}
        value={typed}
        aria-label={t("calls.transfer.search")}
        placeholder={t("calls.transfer.search")}
        onChange={(event) => setTyped(event.target.value)}
      />
      {/* It scrolls, and holds nothing that can be focused while nobody can be chosen. */}
      <section className={css.lists} tabIndex={lines.all.some(({ can }) => can.choose) ? -1 : 0} aria-label={t("calls.transfer.people")}>
        {!targets.data ? (
          <NotYet of={targets} rows={6} height={18} gap={14} />
        ) : (
          <>
            <TargetList name={`${id}-to`} title={t("calls.transfer.groups")} lines={lines.groups} chosen={chosen} onChoose={setChosen} />
            <TargetList
              name={`${id}-to`}
              title={t("calls.transfer.colleagues")}
              lines={lines.people}
              chosen={chosen}
              onChoose={setChosen}
            />
            {lines.all.length === 0 && <Empty title={t("calls.transfer.nobody")} text={t("calls.transfer.nobodyText")} />}
          </>
        )}
      </section>
      <label htmlFor={`${id}-note`}>{t("calls.transfer.note")}</label>
      <Input.TextArea
        id={`${id}-note`}
        rows={2}
        maxLength={NOTE_LENGTH}
        value={note}
        placeholder={t("calls.transfer.noteHint")}
        onChange={(event) => writeNote(contact.id, event.target.value)}
      />
      <div className={css.foot}>
        <span className={css.soft}>{target ? t("calls.transfer.what", { to: target.name }) : t("calls.transfer.choose")}</span>
        <Button type="primary" disabled={!ready} loading={busy} icon={<SwapOutlined aria-hidden="true" />} onClick={() => void submit()}>
          {t("calls.transfer.act")}
        </Button>
      </div>
    </section>
  );
}

/** What is found by the typed text, as lines. */
function useLines(typed: string): { groups: Line[]; people: Line[]; all: Line[] } {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const { data } = useQuery(targetsQuery);
  const groups = findGroups(typed, data?.groups ?? []).map(
    ({ skillGroup, ready, waiting, can }): Line => ({
      key: skillGroup.id,
      name: skillGroup.name[language],
      to: { kind: "group", skillGroupId: skillGroup.id },
      can,
      mark: ready > 0 ? "ready" : "off_duty",
      detail: can.why ? t(`calls.transfer.why.${can.why}`) : t("calls.transfer.load", { ready, waiting }),
    }),
  );
  const people = findColleagues(typed, data?.colleagues ?? []).map(({ person, employeeNumber, state, since, can }): Line => {
    const word = can.why === "disconnected" ? t("calls.transfer.why.disconnected") : t(`agents.states.${state}`);
    const time = since && state !== "off_duty" ? ` ${clock(now - Date.parse(since))}` : "";
    return {
      key: person.id,
      name: employeeNumber ? `${person.name} ${employeeNumber}` : person.name,
      to: { kind: "person", personId: person.id },
      can,
      mark: can.choose ? "ready" : state === "ready" ? "off_duty" : state,
      detail: `${word}${time}`,
    };
  });
  // Groups that can take the call before the others; colleagues come in that order.
  groups.sort((a, b) => Number(b.can.choose) - Number(a.can.choose));
  return { groups, people, all: [...groups, ...people] };
}

interface ListProps {
  name: string;
  title: string;
  lines: Line[];
  chosen: string | null;
  onChoose(key: string): void;
}

function TargetList({ name, title, lines, chosen, onChoose }: ListProps) {
  if (lines.length === 0) return null;
  return (
    <fieldset className={css.list}>
      <legend>{title}</legend>
      {lines.map(({ key, name: text, can, mark, detail }) => (
        <label key={key} data-disabled={!can.choose}>
          <input type="radio" name={name} checked={chosen === key} disabled={!can.choose} onChange={() => onChoose(key)} />
          <i className={css.dot} data-mark={mark} aria-hidden="true" />
          <span className={css.name}>{text}</span>
          <span className={css.soft}>{detail}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The focus goes to the search and, when the panel closes, back to where it was. Escape closes, wherever the focus is. */
function useFocusWhileOpen(box: React.RefObject<HTMLElement | null>, search: React.RefObject<InputRef | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    const panel = box.current;
    search.current?.focus();
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      closeTransfer();
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
      // Not when the focus has gone elsewhere meanwhile.
      const isHere = document.activeElement === document.body || panel?.contains(document.activeElement);
      if (isHere && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [box, search]);
}
