import { Input, type InputProps } from "antd";
import { useState } from "react";
import { useFormattedPhone } from "../../../shared/hooks/index.ts";

interface Props extends Omit<InputProps, "value" | "onChange"> {
  /** As it is kept (E.164) or as it was typed. */
  value: string;
  onChange(value: string): void;
}

/** A telephone number, grouped as everywhere else while nobody types in it. */
export function PhoneInput({ value, onChange, ...rest }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const grouped = useFormattedPhone(value);
  return (
    <Input
      {...rest}
      inputMode="tel"
      value={typed ?? grouped}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(event.target.value);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
