/** Words that people build passwords around, in lower case, leet spelling undone. Small on purpose: it travels to the browser. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  (
    "password passwort passw0rd passwd secret letmein welcome login admin administrator root master superuser system manager guest test " +
    "testing default changeme hello helloworld computer internet server database oracle mysql cisco windows microsoft google apple android " +
    "iloveyou loveyou lovely princess sunshine shadow dragon monkey football baseball superman batman pokemon starwars trustno michael " +
    "jordan jennifer charlie daniel hunter summer winter spring autumn monday friday january december freedom whatever cheese flower " +
    "woaini woaiwojia mima nihao zhongguo beijing shanghai shenzhen guangzhou woshishui aini taobao alibaba tencent baidu weixin " +
    "callcenter hotline support service helpdesk customer company office clover cloverdesk"
  ).split(" "),
);

/** Numbers that people know by heart, besides rows and repetitions. */
export const COMMON_NUMBERS: readonly string[] = ["5201314", "1314520", "123123", "112233", "147258369", "159357", "314159265"];

/** Rows and columns of the keyboard, the alphabet and the digits: a run along one of them, either way, is no secret. */
export const KEY_ROWS: readonly string[] = [
  "1234567890",
  "0123456789",
  "!@#$%^&*()",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "abcdefghijklmnopqrstuvwxyz",
  "1qaz",
  "2wsx",
  "3edc",
  "4rfv",
  "5tgb",
  "6yhn",
  "7ujm",
];
