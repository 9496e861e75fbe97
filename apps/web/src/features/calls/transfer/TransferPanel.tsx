import { QuestionCircleOutlined, SwapOutlined } from "@ant-design/icons";
import type { Contact } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, type InputRef } from "antd";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Empty, NotYet, tell, useClear } from "../../../shared/ui/index.ts";
import { CallerNumber, useCallerNumber } from "../components/CallerNumber.tsx";
import { consult } from "../consult/api.ts";
import { targetsQuery, transfer } from "./api.ts";
import { closeTransfer, noteOf, useTransferPanel, writeNote } from "./panel.ts";
import { TargetList } from "./TargetList.tsx";
import css from "./TransferPanel.module.css";
import { useLines } from "./useLines.ts";

const NOTE_LENGTH = 500;

/**
 * Chooses to whom the call goes, with a note. Text that is typed finds people and groups, or is an outside number. The arrow keys choose, Enter moves the
 * focus to the note, and Ctrl+Enter transfers from everywhere. A colleague can also be asked first. Escape closes the panel and returns the focus to where it was.
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
  const lines = useLines(contact, typed);
  const target = lines.all.find(({ key }) => key === chosen);
  const isOutside = target?.to.kind === "outside";
  const caller = useCallerNumber({ enabled: isOutside });
  const ready = target?.can.choose === true && !busy;
  useFocusWhileOpen(box, search);

  const colleague = target?.to.kind === "person" && contact.can.consult ? target.to.personId : null;

  async function submit(asks: string | null = null): Promise<void> {
    if (!ready) return;
    setBusy(true);
    try {
      const to = target.to.kind === "outside" ? { ...target.to, callerNumber: caller.shown?.number } : target.to;
      await (asks ? consult(contact.id, asks, note.trim()) : transfer(contact.id, to, note.trim()));
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
            <TargetList name={`${id}-to`} title={t("calls.transfer.outside")} lines={lines.outside} chosen={chosen} onChoose={setChosen} />
            {lines.all.length === 0 && !lines.refusal && <Empty title={t("calls.transfer.nobody")} text={t("calls.transfer.nobodyText")} />}
          </>
        )}
        <p className={css.bad} aria-live="polite">
          {lines.refusal}
        </p>
      </section>
      {isOutside && <CallerNumber id={`${id}-caller`} caller={caller} />}
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
        <span className={css.soft}>
          {target ? t(`calls.transfer.${isOutside ? "whatOutside" : "what"}`, { to: target.name }) : t("calls.transfer.choose")}
        </span>
        {colleague && (
          <Button
            disabled={!ready}
            title={t("calls.consult.what", { name: target?.name })}
            icon={<QuestionCircleOutlined aria-hidden="true" />}
            onClick={() => void submit(colleague)}
          >
            {t("calls.consult.act")}
          </Button>
        )}
        <Button type="primary" disabled={!ready} loading={busy} icon={<SwapOutlined aria-hidden="true" />} onClick={() => void submit()}>
          {t("calls.transfer.act")}
        </Button>
      </div>
    </section>
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
