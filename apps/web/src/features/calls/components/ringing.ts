import type { Contact } from "@cloverdesk/contracts";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { formatPhone, useLanguage } from "../../../shared/hooks/index.ts";
import { startRing } from "../../../shared/media/index.ts";
import { answerCall } from "../answering.ts";
import { deedOf } from "../controls/keys.ts";
import { wayText, whoIs } from "./who.ts";

/** Rings, in the tab that owns the audio only. */
export function useRingSound(on: boolean, sinkId: string | null): void {
  useEffect(() => {
    if (on) return startRing(sinkId);
  }, [on, sinkId]);
}

/** The title and icon of the page tell the news in turn with their own. */
export function useTitleNews(contact: Contact | undefined): void {
  const { t } = useTranslation();
  const news = contact ? t("calls.incoming.title", { who: whoIs(contact) }) : null;
  useEffect(() => {
    if (!news) return;
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const before = document.title;
    const iconBefore = icon?.href ?? "";
    let shown = false;
    const blink = () => {
      shown = !shown;
      document.title = shown ? news : before;
      if (icon) icon.href = shown ? RINGING_ICON : iconBefore;
    };
    blink();
    const timer = setInterval(blink, 1_000);
    return () => {
      clearInterval(timer);
      document.title = before;
      if (icon) icon.href = iconBefore;
    };
  }, [news]);
}

const RINGING_ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="#f5a623"/><path d="M10 8c1-1 3-1 4 1l1 3-2 2c1 2 3 4 5 5l2-2 3 1c2 1 2 3 1 4-2 3-6 2-10-2s-6-9-4-12Z" fill="#fff"/></svg>',
)}`;

/** A desktop notification while the page is hidden; a click brings the page to the front. */
export function useDesktopNews(contact: Contact | undefined): void {
  const { t } = useTranslation();
  const language = useLanguage();
  const id = contact?.id;
  const text = contact ? t("calls.incoming.notification", { who: whoIs(contact) }) : "";
  const body = [contact?.customer ? formatPhone(contact.number) : "", wayText(contact, language)].filter(Boolean).join("\n");
  useEffect(() => {
    if (!id || !("Notification" in window) || Notification.permission !== "granted") return;
    let shown: Notification | null = null;
    const show = () => {
      if (!document.hidden || shown) return;
      shown = new Notification(text, { body, tag: id, requireInteraction: true, icon: "/clover.svg" });
      shown.onclick = () => {
        window.focus();
        shown?.close();
      };
    };
    show();
    document.addEventListener("visibilitychange", show);
    return () => {
      document.removeEventListener("visibilitychange", show);
      shown?.close();
    };
  }, [id, text, body]);
}

/** Alt+A answers from anywhere, also while somebody types: the caret stays where it is. */
export function useAnswerKey(contact: Contact | undefined, onAnswered: () => void, onFailed: (error: unknown) => void): void {
  useEffect(() => {
    if (!contact) return;
    const onKey = (event: KeyboardEvent) => {
      if (deedOf(event) !== "answer") return;
      event.preventDefault();
      answerCall(contact).then((answered) => answered && onAnswered(), onFailed);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [contact, onAnswered, onFailed]);
}
