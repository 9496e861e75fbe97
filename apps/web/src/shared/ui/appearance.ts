import { create } from "zustand";
import { readStored, writeStored } from "../hooks/stored.ts";
import { applyPalette, type Mode, systemMode } from "./theme.ts";

export type Appearance = "light" | "dark" | "system";

const resolve = (appearance: Appearance): Mode => (appearance === "system" ? systemMode() : appearance);

/** Light or dark: the person's wish and what it comes to now. */
export const useAppearance = create<{ wish: Appearance; mode: Mode }>(() => {
  const wish = readStored<Appearance>("appearance", "system");
  return { wish, mode: resolve(wish) };
});

export function chooseAppearance(wish: Appearance): void {
  writeStored("appearance", wish);
  show(wish);
}

function show(wish: Appearance): void {
  const mode = resolve(wish);
  applyPalette(mode);
  useAppearance.setState({ wish, mode });
}

/** Applies the theme and follows the system's changes from then on. */
export function startAppearance(): void {
  show(useAppearance.getState().wish);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show(useAppearance.getState().wish));
}
