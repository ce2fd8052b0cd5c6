/**
 * `npm run generate`: TypeScript types of all OCPP payloads, from the official schemas as the
 * ocpp-rpc package carries them, written to .generated/ocpp/. Types only: nothing at
 * run time needs them.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** What the reader may leave out of a message although its schema requires it. */
const OPTIONAL_PARTS = "./reading/optional-parts.json";
const optionalParts = require(OPTIONAL_PARTS);

const SOURCES = {
  v16: "ocpp-rpc/lib/schemas/ocpp1_6.json",
  v201: "ocpp-rpc/lib/schemas/ocpp2_0_1.json",
  v21: "ocpp-rpc/lib/schemas/ocpp2_1.json",
};

/** A request is "urn:X.req" up to 2.0.1, "urn:XRequest" in 2.1, and "urn:X" for a SEND. */
const ID = /^urn:(\w+?)(?:\.(req|conf)|(Request|Response))?$/;

for (const [version, source] of Object.entries(SOURCES)) await generate(version, source);

async function generate(version, source) {
  const target = join(root, ".generated", "ocpp", `${version}.d.ts`);
  const stamp = `// ${await fingerprint(source)}`;
  if ((await existing(target)).startsWith(stamp)) return;
  const { compile } = await import("json-schema-to-typescript");
  const schemas = require(source);
  const messages = schemas.map(({ $id, ...schema }) => ({ name: nameOf($id), schema }));
  const text = await compile(oneSchema(messages), version, {
    bannerComment: `${stamp}\n/* eslint-disable */`,
    format: false,
    unreachableDefinitions: true,
  });
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, text);
  console.log(`Types of ${messages.length} OCPP payloads written to .generated/ocpp/${version}.d.ts`);
}

/**
 * All messages as definitions of one schema, so that a type that several messages use is written
 * once.
 */
function oneSchema(messages) {
  const definitions = {};
  for (const { name, schema } of messages) {
    const { $schema: _schema, definitions: parts = {}, ...body } = withoutDescriptions(schema);
    for (const [partName, part] of Object.entries(parts)) add(definitions, partName, part);
    add(definitions, name, body);
  }
  return { type: "object", additionalProperties: false, definitions };
}

function nameOf(id) {
  const [, action, part, suffix] = ID.exec(id) ?? [];
  if (!action) throw new Error(`no name for the schema ${id}`);
  return action + (suffix ?? (part === "conf" ? "Response" : "Request"));
}

function add(definitions, name, { required, ...rest }) {
  const isRequired = (property) => !optionalParts.includes(property) && !optionalParts.includes(`${name}.${property}`);
  const part = required ? { ...rest, required: required.filter(isRequired) } : rest;
  const known = definitions[name];
  if (known && JSON.stringify(known) !== JSON.stringify(part))
    throw new Error(`two different types are called ${name}`);
  definitions[name] = part;
}

/**
 * Without descriptions, which differ in spelling from message to message and belong to the
 * specification.
 */
function withoutDescriptions(value) {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (typeof value !== "object" || value === null) return value;
  const isSchema = typeof value.type === "string" || "$ref" in value;
  const kept = Object.entries(value).filter(
    ([name, part]) =>
      !(
        isSchema &&
        (name === "comment" || name === "javaType" || (name === "description" && typeof part === "string"))
      ) &&
      // Exact lengths would turn lists into tuples of every length.
      name !== "minItems" &&
      name !== "maxItems" &&
      name !== "additionalItems",
  );
  return Object.fromEntries(kept.map(([name, part]) => [name, withoutDescriptions(part)]));
}

async function fingerprint(source) {
  const hash = createHash("sha256");
  hash.update(await readFile(fileURLToPath(import.meta.url)));
  hash.update(await readFile(require.resolve(OPTIONAL_PARTS)));
  hash.update(await readFile(require.resolve(source)));
  return hash.digest("hex");
}

async function existing(path) {
  try {
    return await readFile(path, "utf8");
  } catch {
    return ""; // not made yet
  }
}
