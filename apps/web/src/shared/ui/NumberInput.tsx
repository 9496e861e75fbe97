import { InputNumber, type InputNumberProps } from "antd";

/**
 * A number, typed or stepped with the arrow keys. Without antd's small step buttons: their names are English, whatever its locale. Imported by its
 * file: it weighs much, and by the face of `shared/ui` it would be loaded with every page.
 */
export const NumberInput = <T extends number | string = number>(props: InputNumberProps<T>) => (
  <InputNumber<T> {...props} controls={false} />
);
