import type { Contact } from "@cloverdesk/contracts";
import { useCallback } from "react";
import { createPortal } from "react-dom";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { useDevices } from "../../../shared/media/index.ts";
import { tell } from "../../../shared/ui/index.ts";
import { useLiveContact, useRinging } from "../api/workbench.ts";
import { CallControls } from "../controls/CallControls.tsx";
import css from "./calls.module.css";
import { useFloating } from "./floating.ts";
import { IncomingBody, IncomingCall, type IncomingProps } from "./IncomingCall.tsx";
import { useAnswerKey, useDesktopNews, useRingSound, useTitleNews } from "./ringing.ts";

type Props = Omit<IncomingProps, "contact">;

/** Everything that tells of a ringing call on every page: card, sound, title, notification, key, floating window. */
export function IncomingHost(props: Props) {
  const language = useLanguage();
  const contact = useRinging();
  const ring = useDevices((s) => s.choice.ring);
  const failed = useCallback((error: unknown) => tell("bad", errorText(error, language)), [language]);
  const mine = props.ownsAudio ? contact : undefined;
  useRingSound(mine !== undefined, ring);
  useTitleNews(contact);
  useDesktopNews(mine);
  useAnswerKey(mine, props.onAnswered, failed);
  return (
    <>
      {contact && <IncomingCall key={contact.id} {...props} contact={contact} />}
      <FloatingWindow ringing={contact} {...props} />
    </>
  );
}

/** The floating window: the ringing card, then the controls of the call, above other programs. */
function FloatingWindow({ ringing, ...props }: Props & { ringing: Contact | undefined }) {
  const opened = useFloating((s) => s.window);
  const live = useLiveContact();
  if (!opened) return null;
  return createPortal(
    <div className={css.floating}>
      {ringing ? (
        <IncomingBody {...props} contact={ringing} compact />
      ) : live ? (
        <CallControls contact={live} shape="floating" />
      ) : (
        <span className={css.calm}>☘</span>
      )}
    </div>,
    opened.document.body,
  );
}
