export { clock, figure, fullMoment, inLanguage, listed, moment, preciseTime, sizeText } from "./format.ts";
export { formatPhone, loadPhonePlans, useFormattedPhone } from "./phone.ts";
export { readStored, writeStored } from "./stored.ts";
export { isTyping } from "./typing.ts";
export { useLanguage } from "./useLanguage.ts";
export { useNow } from "./useNow.ts";
export { useSettled } from "./useSettled.ts";
