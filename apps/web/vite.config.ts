import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { lightContracts } from "./build/light-contracts.ts";

const api = process.env.API_URL ?? "http://127.0.0.1:3000";

/** In development the page is served by Vite and everything else by the api at `API_URL`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), lightContracts()],
  css: { modules: { localsConvention: "camelCaseOnly" } },
  server: {
    proxy: { "/api": api, "/healthz": api, "/socket": { target: api, ws: true } },
  },
  build: {
    target: "es2023",
    sourcemap: true,
    reportCompressedSize: true,
    chunkSizeWarningLimit: 900,
  },
});
