import { parsePhone } from "@cloverdesk/rules/phone";

/** How login names are stored and compared: an e-mail in small letters, a mobile number in E.164. */
export function normalLoginName(typed: string): string {
  const text = typed.trim().normalize("NFKC");
  if (text.includes("@")) return text.toLowerCase();
  const phone = parsePhone(text);
  return phone.ok ? phone.e164 : text.toLowerCase();
}
