/** What clients read at each turn of the way, and what of it a coach may word or silence. */

/**
 * open: a coach may reword or mute it. worded: reworded, never muted, since without it a client would not know who speaks,
 * or would miss a button they may need. fixed: neither, since it tells what safety needs.
 */
type Freedom = 'open' | 'worded' | 'fixed'

/**
 * In the order in which a client meets them. What is not here (consent, withdrawal, everything in a crisis) is what safety
 * and consent rest on: it can be neither reworded nor muted.
 */
export const lifecycleTexts = {
  welcome: 'open',
  'welcome-back': 'open',
  'cannot-see': 'open',
  'holding-explicit-request': 'open',
  'holding-high-stakes-decision': 'open',
  'holding-coach-rule': 'open',
  'holding-loop': 'open',
  'holding-several-signs': 'open',
  'holding-unsafe-reply': 'open',
  'holding-ai-unavailable': 'open',
  'holding-ai-off': 'open',
  'holding-key-dead': 'fixed',
  'holding-voice-note': 'fixed',
  'waiting-still': 'open',
  'coach-away': 'worded',
  'coach-away-until': 'worded',
  'will-wait': 'open',
  'human-here': 'worded',
  'human-already-here': 'open',
  'human-silent': 'worded',
  'human-left': 'worded',
  'left-to-ai': 'worded',
  'resumed-late': 'worded',
  'draft-seen-later': 'worded',
  'draft-away-until': 'worded',
  'ai-reminder': 'fixed',
} as const satisfies Record<string, Freedom>

export type LifecycleKey = keyof typeof lifecycleTexts
export const lifecycleKeys = Object.keys(lifecycleTexts) as LifecycleKey[]

export function findLifecycleKey(key: string): LifecycleKey | undefined {
  return lifecycleKeys.find((one) => one === key)
}

export function mayReword(key: LifecycleKey): boolean {
  return lifecycleTexts[key] !== 'fixed'
}

export function mayMute(key: LifecycleKey): boolean {
  return lifecycleTexts[key] === 'open'
}

/** Whatever is stored: only what may be muted is. */
export function isMuted({ mutedTexts }: { mutedTexts?: readonly string[] | undefined }, key: string): boolean {
  const known = findLifecycleKey(key)
  return known !== undefined && mayMute(known) && (mutedTexts?.includes(known) ?? false)
}

export const ownTextLength = 800

export type OwnTextFault =
  | { kind: 'empty' }
  | { kind: 'too_long'; length: number }
  | { kind: 'unknown_place'; place: string }
  | { kind: 'brace' }

const place = /\{\s*\$?([\p{L}\w-]+)\s*\}/gu

/** @param places what can be filled in, written `{coach}` */
export function checkOwnText(text: string, places: readonly string[]): OwnTextFault | undefined {
  if (text.trim() === '') return { kind: 'empty' }
  if (text.length > ownTextLength) return { kind: 'too_long', length: text.length }
  const unknown = [...text.matchAll(place)].map(([, name = '']) => name).find((name) => !places.includes(name))
  if (unknown !== undefined) return { kind: 'unknown_place', place: unknown }
  return /[{}]/.test(text.replace(place, '')) ? { kind: 'brace' } : undefined
}

/** What is not known shows as an ellipsis, as in our own texts. */
export function fillOwnText(text: string, params: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(place, (_, name: string) => String(params[name] ?? '…'))
}
