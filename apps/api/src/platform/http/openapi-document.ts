import { type Endpoint, ERRORS, type ErrorCode, problem } from "@cloverdesk/contracts";
import { z } from "zod";

/** As much of an OpenAPI 3.1 document as we write. */
export interface OpenApiDocument {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, Record<string, unknown>>;
  components: Record<string, Record<string, unknown>>;
}

type JsonSchema = Record<string, unknown>;

/** What every endpoint may answer besides its own errors. */
const ALWAYS: ErrorCode[] = ["server.failed", "server.unavailable", "server.storage_full"];

/** The whole HTTP API, derived from the declarations that the api mounts. */
export function openApiDocument(endpoints: readonly Endpoint[], version: string): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return withSharedSchemas({
    openapi: "3.1.0",
    info: {
      title: "Cloverdesk",
      version,
      description: "Errors are problem+json (RFC 9457) with a stable `code`. Times are ISO 8601 in UTC.",
    },
    servers: [{ url: "/" }],
    tags: [...new Set(endpoints.map(tagOf))].map((name) => ({ name })),
    security: [{ accessToken: [] }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, "output") },
      securitySchemes: {
        accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "From `identity.signIn` or `identity.refresh`." },
      },
    },
  });
}

const tagOf = (endpoint: Endpoint): string => endpoint.id.split(".")[0] ?? endpoint.id;

function operation(endpoint: Endpoint): JsonSchema {
  const parameters = [...parametersOf("path", endpoint.params), ...parametersOf("query", endpoint.query)];
  const open = endpoint.permission === "public";
  return {
    operationId: endpoint.id,
    tags: [tagOf(endpoint)],
    summary: endpoint.summary,
    ...(open ? { security: [] } : { description: permissionText(endpoint) }),
    ...(parameters.length > 0 && { parameters }),
    ...(endpoint.body && {
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(endpoint.body, "input") } } },
    }),
    responses: { ...successOf(endpoint), ...failuresOf(endpoint) },
  };
}

const permissionText = ({ permission }: Endpoint): string =>
  permission === "signed-in" ? "Any signed-in person." : `Needs the permission \`${permission}\`.`;

function parametersOf(place: "path" | "query", schema: z.ZodType | undefined): JsonSchema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as { properties?: Record<string, JsonSchema>; required?: string[] };
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: shape,
  }));
}

function successOf(endpoint: Endpoint): JsonSchema {
  if (endpoint.binary) {
    const content = { [endpoint.binary]: { schema: { type: "string", format: "binary" } } };
    return { "200": { description: "The bytes", content }, "206": { description: "The asked-for range of them (RFC 9110 §14)", content } };
  }
  if (endpoint.output instanceof z.ZodVoid) return { "204": { description: "Done" } };
  return { "200": { description: "Done", content: { "application/json": { schema: schemaOf(endpoint.output, "output") } } } };
}

function failuresOf(endpoint: Endpoint): JsonSchema {
  const takesInput = endpoint.query ?? endpoint.body;
  const codes = new Set<ErrorCode>([
    ...(takesInput ? (["request.invalid"] as const) : []),
    ...(endpoint.params ? (["request.not_found"] as const) : []),
    ...(endpoint.permission === "public" ? [] : (["auth.required"] as const)),
    ...(endpoint.permission === "public" || endpoint.permission === "signed-in" ? [] : (["auth.forbidden"] as const)),
    ...(endpoint.errors ?? []),
    ...ALWAYS,
  ]);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) byStatus.set(ERRORS[code].status, [...(byStatus.get(ERRORS[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      String(status),
      {
        description: same.map((code) => `\`${code}\`: ${ERRORS[code].en}`).join("\n\n"),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

/** JSON Schema 2020-12, which OpenAPI 3.1 uses as it is. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io, unrepresentable: "any" });
  return rest;
}

/**
 * A schema that contains itself (filters in groups) comes with `$defs` of its own, whose references hold only at a schema's root: they move to the
 * document's components.
 */
function withSharedSchemas(document: OpenApiDocument): OpenApiDocument {
  const shared: Record<string, unknown> = {};
  const lift = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(lift);
    if (typeof node !== "object" || node === null) return node;
    const { $defs, ...rest } = node as { $defs?: Record<string, unknown> };
    if (!$defs) return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, lift(value)]));
    const first = Object.keys(shared).length + 1;
    const names = new Map(Object.keys($defs).map((name, n) => [name, `Recursive${first + n}`]));
    const renamed = (part: unknown): unknown =>
      JSON.parse(JSON.stringify(part), (key, value) =>
        key === "$ref" && typeof value === "string" && value.startsWith("#/$defs/")
          ? `#/components/schemas/${names.get(value.slice("#/$defs/".length))}`
          : value,
      );
    for (const [name, schema] of Object.entries($defs)) shared[names.get(name) ?? name] = renamed(schema);
    return renamed(rest);
  };
  const paths = lift(document.paths) as OpenApiDocument["paths"];
  return { ...document, paths, components: { ...document.components, schemas: { ...document.components.schemas, ...shared } } };
}
