import { parsePhone } from "@cloverdesk/rules/phone";
import { visible } from "@cloverdesk/rules/text";

/** How login names are stored and compared: an e-mail in small letters, a mobile number in E.164. */
export function normalLoginName(typed: string): string {
  // Neither an e-mail address nor a mobile number holds a space: it comes with what was pasted.
  const text = visible(typed).normalize("NFKC").replace(/\s/g, "").toLowerCase();
  if (text.includes("@")) return text;
  const phone = parsePhone(text);
  return phone.ok ? phone.e164 : text;
}
