import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import type { Bilingual, Language, TicketField } from "@cloverdesk/contracts";
import { headingIn, NO_SECTION } from "@cloverdesk/rules/form";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { MoveHandle, moved, useDropList, useMover } from "../../../../shared/ui/reorder/index.ts";
import { FIELD } from "./Library.tsx";
import { Place } from "./Place.tsx";
import { change, type FormSection, fieldsOf, put, step, without, withoutSection } from "./template-draft.ts";
import css from "./templates.module.css";

interface Props {
  sections: FormSection[];
  fields: ReadonlyMap<string, TicketField>;
  faultOf(code: string): string | null;
  onChange(sections: FormSection[]): void;
}

const SECTION = "section";

/** The form by sections: fields are dragged into them, moved with the arrow keys, and opened to say how they are asked for. */
export function Composer({ sections, fields, faultOf, onChange }: Props) {
  const { t } = useTranslation();
  const mover = useMover();
  const [opened, setOpened] = useState<string | null>(null);
  const drop = useDropList([SECTION], sections.length, ({ id }, at) => {
    const from = sections.findIndex(({ key }) => key === id);
    onChange(moved(sections, from, at > from ? at - 1 : at));
  });
  return (
    <div {...drop.list} className={css.sections}>
      {sections.map((section, i) => (
        <div key={section.key} {...drop.row(i)}>
          <SectionBox
            section={section}
            index={i}
            count={sections.length}
            gripId={mover.gripId(section.key)}
            onStep={(by) => {
              mover.moved(section.key);
              onChange(moved(sections, i, i + by));
            }}
            onName={(name) => onChange(sections.map((each, n) => (n === i ? { ...each, name } : each)))}
            onRemove={() => onChange(withoutSection(sections, i))}
            onPut={(code, index) => onChange(put(sections, code, { section: i, index }))}
          >
            {(row) =>
              section.fields.map((place, n) => (
                <Place
                  key={place.code}
                  row={row(n)}
                  place={place}
                  field={fields.get(place.code)}
                  others={fieldsOf(sections)
                    .filter(({ code }) => code !== place.code)
                    .flatMap(({ code }) => fields.get(code) ?? [])}
                  fault={faultOf(place.code)}
                  position={{ index: n, count: section.fields.length, gripId: mover.gripId(`f ${place.code}`) }}
                  open={opened === place.code}
                  onOpen={() => setOpened(opened === place.code ? null : place.code)}
                  onStep={(by) => {
                    mover.moved(`f ${place.code}`);
                    onChange(step(sections, place.code, by));
                  }}
                  onChange={(part) => onChange(change(sections, place.code, part))}
                  onRemove={() => onChange(without(sections, place.code))}
                />
              ))
            }
          </SectionBox>
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden="true" />}
          onClick={() => onChange([...sections, { key: crypto.randomUUID(), name: NO_SECTION, fields: [] }])}
        >
          {t("settings.tickets.templates.addSection")}
        </Button>
      </div>
    </div>
  );
}

interface SectionProps {
  section: FormSection;
  index: number;
  count: number;
  gripId: string;
  onStep(by: -1 | 1): void;
  onName(name: Bilingual): void;
  onRemove(): void;
  onPut(code: string, index: number): void;
  /** `row(n)` goes on the n-th field: it shows where something would be dropped. */
  children(row: ReturnType<typeof useDropList>["row"]): React.ReactNode;
}

function SectionBox({ section, index, count, gripId, onStep, onName, onRemove, onPut, children }: SectionProps) {
  const { t } = useTranslation();
  const drop = useDropList([FIELD], section.fields.length, ({ id }, at) => onPut(id, at));
  const language = useLanguage();
  const nameIn = (each: Language) => t(`settings.inLanguage.${each}`, { what: t("settings.tickets.templates.sectionName") });
  const name = headingIn(section.name, language) || t("settings.tickets.templates.sectionN", { n: index + 1 });
  return (
    <section className={css.section} aria-label={name}>
      <div className={css.sectionHead}>
        <MoveHandle id={gripId} kind={SECTION} itemId={section.key} name={name} index={index} count={count} onStep={onStep} />
        {(["zh", "en"] as const).map((each) => (
          <Input
            key={each}
            size="small"
            variant="borderless"
            maxLength={60}
            lang={each === "zh" ? "zh-CN" : "en"}
            aria-label={nameIn(each)}
            placeholder={nameIn(each)}
            value={section.name[each]}
            onChange={(event) => onName({ ...section.name, [each]: event.target.value })}
          />
        ))}
        {count > 1 && (
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined aria-hidden="true" />}
            aria-label={t("settings.tickets.templates.removeSection", { name })}
            title={t("settings.tickets.templates.removeSectionWhy")}
            onClick={onRemove}
          />
        )}
      </div>
      <ul className={css.places} {...drop.list}>
        {children(drop.row)}
        {section.fields.length === 0 && <li className={css.dropHere}>{t("settings.tickets.templates.dropHere")}</li>}
      </ul>
    </section>
  );
}
