import { FluentBundle, FluentResource } from '@fluent/bundle'

/** @typedef {(key: string, params?: Record<string, string | number>) => string} Say */

/**
 * The page's texts in a language; where the language has none, the server gives the nearest.
 *
 * @param {string} language
 * @returns {Promise<{ say: Say, language: string }>}
 */
export async function loadTexts(language) {
  const response = await fetch(`upload/texts/${encodeURIComponent(language)}`)
  const bundle = new FluentBundle(language, { useIsolating: false })
  bundle.addResource(new FluentResource(response.ok ? await response.text() : ''))
  return {
    language,
    say(key, params) {
      const pattern = bundle.getMessage(key)?.value
      return pattern ? bundle.formatPattern(pattern, params, []) : key
    },
  }
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte']

/** As people say it: 4.2 MB. @param {number} bytes @param {string} language */
export function sizeText(bytes, language) {
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  const value = bytes / 1024 ** step
  const digits = value < 10 && step > 0 ? 1 : 0
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step],
    maximumFractionDigits: digits,
  }).format(value)
}
