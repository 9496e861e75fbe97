import type { sipTraces as en } from "../en/sip-traces.ts";

export const sipTraces: typeof en = {
  us: "四叶草",
  ends: "{{from}} → {{to}}：",
  unreadable: "无法识别",
  cut: "更多信令未保留。",
  refresh: "刷新",
  save: "下载 pcap",
  masked: "密钥与按键已遮盖，每次查看都有审计记录。",
  trunk: "中继",
  noTrunk: "还没有中继",
  noTrunkText: "在“开通步骤”中添加中继后，这里显示与它往来的信令。",
  nothing: "还没有信令",
  nothingText: "第一通电话之后，这里显示与该中继往来的信令。",
};
