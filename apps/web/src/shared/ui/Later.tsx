import { Button } from "antd";
import { Component, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "./States.tsx";

interface Props {
  /** Meanwhile. */
  fallback: ReactNode;
  /** Instead, when the code cannot be had: words and a button to reload unless told otherwise. */
  failed?: ReactNode;
  onFailed?(): void;
  children: ReactNode;
}

/**
 * A part of the page whose code is loaded when it is first shown. When it cannot be had (another version is at the server by now, the network was away
 * for a moment), this part alone says so: whatever stands around it, above all the sound of a call, goes on.
 */
export class Later extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }
  override componentDidCatch(): void {
    this.props.onFailed?.();
  }
  override render(): ReactNode {
    const { fallback, failed = <NotLoaded />, children } = this.props;
    return this.state.hasFailed ? failed : <Suspense fallback={fallback}>{children}</Suspense>;
  }
}

function NotLoaded() {
  const { t } = useTranslation();
  return (
    <Empty
      title={t("shell.state.partTitle")}
      text={t("shell.state.partText")}
      action={<Button onClick={() => location.reload()}>{t("shell.state.reload")}</Button>}
    />
  );
}
