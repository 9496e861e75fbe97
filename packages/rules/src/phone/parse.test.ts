import { e164 as e164Shape } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../test/seeded-random.ts";
import { areaCodes } from "./area-codes.ts";
import { phoneFaultText } from "./fault-text.ts";
import { formatPhone } from "./index.ts";
import { parseDialable, parsePhone } from "./parse.ts";
import { phoneParts, phoneSearchForms, phoneValue } from "./value.ts";

describe("a number pasted in any format", () => {
  it.each([
    ["13800138000", "+8613800138000"],
    [" 138 0013 8000\n", "+8613800138000"],
    ["138-0013-8000", "+8613800138000"],
    ["138.0013.8000", "+8613800138000"],
    ["138/0013/8000", "+8613800138000"],
    ["138—0013–8000", "+8613800138000"],
    ["+86 138-0013-8000", "+8613800138000"],
    ["＋８６ １３８００１３８０００", "+8613800138000"],
    ["(+86)13800138000", "+8613800138000"],
    ["0086 138 0013 8000", "+8613800138000"],
    ["8613800138000", "+8613800138000"],
    ["013800138000", "+8613800138000"],
    ["\u202a+86 138\u00a00013\u20078000\u202c", "+8613800138000"],
    ["138\u200b0013\ufeff8000", "+8613800138000"],
    ["'13800138000", "+8613800138000"],
    ["13800138000.0", "+8613800138000"],
    ["13,800,138,000", "+8613800138000"],
    ["tel:+86-138-0013-8000", "+8613800138000"],
    ["tel:%2B8613800138000", "+8613800138000"],
    ["tel:138-0013-8000;phone-context=+86", "+8613800138000"],
    ["sip:+8613800138000@carrier.test;user=phone", "+8613800138000"],
    ["手机号：13800138000", "+8613800138000"],
    ["Telephone: 138 0013 8000", "+8613800138000"],
    ["13800138000（微信同号）", "+8613800138000"],
    ["(010) 5555-0100", "+861055550100"],
    ["（010）55550100", "+861055550100"],
    ["010-55550100", "+861055550100"],
    ["010/55550100", "+861055550100"],
    ["01055550100", "+861055550100"],
    ["1055550100", "+861055550100"],
    ["+86 10 5555 0100", "+861055550100"],
    ["+86 (0)10 5555 0100", "+861055550100"],
    ["+86 010 5555 0100", "+861055550100"],
    ["86-10-55550100", "+861055550100"],
    ["0755 2655 0100", "+8675526550100"],
    ["75526550100", "+8675526550100"],
    ["0335-5550100", "+863355550100"],
    ["400-555-0100", "+864005550100"],
    ["+86 800 555 0100", "+868005550100"],
    ["+1 (415) 555-2671", "+14155552671"],
    ["001 415 555 2671", "+14155552671"],
    ["+852 5555 0100", "+85255550100"],
    ["+44 (0)20 7946 0958", "+442079460958"],
    ["（+86）138–0013–8000", "+8613800138000"],
    ["電話 ﹕ 138 0013 8000", "+8613800138000"],
    ["电话:【010】5555－0100", "+861055550100"],
    ["1\ufe0f\u20e33800138000", "+8613800138000"],
    ["\u2066(010)\u2069\u200e 55550100", "+861055550100"],
  ])("%j is %s", (text, e164) => {
    expect(parsePhone(text)).toMatchObject({ ok: true, e164 });
  });

  it.each([
    ["010-55550100-8001", "+861055550100", "8001"],
    ["010-55550100 转 8001", "+861055550100", "8001"],
    ["010-55550100转8001", "+861055550100", "8001"],
    ["010 5555 0100 ext. 12", "+861055550100", "12"],
    ["010 5555 0100 x12", "+861055550100", "12"],
    ["010-55550100,,8001", null, null],
    ["01055550100#8001#", "+861055550100", "8001"],
    ["400-555-0100-2", "+864005550100", "2"],
    ["tel:+861055550100;ext=8001", "+861055550100", "8001"],
    ["+86 010 5555 0100 转 8001", "+861055550100", "8001"],
    ["（010）5555–0100　轉８００１", "+861055550100", "8001"],
    ["010-55550100 分机号：8001", "+861055550100", "8001"],
    ["+44 20 7946 0958 x12", "+442079460958", "12"],
    ["分机：8001", null, null],
  ])("%j has its extension apart", (text, e164, extension) => {
    expect(parsePhone(text)).toMatchObject(e164 ? { ok: true, e164, extension } : { ok: false, reason: "not_a_number" });
  });

  it.each([
    ["13800138000", "mobile", "13800138000"],
    ["+861055550100", "landline", "01055550100"],
    ["0755-26550100", "landline", "075526550100"],
    ["95588", "service", "95588"],
    ["10086", "service", "10086"],
    ["12345", "service", "12345"],
    ["010 12345", "service", "01012345"],
    ["110", "service", "110"],
    ["4005550100", "service", "4005550100"],
    ["10105555", "service", "10105555"],
    ["+14155552671", "other", "4155552671"],
  ])("%s is a %s", (text, kind, national) => {
    expect(parsePhone(text)).toMatchObject({ ok: true, kind, national });
  });

  it("reads emergency numbers, and lets nobody call them", () => {
    for (const number of ["110", "119", "120", "122", "+86110"]) {
      const parsed = parsePhone(number);
      expect(e164Shape.safeParse(parsed.ok && parsed.e164).success).toBe(false);
      expect(parseDialable(number)).toEqual({ ok: false, reason: "emergency" });
    }
    for (const number of [
      "010-110",
      "010110",
      "０１０－１１０",
      "0755120",
      "0311 119",
      "(021) 122",
      "+86 010 110",
      "+86 10 110",
      "0086 755 120",
      "tel:+86-755-119",
      "+86 (0)10 110",
      "电话：010-110",
    ])
      expect(parseDialable(number), number).toEqual({ ok: false, reason: "emergency" });
    for (const number of ["95588", "10086", "12345", "13800138000", "010 12345", "010-55550110", "0755-83110120", "400 110 0120"]) {
      const parsed = parseDialable(number);
      expect(e164Shape.safeParse(parsed.ok && parsed.e164).success, number).toBe(true);
    }
  });

  it("reads national numbers of another country when told", () => {
    expect(parsePhone("(415) 555-2671", { defaultCountry: "US" })).toMatchObject({ ok: true, e164: "+14155552671" });
    expect(parsePhone("13800138000", { defaultCountry: "US" })).toMatchObject({ ok: false });
    expect(parsePhone("+8613800138000", { defaultCountry: "US" })).toMatchObject({ ok: true, kind: "mobile" });
  });
});

