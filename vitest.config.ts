/** Two projects: `unit` is pure and instant; `db` pays once for a Postgres of its own, migrated, thrown away at the end. */
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
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
