import { describe, expect, it } from "vitest";
import { seededRandom } from "../test/seeded-random.ts";
import { checkPassword, PASSWORD_PROBLEMS, PASSWORD_STRENGTHS } from "./password.ts";

const wang = { loginName: "wang.fang@demo.test", names: ["王芳", "Fang Wang", "Li"] };
const mobile = { loginName: "+8613800138001", names: [] };

describe("a password is refused", () => {
  it.each([
    ["", ["too_short"]],
    ["kT9#xwQ2v", ["too_short"]],
    ["password123", ["common"]],
    ["P@ssw0rd!!", ["common"]],
    ["pa55word2024", ["common"]],
    ["Admin@2024!", ["common"]],
    ["welcome2024!", ["common"]],
    ["woaini5201314", ["common"]],
    ["5201314520", ["common"]],
    ["Wang.Fang-rain", ["contains_login_name", "contains_name"]],
    ["xwang.fang@demo.test1", ["contains_login_name", "contains_name"]],
    ["大家好我是王芳没错了", ["contains_name"]],
    ["blue fangwang tea", ["contains_name"]],
    ["my fang eats", ["contains_name"]],
    ["aaaaaaaaaaaa", ["repeated"]],
    ["ABABABABABAB", ["repeated"]],
    ["a1b2a1b2a1b2", ["repeated"]],
    ["啊啊啊啊啊啊啊啊啊啊", ["repeated"]],
    ["1234567890", ["keyboard_row"]],
    ["qwertyuiop", ["keyboard_row"]],
    ["POIUYTREWQ", ["keyboard_row"]],
    ["1qaz2wsx3edc", ["keyboard_row"]],
    ["abcdefgh99", ["keyboard_row"]],
    ["qwer1234asdf", ["keyboard_row"]],
    ["１２３４５６７８９０", ["keyboard_row"]],
  ])("%j: %j", (password, problems) => {
    const verdict = checkPassword(password, wang);
    expect(verdict.problems).toEqual(problems);
    expect(verdict.ok).toBe(false);
    expect(verdict.score).toBeLessThanOrEqual(1);
  });

  it.each(["13800138001xyz", "ab+8613800138001"])("with the owner's mobile number: %s", (password) => {
    expect(checkPassword(password, mobile).problems).toEqual(["contains_login_name"]);
  });
});

describe("a password is accepted", () => {
  it.each([
    ["clover-demo", 2],
    ["correct horse battery staple", 4],
    ["kT9#xwQ2vB", 3],
    ["mzqpwkxhvb", 2],
    ["8263957401", 1],
    ["春眠不觉晓处处闻啼鸟", 4],
    ["Lively tea at 4pm", 4],
    ["admin 84639 26482 937", 4],
  ])("%j scores %d", (password, score) => {
    expect(checkPassword(password, wang)).toEqual({ ok: true, score, problems: [] });
  });

  it("when name and login name are too short to matter", () => {
    expect(checkPassword("kT9#xwlib2vB", { loginName: "li@demo.test", names: ["Li", ""] }).ok).toBe(true);
  });
});

it("has words for every problem and score in both languages", () => {
  for (const text of [...Object.values(PASSWORD_PROBLEMS), ...PASSWORD_STRENGTHS]) {
    expect(text.zh).toMatch(/\p{Script=Han}/u);
    expect(text.en).toMatch(/^[A-Z]/);
  }
});

it("never throws, and is never content with fewer than ten characters", () => {
  const random = seededRandom(5);
  const alphabet = [..."abcXYZ019!@# \\^$.*[]()王😀\u0000"];
  for (let run = 0; run < 5000; run++) {
    const password = Array.from({ length: random.int(24) }, () => random.pick(alphabet)).join("");
    const verdict = checkPassword(password, wang);
    expect(verdict.ok).toBe(verdict.problems.length === 0);
    if ([...password].length < 10) expect(verdict.problems).toContain("too_short");
  }
});
