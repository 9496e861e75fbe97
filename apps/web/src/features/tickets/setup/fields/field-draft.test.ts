import { ticketField, ticketTemplate } from "@cloverdesk/contracts";
import { expect, test } from "vitest";
import { editOf, optionCode, templatesLosingDefault, withLines, withOption } from "./field-draft.ts";

const option = (code: string, zh: string, en = zh) => ({ code, name: { zh, en }, active: true });

test("an option's code is made of its English name, or counted", () => {
  expect(optionCode({ zh: "发货延迟", en: "Late delivery!" }, [])).toBe("late_delivery");
  expect(optionCode({ zh: "发货延迟", en: "Late delivery" }, [option("late_delivery", "发货延迟")])).toBe("late_delivery_2");
  expect(optionCode({ zh: "甲", en: "甲" }, [option("option_2", "乙")])).toBe("option_3");
});

test("one language stands in for the other until it is written", () => {
  expect(withOption([], { zh: "门店", en: "" })).toEqual([{ code: "option_1", name: { zh: "门店", en: "门店" }, active: true }]);
});

test("pasted lines become options, those that are there once", () => {
  const lines = "门店, Store\n网店\tWeb shop\tshop\n\n门店\n手机";
  expect(withLines([option("app", "手机", "App")], lines, false)).toEqual([
    option("app", "手机", "App"),
    option("store", "门店", "Store"),
    option("shop", "网店", "Web shop"),
  ]);
});

test("in a cascade an arrow leads down", () => {
  const tree = withLines([], "北京, Beijing > 朝阳, Chaoyang\n北京 > 海淀, Haidian\n上海, Shanghai", true);
  expect(tree).toEqual([
    { ...option("beijing", "北京", "Beijing"), children: [option("chaoyang", "朝阳", "Chaoyang"), option("haidian", "海淀", "Haidian")] },
    option("shanghai", "上海", "Shanghai"),
  ]);
});

test("templates whose default goes with a retired option or a narrower limit are told; those that lost theirs before are not", () => {
  const field = ticketField.parse({
    code: "channel",
    kind: "select",
    origin: "custom",
    name: { zh: "渠道", en: "Channel" },
    options: [option("shop", "门店"), option("app", "手机"), { ...option("old", "旧"), active: false }],
    active: true,
    version: 1,
    indexReady: false,
  });
  const template = (id: number, value: string, active = true) =>
    ticketTemplate.parse({
      id: `00000000-0000-4000-8000-00000000000${id}`,
      typeId: "00000000-0000-4000-8000-0000000000aa",
      name: { zh: `模板${id}`, en: `Template ${id}` },
      active,
      version: 1,
      fields: [{ code: "channel", default: value }],
    });
  const templates = [template(1, "shop"), template(2, "app"), template(3, "old"), template(4, "shop", false)];
  const losing = (retired: string) => {
    const options = field.options.map((each) => ({ ...each, active: each.active && each.code !== retired }));
    return templatesLosingDefault(templates, field, { ...editOf(field), options }).map(({ name }) => name.en);
  };
  expect(losing("shop")).toEqual(["Template 1"]);
  expect(losing("none")).toEqual([]);
});
