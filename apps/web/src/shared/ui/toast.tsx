import { CheckCircleFilled, CloseOutlined, ExclamationCircleFilled, InfoCircleFilled } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { create } from "zustand";
import css from "./toast.module.css";

interface Toast {
  id: number;
  kind: "good" | "bad" | "info";
  text: string;
  action: ToastAction | undefined;
}
interface ToastAction {
  label: string;
  run(): void;
}
const useToasts = create<{ items: Toast[] }>(() => ({ items: [] }));
let nextId = 1;

/** Tells something for a few seconds; what is bad stays longer and is read out at once. `action` is what can be done about it from here. */
export function tell(kind: Toast["kind"], text: string, action?: ToastAction): void {
  const id = nextId++;
  useToasts.setState((s) => ({ items: [...s.items.filter((t) => t.text !== text), { id, kind, text, action }].slice(-4) }));
  setTimeout(() => dismiss(id), kind === "bad" || action ? 8_000 : 4_000);
}

const dismiss = (id: number) => useToasts.setState((s) => ({ items: s.items.filter((t) => t.id !== id) }));

const ICON = {
  good: <CheckCircleFilled aria-hidden="true" />,
  bad: <ExclamationCircleFilled aria-hidden="true" />,
  info: <InfoCircleFilled aria-hidden="true" />,
};

export function Toaster() {
  const { t } = useTranslation();
  const items = useToasts((s) => s.items);
  return (
    <div className={css.stack} aria-live="polite">
      {items.map((item) => (
        <div key={item.id} className={`${css.toast} ${css[item.kind]}`} role={item.kind === "bad" ? "alert" : undefined}>
          {ICON[item.kind]}
          <span>{item.text}</span>
          {item.action && (
            <button
              type="button"
              className={css.action}
              onClick={() => {
                dismiss(item.id);
                item.action?.run();
              }}
            >
              {item.action.label}
            </button>
          )}
          <button type="button" aria-label={t("shell.close")} onClick={() => dismiss(item.id)}>
            <CloseOutlined aria-hidden="true" />
          </button>
        </div>
      ))}
    </div>
  );
}
