/**
 * Text from bytes, or undefined when they are none: Unicode, the encoding that the file names, else Windows-1252, which old
 * subtitles and exports are in. The last takes any bytes, so that what is no text is known by its control characters.
 *
 * @param label an encoding that the file itself names; believed if the bytes fit it
 */
export function decode(bytes: Uint8Array, label?: string): string | undefined {
  const text = decodeUnicode(bytes)
  if (text !== undefined || bytes.includes(0)) return text
  return asText((label ? tryDecode(bytes, label) : undefined) ?? tryDecode(bytes, 'windows-1252'))
}

/**
 * Text in UTF-8, or in UTF-16 with a mark or with every second byte zero; undefined when it is in neither.
 *
 * @param isPart the bytes may end in the middle of a letter
 */
export function decodeUnicode(bytes: Uint8Array, isPart = false): string | undefined {
  const wide = markOf(bytes) ?? (bytes.includes(0) ? looksLikeUtf16(bytes) : undefined)
  return asText(tryDecode(bytes, wide ?? 'utf-8', isPart))
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

/** Latin text in two bytes a letter has a zero in each. */
function looksLikeUtf16(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 4096)
  const zeros = [0, 0]
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  if (odd > sample.length * 0.3 && even < sample.length * 0.02) return 'utf-16le'
  if (even > sample.length * 0.3 && odd < sample.length * 0.02) return 'utf-16be'
  return undefined
}

function tryDecode(bytes: Uint8Array, label: string, isPart = false): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: isPart })
  } catch {
    return undefined
  }
}

/** More than a stray control character in a thousand is no text anybody wrote. */
function asText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const sample = text.slice(0, 200_000)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is counted
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffe\uffff]/g)?.length ?? 0
  return controls > sample.length / 1000 ? undefined : text
}
