import type { DropdownProps } from "antd";
import { cloneElement, lazy, type MouseEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { Later } from "./Later.tsx";
import { tell } from "./toast.tsx";

const Dropdown = lazy(async () => ({ default: (await import("./Dropdown.ts")).Dropdown }));

interface Props extends Pick<DropdownProps, "menu" | "disabled"> {
  /** The button that opens it. */
  children: ReactElement<{ onClick?: (event: MouseEvent<HTMLElement>) => void }>;
}

/**
 * A button with a menu. The menu's code is loaded once the page is painted: it weighs 20 kB, and nobody chooses from a menu before they see
 * its button. Who is quicker than the network presses a button that opens as soon as it can.
 */
export function Menu({ menu, disabled, children }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const early = cloneElement(children, {
    onClick: (event: MouseEvent<HTMLElement>) => {
      children.props.onClick?.(event);
      setOpen(!disabled);
    },
  });
  const late = cloneElement(children, { onClick: () => tell("bad", t("shell.state.partText")) });
  return (
    <Later fallback={early} failed={late}>
      <Dropdown trigger={["click"]} menu={menu} disabled={disabled} open={open} onOpenChange={setOpen}>
        {children}
      </Dropdown>
    </Later>
  );
}
