import type { Output, ticketMoveEndpoints } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Progress, Select } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import panel from "../../../shared/flow-editor/panel/panel.module.css";
import { moment, useLanguage } from "../../../shared/hooks/index.ts";
import { NotYet, tell } from "../../../shared/ui/index.ts";
import { moveTickets, openQuery, stopMoving } from "./api.ts";
import css from "./move.module.css";

type Open = Output<typeof ticketMoveEndpoints.openOnFlow>;
type Item = Open["items"][number];
const keyOf = ({ version, node }: { version: number; node: string }): string => `${version} ${node}`;

/** Open tickets that follow older versions, where each would go, and their way there. */
export function MovePart({ typeId }: { typeId: string }) {
  const { t } = useTranslation();
  const open = useQuery(openQuery(typeId));
  if (!open.data) return <NotYet of={open} rows={6} height={24} />;
  const { data } = open;
  if (data.version === null) return <p className={panel.soft}>{t("ticketFlow.move.unpublished")}</p>;
  const running = data.move?.state === "running";
  return (
    <section className={panel.panel} aria-label={t("ticketFlow.openTickets")}>
      {data.move && <Report typeId={typeId} move={data.move} />}
      {!running &&
        (data.items.length === 0 ? (
          <p className={panel.soft}>{t("ticketFlow.move.none")}</p>
        ) : (
          <Preview key={data.version} typeId={typeId} open={data} version={data.version} />
        ))}
    </section>
  );
}

/** Where the tickets of each node would go. What is not decided stays. */
function Preview({ typeId, open, version }: { typeId: string; open: Open; version: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [chosen, setChosen] = useState<ReadonlyMap<string, string | null>>(new Map());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const moveId = useRef<string>(crypto.randomUUID());
  const targetOf = (item: Item): string | null => (chosen.has(keyOf(item)) ? (chosen.get(keyOf(item)) ?? null) : item.same);
  const undecided = open.items.filter((item) => !chosen.has(keyOf(item)) && item.same === null).length;
  const mapping = open.items.flatMap((item) => {
    const to = targetOf(item);
    return to ? [{ version: item.version, node: item.node, to }] : [];
  });
  const count = open.items.filter((item) => targetOf(item)).reduce((sum, item) => sum + item.count, 0);
  const move = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await moveTickets(typeId, moveId.current, { version, mapping });
      moveId.current = crypto.randomUUID();
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p>{t("ticketFlow.move.intro", { n: version })}</p>
      <table className={css.table} aria-label={t("ticketFlow.move.table")}>
        <thead>
          <tr>
            <th>{t("ticketFlow.move.version")}</th>
            <th>{t("ticketFlow.move.node")}</th>
            <th className={css.number}>{t("ticketFlow.move.count")}</th>
            <th>{t("ticketFlow.move.to")}</th>
          </tr>
        </thead>
        <tbody>
          {open.items.map((item) => {
            const isOpen = !chosen.has(keyOf(item)) && item.same === null;
            return (
              <tr key={keyOf(item)}>
                <td>{item.version}</td>
                <td title={item.name[language]}>{item.name[language]}</td>
                <td className={css.number}>{item.count}</td>
                <td>
                  <Select
                    size="small"
                    aria-label={t("ticketFlow.move.target", { node: item.name[language], n: item.version })}
                    value={isOpen ? null : (targetOf(item) ?? "")}
                    placeholder={t("ticketFlow.move.choose")}
                    status={isOpen ? "warning" : ""}
                    popupMatchSelectWidth={false}
                    options={[
                      ...open.nodes.map(({ code, name }) => ({ value: code, label: name[language] || code })),
                      { value: "", label: t("ticketFlow.move.stay") },
                    ]}
                    onChange={(to) => setChosen(new Map(chosen).set(keyOf(item), to || null))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {undecided > 0 && <p className={panel.note}>{t("ticketFlow.move.undecided", { n: undecided, to: version })}</p>}
      {error !== null && (
        <p className={panel.stop} role="alert">
          {errorText(error, language)}
        </p>
      )}
      <Button type="primary" loading={busy} disabled={mapping.length === 0} onClick={() => void move()}>
        {t("ticketFlow.move.button", { n: count })}
      </Button>
    </>
  );
}

/** How far the last move is, and what it did. */
function Report({ typeId, move }: { typeId: string; move: NonNullable<Open["move"]> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [stopping, setStopping] = useState(false);
  const stop = async (): Promise<void> => {
    setStopping(true);
    await stopMoving(typeId, move.id).catch((error: unknown) => tell("bad", errorText(error, language)));
    setStopping(false);
  };
  const running = move.state === "running";
  const percent = move.total > 0 ? Math.min(100, Math.floor((move.moved / move.total) * 100)) : 100;
  return (
    <div className={css.report} role="status">
      <strong>{t(`ticketFlow.move.${move.state}`, { n: move.toVersion, moved: move.moved, total: move.total })}</strong>
      {running && (
        <>
          <Progress percent={percent} status="active" aria-label={t("ticketFlow.move.running", { n: move.toVersion })} />
          <small>
            {t("ticketFlow.move.progress", { moved: move.moved, total: move.total })}. {t("ticketFlow.move.goesOn")}
          </small>
          <Button size="small" loading={stopping} onClick={() => void stop()}>
            {t("ticketFlow.move.stop")}
          </Button>
        </>
      )}
      {move.by && <small>{t("ticketFlow.move.by", { name: move.by.name, at: moment(move.finishedAt ?? move.startedAt, language) })}</small>}
      {!running && (
        <ul>
          {move.mapping.map((each) => (
            <li key={keyOf(each)}>
              {t("ticketFlow.move.row", { version: each.version, node: each.name[language], to: each.toName[language], n: each.moved })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
