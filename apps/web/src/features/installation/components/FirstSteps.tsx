import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Loaded } from "../../../shared/settings-page/index.ts";
import { Phone } from "../../../shared/ui/index.ts";
import { checklistQuery, hotlinesQuery } from "../api.ts";
import { GroupForm } from "./GroupForm.tsx";
import { HotlineForm } from "./HotlineForm.tsx";
import { PersonForm } from "./PersonForm.tsx";
import { Step } from "./Step.tsx";
import css from "./steps.module.css";
import { TrunkForm } from "./TrunkForm.tsx";

/** From an empty installation to the first call: each step ticks itself off by what is there. */
export function FirstSteps() {
  const { t } = useTranslation();
  const checklist = useQuery(checklistQuery);
  return (
    <Loaded of={checklist}>
      {({ people, skillGroups, trunks, hotlines, answeredCall }) => {
        const steps = [
          { key: "people", done: people > 1, form: <PersonForm /> },
          { key: "group", done: skillGroups > 0, form: <GroupForm /> },
          { key: "trunk", done: trunks > 0, form: <TrunkForm /> },
          { key: "hotline", done: hotlines > 0, form: <HotlineForm /> },
          { key: "call", done: answeredCall, form: <Numbers /> },
        ] as const;
        const first = steps.find(({ done }) => !done)?.key;
        return (
          <ol className={css.steps}>
            {steps.map(({ key, done, form }, i) => (
              <Step
                key={key}
                number={i + 1}
                title={t(`setUp.steps.${key}.title`)}
                text={t(`setUp.steps.${key}.text`)}
                done={done}
                first={key === first}
              >
                {form}
              </Step>
            ))}
          </ol>
        );
      }}
    </Loaded>
  );
}

/** The numbers to call for a test. */
function Numbers() {
  const { data } = useQuery(hotlinesQuery);
  return (
    <ul className={css.there}>
      {data?.items.map(({ id, number }) => (
        <li key={id}>
          <Phone number={number} />
        </li>
      ))}
    </ul>
  );
}
