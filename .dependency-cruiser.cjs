// The import rules of ARCHITECTURE.md. Each `comment` says where the code belongs; `pnpm check` prints it with the violation.
// scripts/import-rules.test.ts shows each of them firing. What imports alone cannot tell is in scripts/house-rules.mjs.

/** In the order of the house: a module may import only the index.ts of those before it. */
const modules = [
  "identity",
  "groups",
  "settings",
  "categories",
  "notifications",
  "jobs",
  "exports",
  "imports",
  "customers",
  "hotlines",
  "routing",
  "agents",
  "calls",
  "sip-traces",
  "tickets",
  "automation",
  "knowledge",
  "reports",
  "installation",
];

/** Features of the web that stand below the others: other features may use their faces; they use no feature. */
const groundFeatures = ["categories", "identity"];

/** Faces of a feature besides its index.ts: what a page loads later, or what a part of the page loads by itself. */
const laterFaces = {
  calls: ["detail", "dialpad", "player", "records", "workbench"],
  categories: ["select", "settings"],
  customers: ["track"],
  exports: ["button"],
  identity: ["sign-in"],
  jobs: ["settings"],
  installation: ["first-steps", "set-up"],
  "sip-traces": ["settings"],
  tickets: ["automation", "callbacks", "create", "flow", "search", "settings", "setup", "template-editor", "worklist"],
};

const test = "[.][bi]?test[.]tsx?$|^(apps|packages)/[^/]+/test/|^packages/testing/|^(e2e|bench)/";
const npm = (...names) => `node_modules/(${names.join("|")})(/|$)`;
const module_ = "^apps/api/src/modules/";
const feature_ = "^apps/web/src/features/";
const featureFaces = [
  `${feature_}[^/]+/index[.]ts$`,
  ...Object.entries(laterFaces).map(([feature, faces]) => `${feature_}${feature}/(${faces.join("|")})[.]ts$`),
];

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });
/** A rule for production code: tests, e2e and benches are free of it. */
const inProduction = (name, comment, from, to) => rule(name, comment, { ...from, pathNot: [test, ...[from.pathNot ?? []].flat()] }, to);

const packages = [
  inProduction(
    "contracts-only-zod",
    "packages/contracts is what everyone says to everyone: it imports only zod. Logic over contracts belongs in packages/rules.",
    { path: "^packages/contracts/" },
    { pathNot: ["^packages/contracts/", npm("zod")] },
  ),
  inProduction(
    "rules-only-contracts",
    "packages/rules runs in the browser and in the api: pure functions over packages/contracts (and libphonenumber-js). What reads or writes belongs in apps/api.",
    { path: "^packages/rules/" },
    { pathNot: ["^packages/(rules|contracts)/", npm("zod", "libphonenumber-js")] },
  ),
  inProduction(
    "sip-alone",
    "packages/sip knows only SIP: Node's own modules and itself. What a call means to the product belongs in apps/voice or apps/api.",
    { path: "^packages/sip/" },
    { path: "^(packages|apps)/", pathNot: "^packages/sip/" },
  ),
  inProduction(
    "media-alone",
    "packages/media knows only sound: no SIP dialogs, no business words. Joining the two belongs in apps/voice.",
    { path: "^packages/media/" },
    { path: "^(packages|apps)/", pathNot: "^packages/media/" },
  ),
  inProduction(
    "sheets-alone",
    "packages/sheets reads rows out of files and knows nothing of what they mean: checking them belongs in the module that imports them.",
    { path: "^packages/sheets/" },
    { path: "^(packages|apps)/", pathNot: "^packages/sheets/" },
  ),
  inProduction(
    "data-dir-alone",
    "packages/data-dir knows files and secrets, none of the programs that keep them: what they mean belongs in the program.",
    { path: "^packages/data-dir/" },
    { path: ["^(packages|apps)/", npm(".*")], pathNot: "^packages/data-dir/" },
  ),
];

