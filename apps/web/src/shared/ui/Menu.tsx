import type { DropdownProps } from "antd";
import { cloneElement, type MouseEvent, type PointerEvent, type ReactElement, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { tell } from "./toast.tsx";

type Part = typeof import("./Dropdown.ts");
/** Kept once it is loaded: menus of later pages are whole from the beginning. */
let loaded: Part | null = null;

interface ButtonProps {
  onClick?: (event: MouseEvent<HTMLElement>) => void;
  onPointerDown?: (event: PointerEvent<HTMLElement>) => void;
}
interface Props extends Pick<DropdownProps, "menu" | "disabled" | "rootClassName"> {
  /** The button that opens it. */
  children: ReactElement<ButtonProps>;
}

/**
 * A button with a menu. The menu's code is loaded once the page is painted: it weighs 20 kB, and nobody chooses from a menu before they see
 * its button. Who is quicker than the network presses a button that opens as soon as it can.
 */
export function Menu({ menu, disabled = false, rootClassName, children }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [part, failed, hold] = usePart();
  if (part)
    return (
      <part.Dropdown trigger={["click"]} menu={menu} disabled={disabled} rootClassName={rootClassName} open={open} onOpenChange={setOpen}>
        {children}
      </part.Dropdown>
    );
  return cloneElement(children, {
    onPointerDown: hold,
    onClick: (event: MouseEvent<HTMLElement>) => {
      children.props.onClick?.(event);
      if (failed) tell("bad", t("shell.state.partText"));
      else setOpen(!disabled);
    },
  });
}

/**
 * The menu's code when it is there, whether it cannot be had, and what holds it back while the button is pressed: the menu brings a button of its own, and a press that
 * begins on one button and ends on another is no click.
 */
function usePart(): [Part | null, boolean, () => void] {
  const [part, setPart] = useState(loaded);
  const [failed, setFailed] = useState(false);
  const held = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    let isHere = true;
    import("./Dropdown.ts").then(
      async (module) => {
        loaded = module;
        await held.current;
        if (isHere) setPart(module);
      },
      () => isHere && setFailed(true),
    );
    return () => {
      isHere = false;
    };
  }, []);
  const hold = (): void => {
    held.current = new Promise((resolve) => {
      // After the click, which comes right behind it.
      const release = () => setTimeout(resolve);
      for (const end of ["pointerup", "pointercancel"] as const) addEventListener(end, release, { once: true });
    });
  };
  return [part, failed, hold];
}
