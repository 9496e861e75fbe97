import { parsePhone } from "@cloverdesk/rules/phone";
import { visible } from "@cloverdesk/rules/text";
import { z } from "zod";

/** How login names are stored and compared: an e-mail in small letters, a mobile number in E.164. */
export function normalLoginName(typed: string): string {
  // Neither an e-mail address nor a mobile number holds a space: it comes with what was pasted.
  const text = visible(typed).normalize("NFKC").replace(/\s/g, "").toLowerCase();
  if (text.includes("@")) return text;
  const phone = parsePhone(text);
  return phone.ok ? phone.e164 : text;
}

/** A new person's login name as it is stored; null when it is neither an e-mail address nor a number that a mobile telephone can have. */
export function newLoginName(typed: string): string | null {
  const name = normalLoginName(typed);
  if (z.email().safeParse(name).success) return name;
  const phone = parsePhone(name);
  return phone.ok && (phone.kind === "mobile" || phone.kind === "other") ? phone.e164 : null;
}
