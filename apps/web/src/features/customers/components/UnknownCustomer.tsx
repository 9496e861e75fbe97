import { LinkOutlined, UserAddOutlined } from "@ant-design/icons";
import type { NewCustomer } from "@cloverdesk/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CreateCustomer } from "./CreateCustomer.tsx";
import css from "./customers.module.css";
import { LinkCustomer } from "./LinkCustomer.tsx";

interface Props {
  /** The caller's number, as it may be shown; empty when it is withheld. */
  number: string;
  canEdit: boolean;
  onCreate(fields: NewCustomer): Promise<void>;
  onLink(customerId: string): Promise<void>;
}

/** In place of a customer's profile: nobody has this number yet, and what can be done about it. */
export function UnknownCustomer({ number, canEdit, onCreate, onLink }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"create" | "link" | null>(null);
  const close = () => setOpen(null);
  return (
    <section className={css.box} aria-label={t("customers.profile")}>
      <h2>{t("customers.unknownTitle")}</h2>
      <div className={css.unknown}>
        <p>{number ? t("customers.unknownText") : t("customers.withheldText")}</p>
        {canEdit && (
          <>
            <Button
              size="small"
              icon={<UserAddOutlined aria-hidden="true" />}
              aria-expanded={open === "create"}
              onClick={() => setOpen(open === "create" ? null : "create")}
            >
              {t("customers.create.open")}
            </Button>
            <Button
              size="small"
              icon={<LinkOutlined aria-hidden="true" />}
              aria-expanded={open === "link"}
              onClick={() => setOpen(open === "link" ? null : "link")}
            >
              {t("customers.link.open")}
            </Button>
          </>
        )}
      </div>
      {open === "create" && <CreateCustomer number={number} onCreate={onCreate} onClose={close} />}
      {open === "link" && <LinkCustomer number={number} onLink={onLink} onClose={close} />}
    </section>
  );
}
