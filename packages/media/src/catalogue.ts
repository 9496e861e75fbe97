/**
 * Spoken prompts that come with the product, in both languages: `prompts/<language>/<name>.wav`, played as
 * `<language>/<name>`. `prompts/generate.mjs` speaks them; change a text here, run it, and check in what it wrote.
 */

export type PromptLanguage = "zh" | "en";

/** Whole announcements. */
const ANNOUNCEMENTS = {
  greeting: {
    zh: "您好，欢迎致电四叶草。售后服务，请按一。订单咨询，请按二。",
    en: "Welcome to Clover. For after-sales service, press 1. For orders and advice, press 2.",
  },
  "invalid-key": { zh: "您的输入有误，请重新输入。", en: "That is not one of the choices. Please try again." },
  "no-input": { zh: "没有收到您的按键，请重新选择。", en: "We did not receive a key. Please choose again." },
  "enter-number": { zh: "请输入号码，按井号键结束。", en: "Please enter the number, then press the hash key." },
  "queue-welcome": {
    zh: "当前客服全忙，请您稍候，我们会按顺序为您接通。",
    en: "All our agents are busy. Please hold, calls are answered in the order they came.",
  },
  "queue-position-before": { zh: "您当前排在第", en: "You are number" },
  "queue-position-after": { zh: "位。", en: "in the queue." },
  "please-hold": { zh: "请您继续等待，客服将尽快为您服务。", en: "Please hold on. An agent will be with you as soon as possible." },
  connecting: { zh: "正在为您接通，请稍候。", en: "We are connecting you now." },
  "recording-notice": { zh: "为保证服务质量，本次通话将被录音。", en: "This call will be recorded for quality." },
  "agents-busy-overflow": {
    zh: "等待人数较多，正在为您转接其他客服。",
    en: "Many callers are waiting. We are passing you to another team.",
  },
  "transfer-failed": { zh: "转接没有成功，正在为您接回客服。", en: "The transfer did not succeed. We are taking you back to your agent." },
  "agent-lost": {
    zh: "非常抱歉，为您服务的客服已断开连接，正在为您重新接通，请稍候。",
    en: "We are sorry. The agent who was serving you was disconnected. We are connecting you again. Please hold on.",
  },
  "agent-lost-farewell": {
    zh: "非常抱歉，由于客服的连接中断，本次通话无法继续，请您稍后再次来电，再见。",
    en: "We are sorry. Your agent's connection was lost and this call cannot go on. Please call again later. Goodbye.",
  },
  closed: {
    zh: "您好，现在是非工作时间，请在工作时间来电。",
    en: "Our office is closed now. Please call again during business hours.",
  },
  goodbye: { zh: "感谢您的来电，再见。", en: "Thank you for calling. Goodbye." },
} as const satisfies Record<string, Record<PromptLanguage, string>>;

const DIGITS: Readonly<Record<PromptLanguage, readonly string[]>> = {
  zh: ["零", "幺", "二", "三", "四", "五", "六", "七", "八", "九"],
  en: ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
};
const NUMBERS: Readonly<Record<PromptLanguage, readonly string[]>> = {
  zh: "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十".split(" "),
  en: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  ),
};
/** Said for every number after the last. */
const BEYOND: Readonly<Record<PromptLanguage, string>> = { zh: "二十以后", en: "more than twenty" };

export interface SpokenPrompt {
  /** As `play` takes it: `zh/greeting`. */
  readonly id: string;
  readonly language: PromptLanguage;
  readonly text: string;
}

/** Every spoken prompt there is. */
export function spokenPrompts(): SpokenPrompt[] {
  return (["zh", "en"] as const).flatMap((language) => {
    const named: [string, string][] = [
      ...Object.entries(ANNOUNCEMENTS).map(([name, texts]): [string, string] => [name, texts[language]]),
      ...DIGITS[language].map((text, digit): [string, string] => [`digit-${digit}`, text]),
      ...NUMBERS[language].map((text, i): [string, string] => [`number-${i + 1}`, text]),
      ["number-beyond", BEYOND[language]],
    ];
    return named.map(([name, text]) => ({ id: `${language}/${name}`, language, text }));
  });
}
