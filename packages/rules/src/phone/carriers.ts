import type { Bilingual } from "@cloverdesk/contracts";

const MOBILE: Bilingual = { zh: "移动", en: "China Mobile" };
const UNICOM: Bilingual = { zh: "联通", en: "China Unicom" };
const TELECOM: Bilingual = { zh: "电信", en: "China Telecom" };
const BROADNET: Bilingual = { zh: "广电", en: "China Broadnet" };
const SATELLITE: Bilingual = { zh: "卫星通信", en: "Satellite" };
const VIRTUAL_MOBILE: Bilingual = { zh: "虚拟运营商（移动网）", en: "Virtual operator (China Mobile)" };
const VIRTUAL_UNICOM: Bilingual = { zh: "虚拟运营商（联通网）", en: "Virtual operator (China Unicom)" };
const VIRTUAL_TELECOM: Bilingual = { zh: "虚拟运营商（电信网）", en: "Virtual operator (China Telecom)" };

/** Prefixes of the public numbering plan; four digits win over three. */
const PREFIXES: readonly (readonly [Bilingual, string])[] = [
  [MOBILE, "134 135 136 137 138 139 144 147 148 150 151 152 157 158 159 172 178 182 183 184 187 188 195 197 198"],
  [UNICOM, "130 131 132 140 145 146 155 156 166 175 176 185 186 196"],
  [TELECOM, "133 141 149 153 173 177 180 181 189 190 191 193 199"],
  [BROADNET, "192"],
  [SATELLITE, "1349 174"],
  [VIRTUAL_MOBILE, "165 1703 1705 1706"],
  [VIRTUAL_UNICOM, "167 171 1704 1707 1708 1709"],
  [VIRTUAL_TELECOM, "162 1700 1701 1702"],
];

let table: Map<string, Bilingual> | undefined;

/**
 * Carrier to which a Chinese mobile number (11 digits) was issued. A ported number (携号转网) keeps the name of its first carrier, because
 * the plan alone cannot tell. Undefined for prefixes not given out yet.
 */
export function mobileCarrier(national: string): Bilingual | undefined {
  table ??= new Map(PREFIXES.flatMap(([carrier, list]) => list.split(" ").map((prefix) => [prefix, carrier] as const)));
  return table.get(national.slice(0, 4)) ?? table.get(national.slice(0, 3));
}
