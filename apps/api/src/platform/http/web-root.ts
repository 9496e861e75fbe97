import path from "node:path";
import compression from "compression";
import express, { type Express } from "express";

/** Serves the built web application; every page address that is not a file is its `index.html`. */
export function serveWeb(site: Express, root: string | undefined): void {
  if (!root) return;
  const absolute = path.resolve(root);
  // Pages and scripts travel compressed also where no front does it; recordings and the api's answers are left as they are.
  site.use(/^\/(?!api\/|socket\/)/, compression());
  site.use("/assets", express.static(path.join(absolute, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }));
  site.use(express.static(absolute, { index: false, maxAge: 0 }));
  site.get(/^\/(?!api\/|socket\/|healthz|readyz|metrics).*/, (_req, res) => {
    res.setHeader("Cache-Control", "no-cache");
    res.sendFile(path.join(absolute, "index.html"));
  });
}
