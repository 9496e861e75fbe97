import type { ThemeConfig } from "antd";
import { theme as antd } from "antd";

export type Mode = "light" | "dark";

/** Colours by mode. Texts in a state's colour hold 4.5:1 on `surface` and on their own soft background. */
const PALETTE = {
  light: {
    brand: "#1a7f4b",
    brandHover: "#166d40",
    link: "#17734a",
    page: "#f3f5f4",
    surface: "#ffffff",
    raised: "#ffffff",
    text: "#1c2321",
    textSoft: "#55605b",
    line: "#dfe4e1",
    lineSoft: "#ebeeec",
    hover: "#f0f3f1",
    chosen: "#e3f2ea",
    danger: "#c4242c",
    dangerFill: "#c4242c",
    ready: "#1a7f4b",
    ringing: "#935500",
    ringingFill: "#e58a00",
    onCall: "#1d5fd1",
    hold: "#6d3fc4",
    wrapUp: "#b04a06",
    onBreak: "#75602f",
    offDuty: "#59636b",
    customer: "#1d5fd1",
    agent: "#1a7f4b",
    shadow: "0 6px 24px rgb(20 35 28 / 18%)",
  },
  dark: {
    brand: "#24865a",
    brandHover: "#1f7a51",
    link: "#5fce98",
    page: "#101413",
    surface: "#181d1b",
    raised: "#202623",
    text: "#e4eae7",
    textSoft: "#a2ada8",
    line: "#313936",
    lineSoft: "#262d2a",
    hover: "#222926",
    chosen: "#1d3327",
    danger: "#ff7b7b",
    dangerFill: "#c9343b",
    ready: "#55c98f",
    ringing: "#f5b342",
    ringingFill: "#f5b342",
    onCall: "#7aaeff",
    hold: "#b99cf7",
    wrapUp: "#ff9d57",
    onBreak: "#d1b981",
    offDuty: "#a0aab3",
    customer: "#7aaeff",
    agent: "#55c98f",
    // A shadow alone is not seen on a dark page.
    shadow: "0 0 0 1px #313936, 0 6px 28px rgb(0 0 0 / 60%)",
  },
} as const;

export const FONT =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

/** The antd theme of a mode. */
export function antdTheme(mode: Mode): ThemeConfig {
  const c = PALETTE[mode];
  return {
    algorithm: mode === "dark" ? antd.darkAlgorithm : antd.defaultAlgorithm,
    cssVar: { key: "cd" },
    hashed: false,
    token: {
      colorPrimary: c.brand,
      colorPrimaryHover: c.brandHover,
      colorLink: c.link,
      colorError: mode === "dark" ? "#e0575c" : c.danger,
      colorSuccess: c.brand,
      colorInfo: mode === "dark" ? "#4f8fef" : c.onCall,
      colorWarning: mode === "dark" ? "#e08a3c" : "#c65d10",
      colorBgLayout: c.page,
      colorBgContainer: c.surface,
      colorBgElevated: mode === "dark" ? "#202623" : c.surface,
      colorText: c.text,
      colorTextSecondary: c.textSoft,
      colorTextTertiary: c.textSoft,
      colorTextDescription: c.textSoft,
      colorTextPlaceholder: mode === "dark" ? "#9ca7a1" : "#646e68",
      // antd's own are mixtures too grey for words in the colour of links.
      controlItemBgActive: c.chosen,
      controlItemBgActiveHover: c.chosen,
      colorBorder: c.line,
      colorBorderSecondary: c.lineSoft,
      fontFamily: FONT,
      fontSize: 14,
      controlHeight: 32,
      controlHeightSM: 28,
      borderRadius: 6,
      motionDurationFast: "0.08s",
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.15s",
      motion: !prefersReducedMotion(),
      boxShadow: c.shadow,
      boxShadowSecondary: c.shadow,
    },
    components: {
      Button: {
        primaryShadow: "none",
        defaultShadow: "none",
        dangerShadow: "none",
        fontWeight: 500,
        defaultHoverColor: c.link,
        defaultHoverBorderColor: c.link,
      },
      Table: { cellPaddingBlockSM: 6, cellPaddingInlineSM: 8, headerBg: c.surface, headerColor: c.textSoft },
      // The days of the months beside, which can be chosen as well.
      DatePicker: { colorTextDisabled: c.textSoft },
      // What is chosen is written in the colour of links: the brand's own is a fill, too dark for words on a dark ground.
      Dropdown: { colorPrimary: c.link },
      Tabs: { horizontalMargin: "0", titleFontSize: 14, itemSelectedColor: c.link, itemHoverColor: c.link, itemActiveColor: c.link },
    },
  };
}

/** Hands the same colours to our own stylesheets as `--cd-…`. */
export function applyPalette(mode: Mode): void {
  const root = document.documentElement;
  for (const [name, value] of Object.entries(PALETTE[mode])) root.style.setProperty(`--cd-${kebab(name)}`, value);
  root.style.setProperty("--cd-font", FONT);
  root.style.colorScheme = mode;
  root.dataset.theme = mode;
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

export const prefersReducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
export const systemMode = (): Mode => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
