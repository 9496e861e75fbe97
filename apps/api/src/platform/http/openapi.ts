import { createRequire } from "node:module";
import path from "node:path";
import { allEndpoints } from "@cloverdesk/contracts";
import type { Express } from "express";
import { type OpenApiDocument, openApiDocument } from "./openapi-document.ts";

const VERSION = "0.1.0";
/** What the docs page needs of Swagger UI; nothing else of the package is served. */
const FILES = new Set(["swagger-ui.css", "swagger-ui-bundle.js"]);
const WEEK_S = 7 * 24 * 3600;

/** `/api/openapi.json` and, for people, `/api/docs`. The page has no inline script, so that the site's content policy holds here too. */
export function mountOpenApi(site: Express): void {
  const folder = path.dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  let document: OpenApiDocument | undefined;
  site.get("/api/openapi.json", (_req, res) => {
    document ??= openApiDocument(allEndpoints, VERSION);
    res.json(document);
  });
  site.get("/api/docs", (_req, res) => void res.type("html").send(PAGE));
  site.get("/api/docs/start.js", (_req, res) => void res.type("js").send(START));
  site.get("/api/docs/:file", (req, res, next) => {
    if (!FILES.has(req.params.file)) return next();
    res.setHeader("Cache-Control", `public, max-age=${WEEK_S}`);
    res.sendFile(req.params.file, { root: folder });
  });
}

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Cloverdesk API</title>
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;

const START = `SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  displayOperationId: true,
  persistAuthorization: true,
  tryItOutEnabled: false,
});
`;
