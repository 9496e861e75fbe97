import { createTransport } from "nodemailer";
import { z } from "zod";
import type { AppContext } from "../../platform/app-context.ts";
import { defineJob } from "../../platform/jobs/job.ts";
import { findLinkMail, type LinkMail, linkOwnerNames } from "./one-time-link.repo.ts";
import { linkAddress, linkSecrets } from "./one-time-link.ts";

/** Mails a one-time link: by SMTP when configured; in the demo it prints it as one readable line. */
export const mailLink = defineJob({
  name: "identity.mail-link",
  payload: z.object({ linkId: z.uuid() }),
  // The eighth attempt is about half an hour after the first, which is as long as a link lives.
  maxAttempts: 8,
  async subjects(ctx, payloads) {
    const names = await linkOwnerNames(
      ctx.db.prisma,
      payloads.map(({ linkId }) => linkId),
    );
    return payloads.map(({ linkId }) => names.get(linkId) ?? null);
  },
  async run(ctx, { linkId }) {
    const mail = await findLinkMail(ctx.db.prisma, linkId, ctx.clock());
    if (mail) await send(ctx, mail);
  },
});

async function send({ env, log }: AppContext, mail: LinkMail): Promise<void> {
  const { SMTP_URL, SMTP_FROM, APP_URL, JWT_SECRET, DEMO } = env;
  const { token, code } = linkSecrets(JWT_SECRET, mail.id);
  const link = linkAddress(APP_URL, token);
  if (DEMO === "on") log.warn(`One-time link for ${mail.mailTo}: ${link} (code ${code})`);
  if (SMTP_URL && mail.mailTo.includes("@"))
    await createTransport(SMTP_URL).sendMail({ from: SMTP_FROM, to: mail.mailTo, ...letter(mail, link, code) });
  else if (DEMO === "off")
    log.warn({ link: mail.id }, "no mail server is configured (SMTP_URL): an administrator can make a one-time link");
}

function letter({ language, displayName }: LinkMail, link: string, code: string): { subject: string; text: string } {
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
