import type { GroupCode } from "./routing.ts";

/** What a call was about: its category, and how an agent would write it down. */
export interface Story {
  category: string;
  issue: string;
  solution: string;
}

const story = (category: string, issue: string, solution: string): Story => ({ category, issue, solution });

const AFTER_SALES = [
  story("售后服务/退换货/七天无理由", "客户收货三天，尺码不合适，申请退货。", "已登记退货，告知三天内上门取件，退款七个工作日内原路退回。"),
  story("售后服务/退换货/质量问题", "商品开箱有划痕，客户要求换新。", "核对照片后同意换货，已提交换货单，新件今天发出。"),
  story("售后服务/退换货/发错商品", "收到的颜色与订单不符。", "确认仓库发错，安排补发，错发商品由快递一并取回。"),
  story("售后服务/退款/退款进度", "退货已签收五天，退款未到账。", "查询到财务已处理，告知预计两天内到账。"),
  story("售后服务/维修/报修登记", "空气净化器无法开机。", "远程排查无效，已登记报修，工程师两天内联系客户。"),
];
const ORDERS = [
  story("订单咨询/物流/查询进度", "客户询问包裹为何停留在中转站。", "联系承运方确认因天气延误，预计明天派送，已短信告知客户。"),
  story("订单咨询/物流/修改地址", "客户要求改送到公司地址。", "包裹未出库，已修改地址并与客户核对。"),
  story("订单咨询/下单/优惠活动", "咨询满减能否与会员折扣同享。", "说明规则：满减先算，会员折扣后算，客户表示清楚。"),
  story("订单咨询/下单/支付失败", "支付时提示超出限额。", "建议更换支付方式，客户当场支付成功。"),
  story("订单咨询/发票/开具发票", "客户需要补开增值税专用发票。", "已登记开票信息，三个工作日内发送到邮箱。"),
];
const VIP = [
  story("会员服务/等级权益", "钻石会员咨询专属客服和免运费次数。", "说明权益并补发本月免运费券两张。"),
  story("会员服务/积分", "积分兑换的礼品尚未发货。", "已催促仓库，今天发出，并致歉赠送积分 200。"),
];
const COMPLAINTS = [
  story("投诉建议/物流投诉", "快递员未经同意放在驿站。", "向客户致歉，已向承运方发起投诉，今天安排重新派送。"),
  story("投诉建议/服务态度", "客户对上次通话的解答不满意。", "已安抚并重新解答，记录转质检复核。"),
  story("投诉建议/商品投诉", "宣传页与实物规格不一致。", "核实后同意全额退款，并反馈给商品部门修改页面。"),
];
const TECHNICAL = [
  story("售后服务/维修/维修进度", "客户询问寄修设备的进度。", "查询到已更换主板，测试中，预计后天寄回。"),
  story("售后服务/维修/保修政策", "购买一年零两个月，询问是否保修。", "已过整机保修期，主要部件仍在保，说明收费标准。"),
];
const FOLLOW_UP = [
  story("售后服务/退换货/换货进度", "回访换货客户是否收到新件。", "客户已收到并满意，换货单关闭。"),
  story("投诉建议/建议", "满意度回访，客户建议增加夜间配送。", "已记录建议并致谢。"),
];

export const STORIES: Readonly<Record<GroupCode, readonly Story[]>> = {
  after_sales: AFTER_SALES,
  orders: ORDERS,
  vip: VIP,
  complaints: COMPLAINTS,
  technical: TECHNICAL,
  outbound: FOLLOW_UP,
};
