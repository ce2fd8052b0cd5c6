/** meterStart and meterStop in milli-Wh (1.6 §6.45, §6.49); null where none can be read. */
export function wholeWh(register: number | undefined): bigint | null {
  return register === undefined ? null : BigInt(register) * 1000n;
}
