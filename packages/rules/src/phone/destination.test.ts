import { describe, expect, it } from "vitest";
import { destinationFault } from "./destination.ts";
import { parseDialable, phoneFaultText } from "./index.ts";
import { isPremium } from "./premium.ts";

describe("a destination", () => {
  it.each([
    ["+8613800138000", null],
    ["+861055550100", null],
    ["+8695588", null],
    ["+442079460958", "destination_closed"],
    ["+85221234567", "destination_closed"],
    ["+12125550123", "destination_closed"],
    ["+881612345678", "satellite"],
    ["+870773123456", "satellite"],
    ["+88213300655", "satellite"],
    ["+8613491234567", "satellite"],
    ["+8617401234567", "satellite"],
    ["+979123456789", "shared_charge"],
    ["+80812345678", "shared_charge"],
  ])("%s with China alone open: %s", (e164, fault) => {
    expect(destinationFault(e164, ["86"])).toBe(fault);
  });

  it("is open when its calling code is; satellites and charged numbers never are", () => {
    expect(destinationFault("+442079460958", ["86", "44"])).toBeNull();
    expect(destinationFault("+442079460958", undefined)).toBeNull();
    expect(destinationFault("+881612345678", undefined)).toBe("satellite");
    expect(destinationFault("+881612345678", ["881"])).toBe("satellite");
  });

  it("that is closed is a number that cannot be called, named by its country", () => {
    const fault = parseDialable("+44 20 7946 0958", { defaultCountry: "CN", openCountries: ["86"] });
    expect(fault).toEqual({ ok: false, reason: "destination_closed", callingCode: "44" });
    expect(phoneFaultText(fault as never).zh).toContain("英国");
    expect(parseDialable("+44 20 7946 0958").ok).toBe(true);
    expect(parseDialable("010-110", { defaultCountry: "CN", openCountries: [] })).toMatchObject({ reason: "emergency" });
  });

  it.each([
    ["+449098790001", true],
    ["+19002123456", true],
    ["+499001234567", true],
    ["+442079460958", false],
    ["+8613800138000", false],
    ["+861055550100", false],
    ["nonsense", false],
  ])("%s charges the caller: %s", (e164, charges) => {
    expect(isPremium(e164)).toBe(charges);
  });
});
