import { Button } from "antd";
import css from "./settings.module.css";

interface Props {
  /** The bar it stands in. */
  className: string | undefined;
  text: string;
  leaveText: string;
  stayText: string;
  onLeave(): void;
  onStay(): void;
}

/** Asks whether what is unsaved is given up. */
export function LeaveQuestion({ className, text, leaveText, stayText, onLeave, onStay }: Props) {
  return (
    <div className={className} role="alertdialog" aria-label={text}>
      <strong>{text}</strong>
      <span className={css.spring} />
      <Button danger onClick={onLeave}>
        {leaveText}
      </Button>
      <Button type="primary" autoFocus onClick={onStay}>
        {stayText}
      </Button>
    </div>
  );
}
