import { createTransport } from "nodemailer";
import type { AppContext } from "../../platform/app-context.ts";
import { claimDueMails, type DueMail, mailDone } from "./one-time-link.repo.ts";
import { linkAddress, linkSecrets } from "./one-time-link.ts";

/** A mail server that refuses is asked again after so long; a link lives half an hour. */
const RETRY_MS = 60_000;

/** The sweep that sends one-time links: by SMTP when configured; in the demo it prints each as one readable line. */
export function createLinkMailer(ctx: AppContext): () => Promise<void> {
  const { SMTP_URL, SMTP_FROM, APP_URL, JWT_SECRET, DEMO } = ctx.env;
  const smtp = SMTP_URL ? createTransport(SMTP_URL) : undefined;

  async function send(mail: DueMail): Promise<void> {
    const { token, code } = linkSecrets(JWT_SECRET, mail.id);
    const link = linkAddress(APP_URL, token);
    if (DEMO === "on") ctx.log.warn(`One-time link for ${mail.mailTo}: ${link} (code ${code})`);
    if (smtp && mail.mailTo.includes("@")) await smtp.sendMail({ from: SMTP_FROM, to: mail.mailTo, ...letter(mail, link, code) });
    else if (DEMO === "off")
      ctx.log.warn({ link: mail.id }, "no mail server is configured (SMTP_URL): an administrator can make a one-time link");
    await mailDone(ctx.db, mail.id);
  }

  return async () => {
    for (const mail of await claimDueMails(ctx.db, ctx.clock(), RETRY_MS))
      await send(mail).catch((error) =>
        ctx.log.warn({ err: error, link: mail.id, tries: mail.mailTries }, "one-time link not mailed, will be tried again"),
      );
  };
}

function letter({ language, displayName }: DueMail, link: string, code: string): { subject: string; text: string } {
  if (language === "en")
    return {
      subject: "Your Cloverdesk sign-in link",
      text: `Hello ${displayName},\n\nset your password here:\n${link}\n\nor type this code: ${code}\n\nBoth work once, for 30 minutes. If you did not ask for this, ignore this mail: nothing changes.`,
    };
  return {
    subject: "四叶草客服工作台：设置密码",
    text: `${displayName}，你好：\n\n请打开链接设置密码：\n${link}\n\n或输入验证码：${code}\n\n链接和验证码 30 分钟内有效，只能用一次。如果不是你本人操作，请忽略本邮件，账号不会有任何变化。`,
  };
}
