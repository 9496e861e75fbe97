import type { RouteObject } from "react-router";
import { loadTexts } from "../../../shared/i18n/index.ts";
import { Crash } from "../plain.tsx";

/** The pages of the settings, each loaded when it is first opened. */
export const settingsRoutes: RouteObject[] = [
  { index: true, lazy: () => import("./SettingsStart.tsx") },
  { path: "tickets/fields", ErrorBoundary: Crash, lazy: () => import("./tickets/FieldsPage.tsx") },
  { path: "tickets/types", ErrorBoundary: Crash, lazy: () => import("./tickets/TypesPage.tsx") },
  { path: "tickets/types/:typeId/flow", ErrorBoundary: Crash, lazy: () => import("./tickets/FlowPage.tsx") },
  { path: "tickets/categories", ErrorBoundary: Crash, lazy: () => import("./tickets/CategoriesPage.tsx") },
  { path: "tickets/automation", ErrorBoundary: Crash, lazy: () => import("./tickets/AutomationPage.tsx") },
  { path: "tickets/templates", ErrorBoundary: Crash, lazy: () => import("./tickets/TemplatesPage.tsx") },
  { path: "tickets/templates/:templateId", ErrorBoundary: Crash, lazy: () => import("./tickets/TemplatePage.tsx") },
  { path: "system/first-steps", ErrorBoundary: Crash, loader: () => loadTexts("setUp"), lazy: () => import("./system/FirstStepsPage.tsx") },
  {
    path: "system/sip-traces",
    ErrorBoundary: Crash,
    loader: () => loadTexts("sipTraces"),
    lazy: () => import("./system/SipTracesPage.tsx"),
  },
  { path: "system/failed-jobs", ErrorBoundary: Crash, lazy: () => import("./system/FailedJobsPage.tsx") },
];
