import { createBrowserRouter, redirect } from "react-router";
import { loadTexts } from "../shared/i18n/index.ts";
import { Skeleton } from "./layout/Skeleton.tsx";
import { Crash, NotFound, Start } from "./pages/plain.tsx";
import { settingsRoutes } from "./pages/settings/routes.ts";
import { RequireSession } from "./RequireSession.tsx";

/** Every page is loaded when it is first opened. */
export const router = createBrowserRouter([
  { path: "/login", ErrorBoundary: Crash, HydrateFallback: Blank, lazy: () => import("./pages/LoginPage.tsx") },
  { path: "/reset-password", ErrorBoundary: Crash, HydrateFallback: Blank, lazy: () => import("./pages/ResetPasswordPage.tsx") },
  { path: "/set-up", ErrorBoundary: Crash, HydrateFallback: Blank, lazy: setUpPage },
  {
    Component: RequireSession,
    ErrorBoundary: Crash,
    HydrateFallback: Skeleton,
    children: [
      {
        lazy: () => import("./layout/Frame.tsx"),
        children: [
          { path: "/", Component: Start },
          { path: "/workbench", ErrorBoundary: Crash, lazy: () => import("./pages/WorkbenchPage.tsx") },
          { path: "/calls", ErrorBoundary: Crash, lazy: () => import("./pages/CallsPage.tsx") },
          { path: "/calls/:callId", ErrorBoundary: Crash, lazy: () => import("./pages/CallPage.tsx") },
          {
            path: "/tickets",
            ErrorBoundary: Crash,
            lazy: () => import("./pages/tickets/TicketsFrame.tsx"),
            children: [
              { index: true, lazy: () => import("./pages/tickets/MyTicketsPage.tsx") },
              { path: "mine/:list", ErrorBoundary: Crash, lazy: () => import("./pages/tickets/MyTicketsPage.tsx") },
              { path: "all", ErrorBoundary: Crash, lazy: () => import("./pages/tickets/TicketCentrePage.tsx") },
              { path: "imports", ErrorBoundary: Crash, loader: importTexts, lazy: () => import("./pages/tickets/ImportsPage.tsx") },
              {
                path: "imports/:importId",
                ErrorBoundary: Crash,
                loader: importTexts,
                lazy: () => import("./pages/tickets/ImportPage.tsx"),
              },
              { path: "next", ErrorBoundary: Crash, loader: worklistTexts, lazy: () => import("./pages/tickets/WorklistPage.tsx") },
              { path: "callbacks", ErrorBoundary: Crash, lazy: () => import("./pages/tickets/CallbacksPage.tsx") },
              { path: ":ticketId", ErrorBoundary: Crash, lazy: () => import("./pages/tickets/TicketPage.tsx") },
            ],
          },
          { path: "/settings", ErrorBoundary: Crash, lazy: settingsFrame, children: settingsRoutes },
          { path: "*", Component: NotFound },
        ],
      },
    ],
  },
  { path: "/index.html", loader: () => redirect("/") },
]);

function importTexts() {
  return loadTexts("imports");
}

function worklistTexts() {
  return loadTexts("worklist");
}

/** The frame of the settings comes with the words of its pages. */
async function settingsFrame() {
  const [frame] = await Promise.all([import("./pages/settings/SettingsFrame.tsx"), loadTexts("settings")]);
  return frame;
}

async function setUpPage() {
  const [page] = await Promise.all([import("./pages/SetUpPage.tsx"), loadTexts("setUp")]);
  return page;
}

function Blank() {
  return null;
}
