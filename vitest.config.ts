/**
 * Two projects: `unit` is pure and instant; `db` pays once for a Postgres of its own, migrated,
 * thrown away at the end.
 */
import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = { "@": root.replace(/\/$/, "") };
const exclude = [...configDefaults.exclude, ".next/**", ".build/**", ".data/**", ".generated/**"];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          root,
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, "**/*.db.test.ts"],
          // a busy machine must not fail a test that asserts no time
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "db",
          root,
          include: ["**/*.db.test.ts"],
          exclude,
          globalSetup: ["db/embedded/test-database.mjs"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
