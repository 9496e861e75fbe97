export { digitsOf, searchDigits } from "./digits.ts";
export { phoneFaultText } from "./fault-text.ts";
export { formatPhone, maskPhone } from "./format.ts";
export { type NumberOrigin, numberOrigin } from "./origin.ts";
export { type ParsedPhone, type ParseOptions, type PhoneFault, type PhoneKind, parseDialable, parsePhone } from "./parse.ts";
export { isEmergency, phoneParts, phoneSearchForms, phoneValue } from "./value.ts";
