import { ERRORS, type Language } from "@cloverdesk/contracts";
import { checkPassword, PASSWORD_PROBLEMS } from "@cloverdesk/rules";
import { AppError } from "../../platform/http/app-error.ts";

/** Whose password it is to be: it must not hold these. */
export interface PasswordOwner {
  loginName: string;
  realName: string;
  displayName: string;
}

/** Throws `auth.password_weak`, with the broken rules in `fields.password`. */
export function refuseWeak(password: string, { loginName, realName, displayName }: PasswordOwner, language: Language): void {
  const { problems } = checkPassword(password, { loginName, names: [realName, displayName] });
  if (problems.length === 0) return;
  const text = problems.map((problem) => PASSWORD_PROBLEMS[problem][language]).join(language === "zh" ? "" : " ");
  throw new AppError("auth.password_weak", { detail: `${ERRORS["auth.password_weak"][language]} ${text}`, fields: { password: text } });
}
