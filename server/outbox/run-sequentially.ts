/**
 * Acts on each, one after the other, whatever becomes of those before; when all had their turn it
 * throws the first failure.
 */
export async function runSequentially<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    // caught here so that one operator's trouble does not become that of all after it; nothing is
    // swallowed
    await run(item).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
