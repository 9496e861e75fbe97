import { Popover, type PopoverProps } from "antd";

type Props = Pick<PopoverProps, "open" | "onOpenChange" | "content" | "children" | "placement">;

/** What a button of the header opens: below the call, which nothing covers. */
export function HeaderPopover(props: Props) {
  return <Popover trigger="click" placement="bottomRight" destroyOnHidden arrow={false} rootClassName="below-strip" {...props} />;
}