describe("what is no number is told why", () => {
  it.each([
    ["", { reason: "empty" }],
    [" \u3000\u200b\t", { reason: "empty" }],
    ["1380013800", { reason: "too_short", missing: 1 }],
    ["138", { reason: "too_short", missing: 8 }],
    ["+86 138 0013 80", { reason: "too_short", missing: 2 }],
    ["861380013800", { reason: "too_short", missing: 1 }],
    ["010 5555 010", { reason: "too_short", missing: 1 }],
    ["0755 265501", { reason: "too_short", missing: 1 }],
    ["55550100", { reason: "too_short" }],
    ["0", { reason: "too_short" }],
    ["7", { reason: "too_short" }],
    ["138001380001", { reason: "too_long", extra: 1 }],
    ["138-0013-8000-1", { reason: "too_long", extra: 1 }],
    ["010 5555 01001", { reason: "too_long", extra: 1 }],
    ["13800138000/13800138001", { reason: "too_long", extra: 11 }],
    ["1.38E+10", { reason: "not_a_number" }],
    ["138****8000", { reason: "not_a_number" }],
    ["王女士", { reason: "not_a_number" }],
    ["13800138000 13b", { reason: "not_a_number" }],
    ["#N/A", { reason: "not_a_number" }],
    ["+", { reason: "not_a_number" }],
    ["138+00138000", { reason: "not_a_number" }],
    ["-", { reason: "not_a_number" }],
    ["1".repeat(201), { reason: "not_a_number" }],
    ["0000000000", { reason: "invalid" }],
    ["010 1555 0100", { reason: "invalid" }],
    ["+999 12345678", { reason: "invalid" }],
    ["+1 415", { reason: "too_short" }],
    ["+1 415 555 26711 22", { reason: "too_long" }],
  ])("%j", (text, why) => {
    expect(parsePhone(text)).toEqual({ ok: false, ...why });
  });

  it("in words of both languages", () => {
    expect(phoneFaultText({ reason: "too_short", missing: 1 })).toEqual({
      zh: "号码格式不对：少一位。请检查后再拨。",
      en: "That number is one digit short. Check it and call again.",
    });
    for (const reason of ["empty", "too_short", "too_long", "not_a_number", "invalid"] as const) {
      expect(phoneFaultText({ reason }).zh).not.toBe("");
    }
    expect(phoneFaultText({ reason: "too_long", extra: 3 })).toMatchObject({ zh: expect.stringContaining("多3 位") });
  });
});

