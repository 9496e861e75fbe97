import { InputNumber, type InputNumberProps } from "antd";

/** A number, typed or stepped with the arrow keys. Without antd's small step buttons: their names are English, whatever its locale. */
export const NumberInput = <T extends number | string = number>(props: InputNumberProps<T>) => (
  <InputNumber<T> {...props} controls={false} />
);
