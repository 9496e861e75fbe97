import type { SipTrace, TracedMessage } from "@cloverdesk/contracts";
import { type CSSProperties, useState } from "react";
import { useTranslation } from "react-i18next";
import { preciseTime, useLanguage } from "../../shared/hooks/index.ts";
import { addressOf, peersOf, saidIn } from "./ladder.ts";
import css from "./sip-traces.module.css";

/** Messages between us and each peer, one below the other; a message is opened to be read whole. */
export function Ladder({ trace: { items, trunks, cut } }: { trace: SipTrace }) {
  const { t } = useTranslation();
  const peers = peersOf(items);
  // Ours between the customer's side and the others.
  const columns = [peers[0] ?? "", US, ...peers.slice(1)];
  const hostOf = (address: string): string => items.find(({ peer }) => addressOf(peer) === address)?.peer.host ?? "";
  const nameOf = (column: string): string => (column === US ? t("sipTraces.us") : (trunks[hostOf(column)] ?? column));
  return (
    <div className={css.scroll}>
      <div className={css.ladder} style={{ "--lanes": columns.length } as CSSProperties}>
        <div className={css.heads} aria-hidden="true">
          {columns.map((column) => (
            <div key={column} className={css.head}>
              <strong>{nameOf(column)}</strong>
              {column !== US && nameOf(column) !== column && <small>{column}</small>}
            </div>
          ))}
        </div>
        <ol className={css.messages}>
          {items.map((message, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: messages are only ever added at the end, and two may be the same
            <Message key={place} message={message} before={items[place - 1]} columns={columns} nameOf={nameOf} />
          ))}
        </ol>
      </div>
      {cut && <p className={css.soft}>{t("sipTraces.cut")}</p>}
    </div>
  );
}

const US = "";

interface MessageProps {
  message: TracedMessage;
  before: TracedMessage | undefined;
  columns: string[];
  nameOf(column: string): string;
}

function Message({ message, before, columns, nameOf }: MessageProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const { what, kind, more } = saidIn(message.text);
  const said = what || t("sipTraces.unreadable");
  const peer = addressOf(message.peer);
  const [from, to] = message.direction === "in" ? [peer, US] : [US, peer];
  const [start, end] = [columns.indexOf(from), columns.indexOf(to)];
  const lane = { "--from": Math.min(start, end), "--span": Math.abs(end - start) } as CSSProperties;
  const gap = before ? Date.parse(message.at) - Date.parse(before.at) : 0;
  return (
    <li>
      <button type="button" className={css.message} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={css.time}>
          {preciseTime(message.at, language)} <small>{gap > 0 ? `+${gap} ms` : ""}</small>
        </span>{" "}
        <span className={css.lanes} style={lane}>
          <span className={`${css.arrow} ${css[kind]} ${end < start ? css.leftward : ""}`}>
            <span className={css.said}>
              <span className="sr-only">{t("sipTraces.ends", { from: nameOf(from), to: nameOf(to) })} </span>
              {said} {more && <small>{more}</small>}
            </span>
          </span>
        </span>
      </button>
      {open && <pre className={css.text}>{message.text}</pre>}
    </li>
  );
}
