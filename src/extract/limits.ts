const megabyte = 1024 * 1024

/** What one file may take. Every limit ends in a problem of its own, never in a hang or a machine out of memory. */
export type ExtractLimits = {
  /** `too_large`. Documents are read into memory; recordings are not. */
  documentBytes: number
  recordingBytes: number
  /** `too_many_pages`. */
  pages: number
  /** `too_many_pages` too: seconds each, where a page with text takes milliseconds. */
  recognisedPages: number
  /** `too_much_inside`: of text, in characters. */
  characters: number
  /** `too_much_inside`: what is read of a zip container, unpacked. Pictures and films in it are not unpacked at all. */
  unpackedBytes: number
  /** `too_slow`: for so many begun megabytes... */
  megabytesAtATime: number
  /** ...so long, of a processor. */
  timeMs: number
  /** `too_slow`: for one page read from a picture, or one stretch of a recording. */
  stepMs: number
  /** `too_hungry`: resident memory of the process that reads. */
  memoryBytes: number
  /** Longer stretches of speech are cut near this length, at a silence. */
  partMs: number
}

/**
 * Where the numbers come from: 60 s for 20 MB and 1 GB are promised (the memory is looked at ten times a second, and may
 * grow a little in between). 20 million characters are some thirty books of 300 pages. OpenAI takes 25 MB and, with some
 * models, 25 minutes at a time.
 */
export const defaultLimits: ExtractLimits = {
  documentBytes: 300 * megabyte,
  recordingBytes: 4096 * megabyte,
  pages: 3000,
  recognisedPages: 600,
  characters: 20_000_000,
  unpackedBytes: 256 * megabyte,
  megabytesAtATime: 20,
  timeMs: 60_000,
  stepMs: 120_000,
  memoryBytes: 900 * megabyte,
  partMs: 20 * 60_000,
}

/** How long a file of this size may take to read, in milliseconds. */
export function timeFor(sizeBytes: number, { megabytesAtATime, timeMs }: ExtractLimits): number {
  return timeMs * Math.max(1, Math.ceil(sizeBytes / (megabytesAtATime * megabyte)))
}
