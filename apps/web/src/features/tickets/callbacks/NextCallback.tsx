import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { moment, useLanguage } from "../../../shared/hooks/index.ts";
import { callbacksQuery } from "./api.ts";

/** When the next callback comes: mine, or one that waits in my groups. */
export function NextCallback() {
  const { t } = useTranslation();
  const language = useLanguage();
  const mine = useInfiniteQuery(callbacksQuery("mine"));
  const group = useInfiniteQuery(callbacksQuery("group"));
  const [first] = [mine, group].flatMap(({ data }) => data?.pages[0]?.items[0]?.dueAt ?? []).sort();
  return first ? <p>{t("callbacks.nextOne", { time: moment(first, language) })}</p> : null;
}
