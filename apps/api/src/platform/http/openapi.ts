import type { Express } from "express";
export function mountOpenApi(_site: Express): void {}
