/** What Postgres takes: no lone surrogates, which jsonb refuses, and no NUL, which text refuses. */

/** The same value with every string in it made storable; dates and numbers as they are. */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '') as T
  if (Array.isArray(value)) return value.map(storable) as T
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, storable(inner)])) as T
  return value
}
