/**
 * Indices of the longest strictly rising subsequence of the readings; of several as long, the one
 * that ends lowest. Strict, so that a meter stuck at zero does not outvote a counting one. Patience
 * sorting, O(n log n).
 */
export function longestIncreasingSubsequence(values: readonly bigint[]): number[] {
  const tails: number[] = [];
  const predecessors: (number | undefined)[] = [];
  values.forEach((value, index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0n) < value) low = middle + 1;
      else high = middle;
    }
    predecessors[index] = low > 0 ? tails[low - 1] : undefined;
    tails[low] = index;
  });
  const subsequence: number[] = [];
  for (let index = tails.at(-1); index !== undefined; index = predecessors[index]) subsequence.push(index);
  return subsequence.reverse();
}
