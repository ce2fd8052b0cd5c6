import compile from "icu-minify/compile";
import { describe, expect, test } from "vitest";
import { CATALOGUES } from "./messages";

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
}

/**
 * Every argument of a compiled message with its kind, e.g. "count:2" for a plural, wherever it
 * stands.
 */
function argumentsOf(node: unknown): string[] {
  if (!Array.isArray(node)) return [];
  return (node as readonly unknown[]).flatMap((element) => {
    if (!Array.isArray(element)) return [];
    const [name, kind, options] = element as readonly unknown[];
    const branches = typeof options === "object" && options !== null ? Object.values(options) : [];
    return [`${String(name)}:${typeof kind === "number" ? kind : "plain"}`, ...branches.flatMap(argumentsOf)];
  });
}

const signature = (message: string) => [...new Set(argumentsOf(compile(message)))].sort().join(" ");

const english = flat(CATALOGUES.en);
const portuguese = new Map(flat(CATALOGUES.pt));

describe("the catalogues", () => {
  test("have the same keys in both languages", () => {
    expect([...portuguese.keys()].sort()).toEqual(english.map(([key]) => key).sort());
  });

  test.each(english)("take the same ICU arguments in both languages: %s", (key, message) => {
    expect(signature(portuguese.get(key) ?? "")).toBe(signature(message));
  });

  test("tell arguments apart, so that the comparison above can fail", () => {
    expect(signature("{count, plural, one {# of {all}} other {#}}")).not.toBe(signature("{count, plural, other {#}}"));
    expect(signature("{name}")).not.toBe(signature("{nome}"));
  });

  test("leave no message empty", () => {
    expect([...english, ...portuguese].filter(([, message]) => message.trim() === "")).toEqual([]);
  });
});