describe("a number as it is kept", () => {
  it.each([
    ["010-55550100 转 8001", "+861055550100;ext=8001", ["1055550100", "8001"]],
    ["138 0013 8000", "+8613800138000", ["13800138000"]],
    ["+44 20 7946 0958", "+442079460958", ["442079460958"]],
    ["95588", "+8695588", ["95588"]],
  ])("%s is %s and found by its digits", (text, value, forms) => {
    const parsed = parsePhone(text);
    if (!parsed.ok) throw new Error(`${text} is no number`);
    expect(phoneValue(parsed)).toBe(value);
    expect(parsePhone(value)).toEqual(parsed);
    expect(phoneSearchForms(value)).toEqual(forms);
    expect(phoneParts(value)).toEqual({ e164: parsed.e164, extension: parsed.extension ?? null });
  });
});

describe("properties", () => {
  const separators = ["", " ", "-", ".", "/", "\u00a0", "\u200b", "－", " - "];
  const fullWidth = (digit: string) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0);

  it("any writing of a Chinese number is read as that number, and its E.164 is read as itself", () => {
    const random = seededRandom(20_240_501);
    for (let run = 0; run < 3000; run++) {
      const area = random.pick(areaCodes());
      const length = area.length === 2 ? 8 : 7 + random.int(2);
      const subscriber = String(2 + random.int(8)) + Array.from({ length: length - 1 }, () => random.int(10)).join("");
      const mobile = `1${3 + random.int(7)}${Array.from({ length: 9 }, () => random.int(10)).join("")}`;
      const isMobile = random.chance(0.5);
      const prefix = random.pick(isMobile ? ["", "0", "+86", "0086", "86"] : ["0", "+86", "0086", "+860"]);
      const digits = prefix + (isMobile ? mobile : area + subscriber);
      const written = [...digits]
        .map(
          (c) => (/\d/.test(c) && random.chance(0.2) ? fullWidth(c) : c) + (c !== "+" && random.chance(0.2) ? random.pick(separators) : ""),
        )
        .join("");
      const e164 = `+86${isMobile ? mobile : area + subscriber}`;
      expect(parsePhone(written), written).toMatchObject({ ok: true, e164, kind: isMobile ? "mobile" : "landline" });
      expect(parsePhone(e164)).toMatchObject({ ok: true, e164 });
      expect(parsePhone(formatPhone(e164))).toMatchObject({ ok: true, e164 });
    }
  });

  it("never throws on noise, and what it accepts is stable", () => {
    const random = seededRandom(7);
    const alphabet = [..."0123456789０１９+＋-—()（）/ .·,;:#*xX转ext分机tel\u200b\u0000\ud83c😀王E%@'\n"];
    for (let run = 0; run < 20_000; run++) {
      const text = Array.from({ length: random.int(24) }, () => random.pick(alphabet)).join("");
      const parsed = parsePhone(text);
      if (parsed.ok) expect(parsePhone(parsed.e164), text).toMatchObject({ ok: true, e164: parsed.e164 });
    }
  });
});
