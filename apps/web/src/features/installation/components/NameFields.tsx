import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/index.ts";

interface Names {
  name: string;
  /** Empty: the Chinese name stands for both. */
  nameEn: string;
}
interface Props {
  typed: Names;
  error: string | null;
  write(change: Partial<Names>): void;
}

/** A name in Chinese, and in English where it is another one. */
export function NameFields({ typed, error, write }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t("setUp.steps.nameZh")} error={error}>
        {(control) => <Input {...control} maxLength={60} value={typed.name} onChange={(e) => write({ name: e.target.value })} />}
      </Field>
      <Field label={t("setUp.steps.nameEn")} hint={t("setUp.steps.nameEnHint")}>
        {(control) => (
          <Input
            {...control}
            maxLength={60}
            placeholder={typed.name}
            value={typed.nameEn}
            onChange={(e) => write({ nameEn: e.target.value })}
          />
        )}
      </Field>
    </>
  );
}
