/** For sorting by code units: the same on every machine, whatever its language. */
export function compared(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