const programs = [
  rule(
    "web-stays-in-the-browser",
    "apps/web talks to the api through packages/contracts only; what both sides compute belongs in packages/rules.",
    { path: "^apps/web/src/" },
    { path: ["^apps/(api|voice|carrier)/", "^packages/(sip|media)/", "^prisma/"] },
  ),
  inProduction(
    "web-without-node",
    "apps/web runs in Chrome: Node's modules do not exist there.",
    { path: "^apps/web/src/" },
    { dependencyTypes: ["core"] },
  ),
  rule(
    "api-reaches-voice-by-contract",
    "apps/api reaches voice only through packages/contracts/src/voice: send a command, apply a fact (platform/voice-link). (Reading a recording's file is no voice: media/peaks.)",
    { path: "^apps/api/", pathNot: test },
    { path: ["^apps/(voice|carrier|web)/", "^packages/(sip|media)/"], pathNot: "^packages/media/src/peaks[.]ts$" },
  ),
  inProduction(
    "voice-owns-sound-alone",
    "apps/voice owns sound and knows no agents, customers or queues: contracts/voice, packages/sip, packages/media. Business decisions belong in apps/api.",
    { path: "^apps/voice/" },
    { path: ["^apps/(api|carrier|web)/", "^packages/rules/"] },
  ),
  inProduction(
    "carrier-is-outside",
    "apps/carrier plays the outside telephone network: it talks only SIP and RTP, with no shortcut into the product.",
    { path: "^apps/carrier/" },
    { path: ["^apps/(api|voice|web)/", "^packages/(contracts|rules)/"] },
  ),
];

const apiModules = [
  ...modules
    .slice(0, -1)
    .map((name, i) =>
      inProduction(
        `modules-upward-${name}`,
        `Modules import upward only (${modules.join(" → ")}). ${name} tells those below by an event that they subscribe to (x.subscribers.ts).`,
        { path: `${module_}${name}/` },
        { path: `${module_}(${modules.slice(i + 1).join("|")})/` },
      ),
    ),
  rule(
    "modules-by-their-face",
    "Import another module only by its index.ts; export there what it offers. (Tests may also use its x.factory.ts.)",
    { path: `${module_}([^/]+)/`, pathNot: [test, "[.]factory[.]ts$"] },
    { path: module_, pathNot: [`${module_}$1/`, `${module_}[^/]+/index[.]ts$`] },
  ),
  rule(
    "modules-by-their-face-in-tests",
    "Import another module only by its index.ts or, in a test, its x.factory.ts.",
    { path: `${module_}([^/]+)/.*([.]i?test|[.]factory)[.]ts$` },
    { path: module_, pathNot: [`${module_}$1/`, `${module_}[^/]+/index[.]ts$`, "[.]factory[.]ts$"] },
  ),
  inProduction(
    "app-mounts-faces",
    "app.ts and main.ts use a module by its index.ts.",
    { path: "^apps/api/src/[^/]+[.]ts$" },
    { path: module_, pathNot: `${module_}[^/]+/index[.]ts$` },
  ),
  inProduction(
    "platform-knows-no-module",
    "apps/api/src/platform is machinery without business words: what needs a module belongs in that module, or is passed in by app.ts.",
    { path: "^apps/api/src/platform/" },
    { path: module_ },
  ),
];

