import { FileAddOutlined, ImportOutlined, PhoneOutlined } from "@ant-design/icons";
import type { Contact } from "@cloverdesk/contracts";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useCan } from "../../features/identity/index.ts";
import { Clover } from "../../shared/ui/index.ts";
import { openDialpad } from "../dialpad.ts";
import { openNewTicket } from "../tickets/new-ticket.ts";
import css from "./QuickActions.module.css";

interface Leaf {
  name: string;
  icon: ReactNode;
  run(): void;
}

/**
 * The four-leaf clover at the lower right (W7): call out and new ticket, both begun from the call shown or, without one, the last customer's; import of
 * outbound tickets. While it is open, the keys from 1 on.
 */
export function QuickActions({ contact }: { contact: Contact | undefined }) {
  const { t } = useTranslation();
  const dials = useCan("calls.dial");
  const creates = useCan("tickets.create");
  const imports = useCan("imports.run");
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const number = contact?.numberFull ?? "";
  const leaves: Leaf[] = [
    dials && { name: t("tickets.actions.callOut"), icon: <PhoneOutlined aria-hidden="true" />, run: () => openDialpad(number, "fab") },
    creates && {
      name: t("tickets.new"),
      icon: <FileAddOutlined aria-hidden="true" />,
      run: () => openNewTicket({ source: "fab", callId: contact?.id, phone: contact ? undefined : number || undefined }),
    },
    creates &&
      imports && {
        name: t("tickets.import"),
        icon: <ImportOutlined aria-hidden="true" />,
        run: () => void navigate("/tickets/imports"),
      },
  ].filter((leaf) => leaf !== false);

  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => !box.current?.contains(event.target as Node) && setOpen(false);
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, [open]);
  if (leaves.length === 0) return null;

  function take(leaf: Leaf | undefined): void {
    if (!leaf) return;
    setOpen(false);
    leaf.run();
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons inside
    <div
      ref={box}
      className={css.fab}
      onKeyDown={(event) => {
        if (event.key === "Escape") setOpen(false);
        else if (open && /^[1-4]$/.test(event.key)) {
          // What opens takes the focus: the key is not typed into it.
          event.preventDefault();
          take(leaves[Number(event.key) - 1]);
        }
      }}
    >
      {open && (
        <ul className={css.leaves}>
          {leaves.map((leaf, i) => (
            <li key={leaf.name}>
              <button type="button" aria-label={leaf.name} onClick={() => take(leaf)}>
                {leaf.icon}
                {leaf.name}
                <small aria-hidden="true">{i + 1}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
      <button
        type="button"
        className={css.clover}
        aria-label={t("tickets.quickActions")}
        title={t("tickets.quickActions")}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Clover size={28} />
      </button>
    </div>
  );
}
