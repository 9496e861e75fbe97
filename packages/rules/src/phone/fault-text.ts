import type { Bilingual } from "@cloverdesk/contracts";
import { countryName } from "./calling-codes.ts";
import type { PhoneFault } from "./parse.ts";

const digitsZh = (n: number) => (n === 1 ? "一位" : n === 2 ? "两位" : `${n} 位`);
const digitsEn = (n: number) => (n === 1 ? "one digit" : n === 2 ? "two digits" : `${n} digits`);

/** What is wrong with a number, in the user's words. */
export function phoneFaultText({ reason, missing, extra, callingCode }: Omit<PhoneFault, "ok">): Bilingual {
  switch (reason) {
    case "empty":
      return { zh: "请输入电话号码。", en: "Enter a phone number." };
    case "not_a_number":
      return { zh: "这不是电话号码，请检查后再拨。", en: "That is not a phone number. Check it and call again." };
    case "too_short":
      return missing
        ? {
            zh: `号码格式不对：少${digitsZh(missing)}。请检查后再拨。`,
            en: `That number is ${digitsEn(missing)} short. Check it and call again.`,
          }
        : {
            zh: "号码太短，可能缺少区号。请检查后再拨。",
            en: "That number is too short, perhaps without its area code. Check it and call again.",
          };
    case "too_long":
      return extra
        ? {
            zh: `号码格式不对：多${digitsZh(extra)}。请检查后再拨。`,
            en: `That number is ${digitsEn(extra)} too long. Check it and call again.`,
          }
        : { zh: "号码太长，请检查后再拨。", en: "That number is too long. Check it and call again." };
    case "emergency":
      return {
        zh: "紧急号码不能从这里拨打，请用身边的电话。",
        en: "Emergency numbers cannot be called from here. Use a telephone at hand.",
      };
    case "destination_closed": {
      const country = callingCode === undefined ? null : countryName(callingCode);
      return {
        zh: `${country?.zh ?? "该地区"}未开通外呼，请联系管理员。`,
        en: `Calls to ${country?.en ?? "this destination"} are not open. Ask an administrator.`,
      };
    }
    case "satellite":
      return { zh: "不能拨打卫星电话号码。", en: "Satellite numbers are not called from here." };
    case "shared_charge":
      return { zh: "不能拨打付费号码。", en: "Numbers that charge the caller are not called from here." };
    case "invalid":
      return { zh: "没有这样的号码，请检查后再拨。", en: "No such number exists. Check it and call again." };
  }
}