const layers = [
  inProduction(
    "database-only-in-repos",
    "Prisma and pg are used only in *.repo.ts and platform/db: give the repo a function that says what you need.",
    { path: "^(apps|packages)/", pathNot: ["[.]repo[.]ts$", "^apps/api/src/platform/db/"] },
    { path: [npm("pg", "@prisma/[^/]+"), "^apps/api/src/platform/db/generated/"] },
  ),
  inProduction(
    "express-only-in-routes",
    "express is used only in *.routes.ts, platform/http and app.ts: declare an endpoint in contracts and mount a command or query for it.",
    { path: "^(apps|packages)/", pathNot: ["[.]routes[.]ts$", "^apps/api/src/platform/http/", "^apps/api/src/app[.]ts$"] },
    { path: npm("express", "@types/express", "@types/express-serve-static-core") },
  ),
  inProduction(
    "socket-io-only-in-realtime",
    "socket.io is used only in platform/realtime and *.realtime.ts: an event says what happened, x.realtime.ts says to whom it is pushed.",
    { path: "^(apps|packages)/", pathNot: ["[.]realtime[.]ts$", "^apps/api/src/platform/realtime/", "^apps/web/src/shared/realtime/"] },
    { path: npm("socket[.]io", "socket[.]io-client") },
  ),
  inProduction(
    "graphile-worker-only-in-jobs",
    "graphile-worker is used only in platform/jobs: declare a job with defineJob and ask for it with tx.job.",
    { path: "^(apps|packages)/", pathNot: "^apps/api/src/platform/jobs/" },
    { path: npm("graphile-worker") },
  ),
  rule(
    "media-chosen-in-voice-main",
    "Which media engine runs is chosen in apps/voice/src/main.ts: elsewhere take a MediaEngine (packages/media/src/port.ts) as an argument.",
    { path: "^(apps|packages)/", pathNot: [test, "^packages/media/", "^apps/voice/src/main[.]ts$"] },
    { path: "^packages/media/src/(engine/embedded|pool/|rtpengine/)" },
  ),
];

const web = [
  rule(
    "shared-knows-no-feature",
    "apps/web/src/shared is below features and app: what knows a feature belongs in that feature.",
    { path: "^apps/web/src/shared/" },
    { path: "^apps/web/src/(features|app)/" },
  ),
  rule(
    "features-know-no-app",
    "Features are below app: pages and layout compose features, never the other way.",
    { path: "^apps/web/src/features/" },
    { path: "^apps/web/src/app/" },
  ),
  rule(
    "features-stay-apart",
    `No feature imports another (but for those that stand below all others: ${groundFeatures.join(", ")}): compose them in a page of apps/web/src/app, or move what both need to shared.`,
    { path: `${feature_}([^/]+)/` },
    { path: feature_, pathNot: [`${feature_}$1/`, `${feature_}(${groundFeatures.join("|")})/`] },
  ),
  rule(
    "ground-features-know-no-feature",
    "A feature that others use imports no other feature: move what it needs to shared.",
    { path: `${feature_}(${groundFeatures.join("|")})/` },
    { path: feature_, pathNot: `${feature_}$1/` },
  ),
  rule(
    "features-by-their-face",
    "Import a feature only by its index.ts, or by a face that laterFaces (.dependency-cruiser.cjs) names: export there what it offers. (Tests may also use its x.factory.ts.)",
    { path: "^apps/web/src/(app/|features/([^/]+)/|[^/]+$)" },
    { path: feature_, pathNot: [`${feature_}$2/`, ...featureFaces, "[.]factory[.]ts$"] },
  ),
];

const order = [
  inProduction(
    "production-without-tests",
    "Production code never imports packages/testing, tests, factories, e2e or bench: what it needs belongs in production code.",
    { path: "^(apps|packages)/", pathNot: "[.]factory[.]ts$" },
    {
      path: [
        "^packages/testing/",
        "[.][bi]?test[.]tsx?$",
        "^(apps|packages)/[^/]+/test/",
        "[.]factory[.]ts$",
        "^(e2e|bench)/",
        npm("vitest"),
      ],
    },
  ),
  rule(
    "no-cycles",
    "Two files that import each other are one thought in two places: move what both need into a third.",
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  ),
  rule(
    "not-to-unresolvable",
    "The import leads nowhere: a misspelt path, or a package that is not installed.",
    {},
    { couldNotResolve: true },
  ),
  inProduction(
    "not-undeclared",
    "The package is not in the package.json of this workspace: add it there with its exact version.",
    { path: "^(apps|packages)/" },
    { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  ),
];

module.exports = {
  forbidden: [...packages, ...programs, ...apiModules, ...layers, ...web, ...order],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["/dist/", "^apps/api/src/platform/db/generated/.*/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".d.ts"],
    },
  },
};
