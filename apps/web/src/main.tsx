import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { loadAntdTexts } from "./app/antd-texts.ts";
import { restoreSession } from "./shared/api/index.ts";
import { loadPhonePlans } from "./shared/hooks/index.ts";
import { preferredLanguage, startI18n } from "./shared/i18n/index.ts";
import { startAppearance } from "./shared/ui/index.ts";
import "./shared/ui/base.css";

startAppearance();
void restoreSession();
await Promise.all([startI18n(), loadAntdTexts(preferredLanguage())]);

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
void loadPhonePlans().catch(() => {});
