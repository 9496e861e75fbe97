// JavaScript that a browser with an empty cache loads before it paints the workbench: what index.html names, the texts of one language, the frame and the
// page, each with all that it imports statically. What is loaded later (dialpad, player, a contact's details) is not counted. gzip as a front compresses it.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { tell } from "./figures/report.ts";
import { provided } from "./figures/settings.ts";
import { told } from "./figures/spread.ts";

const BAR_KB = 331;
const GZIP_LEVEL = 6;
const root = path.resolve(import.meta.dirname, "..");
const built = path.join(root, "apps/web/dist");

/** Loaded before the first render, whatever the page; `zh` is the larger language. */
const TEXTS = ["src/shared/i18n/zh/index.ts", "antd/es/locale/zh_CN.js"];
const WORKBENCH = ["src/app/layout/Frame.tsx", "src/app/pages/WorkbenchPage.tsx"];

interface Chunk {
  file: string;
  gzip: number;
  imports: string[];
  /** Paths of the modules in it, as the source map names them. */
  sources: string[];
}

function readChunks(folder: string): Map<string, Chunk> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".js"));
  return new Map(files.map((file) => [file, readChunk(folder, file)]));
}

function readChunk(folder: string, file: string): Chunk {
  const code = readFileSync(path.join(folder, file), "utf8");
  const map = path.join(folder, `${file}.map`);
  const { sources } = existsSync(map) ? (JSON.parse(readFileSync(map, "utf8")) as { sources: string[] }) : { sources: [] };
  const imports = [...code.matchAll(/\b(?:import|from)\s*"\.\/([^"]+\.js)"/g)].map(([, name = ""]) => name);
  return { file, gzip: gzipSync(code, { level: GZIP_LEVEL }).length, imports, sources };
}

/** Scripts and preloads that a page names. */
const namedBy = (html: string): string[] => [...html.matchAll(/(?:src|href)="[^"]*\/([^"/]+\.js)"/g)].map(([, name = ""]) => name);

/** These chunks and everything they import statically. */
function closure(chunks: Map<string, Chunk>, names: string[]): Chunk[] {
  const found = new Map<string, Chunk>();
  const visit = (name: string): void => {
    const chunk = chunks.get(name);
    if (!chunk || found.has(name)) return;
    found.set(name, chunk);
    for (const each of chunk.imports) visit(each);
  };
  for (const name of names) visit(name);
  return [...found.values()];
}

/** The chunks in which these modules are; throws when one is nowhere, for then the bench would count too little. */
function holding(chunks: Map<string, Chunk>, modules: string[]): string[] {
  return modules.flatMap((module) => {
    const names = [...chunks.values()].filter(({ sources }) => sources.some((source) => source.endsWith(module)));
    if (names.length === 0) throw new Error(`no chunk holds ${module}`);
    return names.map(({ file }) => file);
  });
}

const kilobytes = (chunks: Chunk[]): number => chunks.reduce((sum, { gzip }) => sum + gzip, 0) / 1000;

const chunks = readChunks(path.join(built, "assets"));
const entry = namedBy(readFileSync(path.join(built, "index.html"), "utf8"));
const skeleton = closure(chunks, [...entry, ...holding(chunks, TEXTS)]);
const workbench = closure(chunks, [...entry, ...holding(chunks, [...TEXTS, ...WORKBENCH])]);

const floorFolder = path.join(provided("BENCH_FOLDER"), "react-page");
const vite = path.join(root, "node_modules/.bin/vite");
const page = path.join(root, "bench/floors/react-page");
execFileSync(vite, ["build", page, "--outDir", floorFolder, "--logLevel", "error"], { cwd: root, stdio: "inherit" });
const floor = kilobytes([...readChunks(path.join(floorFolder, "assets")).values()]);

const figure = kilobytes(workbench);
const largest = [...workbench].sort((a, b) => b.gzip - a.gzip).slice(0, 6);

tell({
  bench: "first-load",
  what: "JavaScript before the workbench is painted, cold cache, gzip",
  bar: `≤ ${BAR_KB} kB`,
  figure: `${told(figure)} kB in ${workbench.length} files`,
  floor: `${told(floor)} kB`,
  floorIs: "a page with React and one paragraph, built the same way",
  ratio: `× ${told(figure / floor)}`,
  held: figure <= BAR_KB,
  notes: [
    `the empty frame is painted after ${told(kilobytes(skeleton))} kB in ${skeleton.length} files`,
    `largest: ${largest.map(({ file, gzip }) => `${file} ${told(gzip / 1000)}`).join(", ")}`,
  ],
  data: { figure, skeleton: kilobytes(skeleton), floor, files: workbench.map(({ file, gzip }) => ({ file, gzip })) },
});
