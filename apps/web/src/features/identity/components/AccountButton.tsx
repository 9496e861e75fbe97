import { Button } from "antd";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { HeaderPopover, Later, Lines } from "../../../shared/ui/index.ts";
import { useMe } from "../api/identity.ts";
import { Initial } from "./Initial.tsx";
import css from "./identity.module.css";

const AccountCard = lazy(async () => ({ default: (await import("./AccountCard.tsx")).AccountCard }));

/** The avatar in the header; a click opens the person's card. */
export function AccountButton() {
  const { t } = useTranslation();
  const me = useMe();
  const [open, setOpen] = useState(false);
  if (!me) return null;
  const card = (
    <Later fallback={<Lines rows={8} />}>
      <AccountCard />
    </Later>
  );
  return (
    <HeaderPopover open={open} onOpenChange={setOpen} content={card}>
      <Button type="text" aria-label={t("identity.card.open")} title={me.displayName} className={css.avatar}>
        <Initial name={me.realName} />
      </Button>
    </HeaderPopover>
  );
}
