import { EditOutlined, EyeOutlined } from "@ant-design/icons";
import type { PresentPerson, Ticket } from "@cloverdesk/contracts";
import { Tag } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../../shared/api/index.ts";
import { moment, useLanguage } from "../../../../shared/hooks/index.ts";
import { Phone } from "../../../../shared/ui/index.ts";
import { DueText, PriorityMark } from "../marks/marks.tsx";
import css from "./view.module.css";

interface Props {
  ticket: Ticket;
  here: readonly PresentPerson[];
  /** Beside a list: without the handler where that is the person who looks. */
  brief?: boolean;
}

/** Title, where the ticket stands in its flow, who has it and until when, and who else is here. */
export function TicketHead({ ticket, here, brief = false }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useSession((s) => s.session?.me.id);
  const editing = here.filter((each) => each.editing);
  const watching = here.filter((each) => !each.editing);
  const names = (people: readonly PresentPerson[]) => [...new Set(people.map(({ person }) => person.name))].join(", ");
  return (
    <header className={css.head}>
      <div className={css.titleLine}>
        <span className={css.soft}>{t("tickets.number", { n: ticket.number })}</span>
        <h2>{ticket.title}</h2>
        <Tag>{t(`tickets.states.${ticket.state}`)}</Tag>
        <PriorityMark priority={ticket.priority} />
      </div>
      <FlowPath ticket={ticket} />
      <dl className={css.facts}>
        <Fact term={t("tickets.head.due")}>
          <DueText row={ticket} paused={ticket.timePaused} />
          {ticket.dueAt && ticket.state === "open" && <span className={css.soft}> · {moment(ticket.dueAt, language)}</span>}
        </Fact>
        {!(brief && ticket.handler && ticket.handler.id === me) && (
          <Fact term={t("tickets.head.handler")}>{ticket.handler?.name ?? t("tickets.nobody")}</Fact>
        )}
        <Fact term={t("tickets.head.group")}>{ticket.group?.name[language]}</Fact>
        <Fact term={t("tickets.head.customer")}>
          {(ticket.customer || ticket.phone) && (
            <>
              {ticket.customer?.name}{" "}
              {ticket.phone && <Phone number={ticket.phone} full={ticket.phone.includes("*") ? null : ticket.phone} actions={false} />}
            </>
          )}
        </Fact>
        <Fact term={t("tickets.head.type")}>{ticket.type.name[language]}</Fact>
        <Fact term={t("tickets.head.category")}>{ticket.category?.name[language]}</Fact>
        <Fact term={t("tickets.head.creator")}>
          {ticket.creator?.name ?? t("tickets.system")} · {moment(ticket.createdAt, language)} · {t(`tickets.sources.${ticket.source}`)}
        </Fact>
        <Fact term={t("tickets.head.copiedTo")}>{ticket.copiedTo.map((person) => person.name).join(", ")}</Fact>
      </dl>
      <div className={css.here} aria-live="polite">
        {editing.length > 0 && (
          <span data-editing="true">
            <EditOutlined aria-hidden="true" /> {t("tickets.head.editing", { names: names(editing) })}
          </span>
        )}
        {watching.length > 0 && (
          <span>
            <EyeOutlined aria-hidden="true" /> {t("tickets.head.watching", { names: names(watching) })}
          </span>
        )}
      </div>
    </header>
  );
}

export function Fact({ term, children }: { term: string; children: ReactNode }) {
  if (children === null || children === undefined || children === "") return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The flow's nodes in order, with *you are here*. */
function FlowPath({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <ol className={css.path} aria-label={t("tickets.head.path")}>
      {ticket.path.map((node) => {
        const here = node.code === ticket.node.code;
        return (
          <li
            key={node.code}
            data-kind={node.kind}
            aria-current={here ? "step" : undefined}
            title={here ? t("tickets.head.here") : undefined}
          >
            {node.name[language]}
          </li>
        );
      })}
    </ol>
  );
}
