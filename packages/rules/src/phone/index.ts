import { groupAbroad } from "./abroad.ts";
import { phoneFormat } from "./format.ts";

export { digitsOf, searchDigits } from "./digits.ts";
export { phoneFaultText } from "./fault-text.ts";
export { type NumberOrigin, numberOrigin } from "./origin.ts";
export {
  type DialableOptions,
  type ParsedPhone,
  type ParseOptions,
  type PhoneFault,
  type PhoneKind,
  parseDialable,
  parsePhone,
} from "./parse.ts";
export { isEmergency, phoneParts, phoneSearchForms, phoneValue } from "./value.ts";

export const { formatPhone, maskPhone } = phoneFormat(groupAbroad);
