/** Time zones by the name a person gives: "Europe/Madrid", "madrid", "new york". */

/** @returns undefined when there is none of that name; an offset is none, since it knows no summer */
export function findTimezone(text: string): string | undefined {
  const wanted = text.trim().toLowerCase().replace(/\s+/g, '_')
  if (/^(utc|gmt)$/.test(wanted)) return 'UTC'
  if (!/^[a-z][a-z_/+-]*\d{0,2}$/.test(wanted)) return undefined
  const all = Intl.supportedValuesOf('timeZone')
  const found = all.find((zone) => zone.toLowerCase() === wanted)
  if (found) return found
  const byCity = all.filter((zone) => zone.toLowerCase().endsWith(`/${wanted}`))
  if (byCity.length === 1) return byCity[0]
  return wanted.includes('/') ? canonical(wanted) : undefined
}

/** Older names of a zone are understood too. */
function canonical(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}
