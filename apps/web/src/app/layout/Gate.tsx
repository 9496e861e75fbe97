import type { ReactNode } from "react";
import { DemoMark } from "../../features/installation/index.ts";
import { Clover } from "../../shared/ui/index.ts";
import css from "./Gate.module.css";
import { AppearanceMenu, LanguageSwitch } from "./Preferences.tsx";

/** The frame of the pages outside: sign-in and new password. */
export function Gate({ children }: { children: ReactNode }) {
  return (
    <div className={css.gate}>
      <div className={css.tools}>
        <LanguageSwitch />
        <AppearanceMenu />
      </div>
      <main className={css.box}>
        <div className={css.brand}>
          <Clover size={44} />
          <DemoMark />
        </div>
        {children}
      </main>
    </div>
  );
}
