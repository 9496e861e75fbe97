import { idOf } from "./chance.ts";
import type { Row } from "./table.ts";

type Tree = { [zh: string]: [en: string, children?: Tree] };

/** The category tree (类目标签): what customers call about. */
const TREE: Tree = {
  售后服务: [
    "After-sales",
    {
      退换货: [
        "Returns and exchanges",
        { 七天无理由: ["Seven-day return"], 质量问题: ["Faulty goods"], 发错商品: ["Wrong goods"], 换货进度: ["Progress of an exchange"] },
      ],
      退款: ["Refunds", { 退款进度: ["Progress of a refund"], 退款金额: ["Amount of a refund"], 原路退回: ["Back to the card"] }],
      维修: ["Repairs", { 报修登记: ["Report a fault"], 维修进度: ["Progress of a repair"], 保修政策: ["Warranty"] }],
    },
  ],
  订单咨询: [
    "Orders",
    {
      物流: [
        "Delivery",
        { 查询进度: ["Where is my parcel"], 修改地址: ["Change the address"], 催促派送: ["Hurry the delivery"], 包裹丢失: ["Lost parcel"] },
      ],
      下单: ["Placing an order", { 库存咨询: ["Stock"], 优惠活动: ["Offers"], 支付失败: ["Payment failed"] }],
      发票: ["Invoices", { 开具发票: ["Issue an invoice"], 修改抬头: ["Change the title"] }],
    },
  ],
  会员服务: ["Membership", { 积分: ["Points"], 等级权益: ["Level and benefits"], 账号安全: ["Account safety"] }],
  投诉建议: [
    "Complaints and ideas",
    { 服务态度: ["Manner of service"], 商品投诉: ["About goods"], 物流投诉: ["About delivery"], 建议: ["Ideas"] },
  ],
  其他: ["Other", { 咨询: ["Question"], 打错电话: ["Wrong number"], 无声电话: ["Silent call"] }],
};

export const categoryId = (path: string): string => idOf("category", path);

export function categoryRows(): Record<string, Row[]> {
  return { category: branch(TREE, null, "") };
}

function branch(tree: Tree, parent: string | null, path: string): Row[] {
  return Object.entries(tree).flatMap(([zh, [en, children]], position) => {
    const here = path ? `${path}/${zh}` : zh;
    const id = categoryId(here);
    return [{ id, parent_id: parent, name_zh: zh, name_en: en, position, active: true }, ...(children ? branch(children, id, here) : [])];
  });
}
