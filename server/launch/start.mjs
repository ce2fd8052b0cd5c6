/**
 * `npm start` and `npm run dev` (--dev): everything, from a fresh clone. This file and what it
 * imports before the packages are there use nothing but Node.
 */
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Corrente needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}

const { installPackages } = await import("./install.mjs");
const { exitWithError } = await import("./step.mjs");
try {
  await installPackages();
  const { runEverything } = await import("./run-everything.mjs");
  await runEverything({ isDev: process.argv.includes("--dev") });
} catch (error) {
  exitWithError(error);
}
