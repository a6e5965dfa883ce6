/** How providers mask what they echo: `sk-ab***wxyz`, `sk-ab...wxyz`, `abcd••••`. */
const masked = /[\w-]*[*•]{3,}[\w*•.-]*|[\w-]{2,}(?:\.{3,}|…)[\w-]{2,}/g
/** Keys by their look, whoever they belong to. */
const keyShaped = /\b(?:sk|rk|pk|gsk|xai|AIza)[-_]?[\w-]{12,}/g
const bearer = /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi
/** A shorter stretch of a key says little, and would take ordinary words with it. */
const fragmentLength = 8

/**
 * Takes a key out of a text that a server wrote: whole, in part, and masked, since a masked one still shows its ends.
 * Errs on the side of taking too much.
 */
export function scrub(text: string, apiKey: string | undefined): string {
  let clean = text
  if (apiKey) clean = clean.replaceAll(apiKey, '[key]').replaceAll(encodeURIComponent(apiKey), '[key]')
  clean = clean.replace(bearer, '$1 [key]').replace(masked, '[key]').replace(keyShaped, '[key]')
  if (!apiKey) return clean
  return clean.replace(/[\w-]+/g, (run) => (run.length >= fragmentLength && apiKey.includes(run) ? '[key]' : run))
}
