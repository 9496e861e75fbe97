import type { Plugin, Rolldown } from "vite";

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** What a page needs of an endpoint: where it is, and whether it is to be signed in there and has a body. */
const KEPT = new Set(["id", "method", "path", "permission"]);

/**
 * Leaves out of the built pages what they do not use of the contracts. The api checks what it takes, and its tests what it answers and pushes; so the
 * page does without the shapes of endpoints and pushes, and without zod before it is painted. Lines stay where they are.
 */
export const lightContracts = (): Plugin => ({
  name: "light-contracts",
  apply: "build",
  enforce: "pre",
  transform: {
    filter: { id: /\/packages\/contracts\/src\/.+\.ts$/ },
    handler(code) {
      return { code: lightened(code, this.parse(code, { lang: "ts" }) as unknown as Node), map: null };
    },
  },
  generateBundle(_, bundle) {
    const heavy = [...loadedFirst(bundle)].find(({ moduleIds }) => moduleIds.some((module) => module.includes("/node_modules/zod/")));
    if (heavy) this.error(`zod is loaded before the first page is painted, in ${heavy.fileName} with ${heavy.moduleIds.join(", ")}`);
  },
});

/** The chunks without which the frame and the workbench are not painted. */
function loadedFirst(bundle: Rolldown.OutputBundle): Set<Rolldown.OutputChunk> {
  const found = new Set<Rolldown.OutputChunk>();
  const visit = (chunk: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): void => {
    if (chunk?.type !== "chunk" || found.has(chunk)) return;
    found.add(chunk);
    for (const name of chunk.imports) visit(bundle[name]);
  };
  for (const chunk of Object.values(bundle))
    if (chunk.type === "chunk" && (chunk.isEntry || /\/(Frame|WorkbenchPage)\.tsx$/.test(chunk.facadeModuleId ?? ""))) visit(chunk);
  return found;
}

/** The source of a module, with endpoints and pushes without shapes, and with constants that go when nobody uses them. */
export function lightened(code: string, program: Node): string {
  const edits: [from: number, to: number, text: string][] = [];
  const blank = ({ start, end }: Node, text = ""): void => {
    edits.push([start, end, text + code.slice(start, end).replace(/[^\n]/g, "")]);
  };
  for (const call of callsIn(program)) {
    const [first, second] = call.arguments as Node[];
    const { name } = call.callee as Node;
    if (name === "endpoint" && first)
      for (const property of first.properties as Node[]) {
        const key = (property.key as Node).name as string;
        if (key === "body") blank(property, "body: true");
        else if (!KEPT.has(key)) blank(property, `${key}: undefined`);
      }
    if (name === "pushEvent" && second) blank(second, "undefined");
  }
  // A bundler keeps a chain of calls (`z.string().min(1)`) for its effects, but not a function that it is told to be pure.
  for (const { start, end } of constantsOf(program)) edits.push([start, start, "/* @__PURE__ */ (() => ("], [end, end, "))()"]);
  return edits.sort((a, b) => b[0] - a[0] || b[1] - a[1]).reduce((text, [from, to, by]) => text.slice(0, from) + by + text.slice(to), code);
}

/** What stands on the right of a module's constants, functions left out. */
function* constantsOf(program: Node): Generator<Node> {
  for (const statement of program.body as Node[]) {
    const declaration = (statement.type === "ExportNamedDeclaration" ? statement.declaration : statement) as Node | null;
    if (declaration?.type !== "VariableDeclaration") continue;
    for (const { init } of declaration.declarations as { init: Node | null }[]) if (init && !/Function|Literal/.test(init.type)) yield init;
  }
}

function* callsIn(node: unknown): Generator<Node> {
  if (Array.isArray(node)) for (const each of node) yield* callsIn(each);
  else if (node !== null && typeof node === "object") {
    if ((node as Node).type === "CallExpression") yield node as Node;
    for (const value of Object.values(node)) yield* callsIn(value);
  }
}
