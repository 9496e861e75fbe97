import { FOLD_VERSION, fold } from "../../packages/rules/src/text/index.ts";
import { chance, idOf } from "./chance.ts";
import type { Row } from "./table.ts";

export const CUSTOMER_COUNT = 3_000;
/** Made-up mobile numbers +86 138 0013 0000 … 2999, from which the simulated carrier calls. */
export const customerNumber = (i: number): string => `+86138001${String(30_000 + i)}`;
export const customerId = (i: number): string => idOf("customer", i);

const SURNAMES = [..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余"];
const GIVEN = [..."伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰文辉建红梅云飞雪琳宇欣怡晨浩博思佳婷悦"];
const COMPANIES = ["晨光文具", "海川物流", "青禾农业", "远山旅行", "木棉家居", "星河教育", "禾田餐饮", "蓝湾地产"];
const STREETS = ["和平路", "人民大道", "中山街", "滨河路", "学府路", "幸福里", "东风巷", "桃园街"];
const CITIES = ["北京市朝阳区", "上海市浦东新区", "广州市天河区", "成都市武侯区", "杭州市西湖区", "武汉市洪山区", "西安市雁塔区"];
const TAGS = ["老客户", "新客户", "企业采购", "易投诉", "偏好微信", "大件商品", "海外收货", "生日月", "退换货较多", "推荐达人"];
const NOTES = ["喜欢下午联系。", "地址经常变更，发货前请核对。", "企业采购联系人，需要开增值税发票。", "对物流时效要求高。"];

/** 3,000 customers: names, levels, tags, some with a company, an e-mail, a second number. */
export function customerRows(now: Date): Record<string, Row[]> {
  const luck = chance(20_260_301);
  const customer: Row[] = [];
  const customer_phone: Row[] = [];
  for (let i = 0; i < CUSTOMER_COUNT; i++) {
    const id = customerId(i);
    const created = new Date(now.getTime() - luck.whole(61, 900) * 86_400_000);
    const name = luck.pick(SURNAMES) + luck.pick(GIVEN) + (luck.happens(0.6) ? luck.pick(GIVEN) : "");
    customer.push({
      id,
      name,
      folded_name: fold(name),
      fold_version: FOLD_VERSION,
      level: luck.weighted({ 普通: 60, 银卡: 22, 金卡: 13, 钻石: 5 }),
      tags: [...new Set(Array.from({ length: luck.whole(0, 3) }, () => luck.pick(TAGS)))],
      email: luck.happens(0.4) ? `customer${i}@example.test` : null,
      company: luck.happens(0.15) ? `${luck.pick(COMPANIES)}有限公司` : null,
      address: luck.happens(0.7) ? `${luck.pick(CITIES)}${luck.pick(STREETS)}${luck.whole(1, 300)}号` : null,
      note: luck.happens(0.1) ? luck.pick(NOTES) : null,
      version: 1,
      created_at: created,
      updated_at: created,
    });
    customer_phone.push({ number: customerNumber(i), customer_id: id, position: 0 });
    if (luck.happens(0.08)) customer_phone.push({ number: `+86105556${String(i).padStart(4, "0")}`, customer_id: id, position: 1 });
  }
  return { customer, customer_phone };
}
