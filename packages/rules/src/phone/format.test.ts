import { describe, expect, it } from "vitest";
import { digitsOf, searchDigits } from "./digits.ts";
import { formatPhone, maskPhone } from "./index.ts";
import { numberOrigin } from "./origin.ts";

describe("numbers on the screen", () => {
  it.each([
    ["+8613800138000", "138 0013 8000", "138 **** 8000"],
    ["+861055550100", "010 5555 0100", "010 **** 0100"],
    ["+8675526550100", "0755 2655 0100", "0755 **** 0100"],
    ["+863355550100", "0335 555 0100", "0335 *** 0100"],
    ["+8695588", "95588", "95588"],
    ["+8610086", "10086", "10086"],
    ["+861012345", "010 12345", "010 12345"],
    ["+864005550100", "400 555 0100", "400 555 0100"],
    ["+14155550100", "+1 415 555 0100", "+1 *** *** 0100"],
    ["+85255550100", "+852 5555 0100", "+852 **** 0100"],
    ["+442079460958", "+44 20 7946 0958", "+44 ** **** 0958"],
    ["+442071838750", "+44 20 7183 8750", "+44 ** **** 8750"],
    ["+33142685300", "+33 1 42 68 53 00", "+33 * ** ** 53 00"],
    ["+4930901820", "+49 30 901820", "+49 ** **1820"],
    ["+81335938111", "+81 3 3593 8111", "+81 * **** 8111"],
    ["+6561234567", "+65 6123 4567", "+65 **** 4567"],
    ["+861055550100;ext=8001", "010 5555 0100 #8001", "010 **** 0100"],
    ["+864005550100;ext=2", "400 555 0100 #2", "400 555 0100"],
    ["+9991234567", "+999 123 4567", "+*** *** 4567"],
    ["anonymous", "anonymous", "anonymous"],
    ["8001", "8001", "8001"],
    ["13800138000", "13800138000", "*******8000"],
    ["55501", "55501", "***01"],
    ["", "", ""],
  ])("%s is shown as %s and masked as %s", (e164, shown, masked) => {
    expect(formatPhone(e164)).toBe(shown);
    expect(maskPhone(e164)).toBe(masked);
  });
});

describe("searching parts of numbers", () => {
  it("keeps digits alone, full-width ones too", () => {
    expect(digitsOf("（０１０）5555-01a")).toBe("010555501");
  });

  it.each([
    ["010-5555", "+861055550100"],
    ["0755 26", "+8675526550100"],
    ["0086 138", "+8613800138000"],
    ["+86 138", "+8613800138000"],
    ["0138 0013", "+8613800138000"],
    ["0100", "+861055550100"],
    ["8000", "+8613800138000"],
    ["001 415", "+14155550100"],
  ])("%s finds %s", (typed, stored) => {
    expect(stored).toContain(searchDigits(typed));
  });
});

describe("where a number is from", () => {
  it.each([
    ["+8613800138000", null, "China Mobile"],
    ["+8618600138000", null, "China Unicom"],
    ["+8618900138000", null, "China Telecom"],
    ["+8619200138000", null, "China Broadnet"],
    ["+8617050138000", null, "Virtual operator (China Mobile)"],
    ["+8617090138000", null, "Virtual operator (China Unicom)"],
    ["+8617000138000", null, "Virtual operator (China Telecom)"],
    ["+8613490138000", null, "Satellite"],
    ["+8615400138000", null, null],
    ["+861055550100", "Beijing", null],
    ["+8675526550100", "Shenzhen, Guangdong", null],
    ["+864322550100", "Jilin City, Jilin", null],
    ["+861012345", "Beijing", null],
    ["+8695588", null, null],
    ["+14155550100", "North America", null],
    ["+85255550100", "Hong Kong, China", null],
    ["+442079460958", "United Kingdom", null],
    ["+99912345678", null, null],
    ["anonymous", null, null],
  ])("%s: %s, %s", (e164, region, carrier) => {
    const origin = numberOrigin(e164);
    expect(origin.region?.en ?? null).toBe(region);
    expect(origin.carrier?.en ?? null).toBe(carrier);
  });

  it("in Chinese as well", () => {
    expect(numberOrigin("+8675526550100").region?.zh).toBe("广东 深圳");
    expect(numberOrigin("+862155550100").region?.zh).toBe("上海");
    expect(numberOrigin("+8113550100").region?.zh).toBe("日本");
    expect(numberOrigin("+8613800138000").carrier?.zh).toBe("移动");
  });
});
