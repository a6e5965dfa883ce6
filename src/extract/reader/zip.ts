import yauzl from 'yauzl'
import { ExtractionFailed } from '../../coaching/errors.ts'

type Container = 'docx' | 'pptx' | 'xlsx' | 'epub'

/** More entries than any document has, and few enough to hold. */
const mostEntries = 50_000

/** The parts of a zip container, unpacked one at a time and counted together. */
export type Zip = {
  has(name: string): boolean
  /** Those whose name fits, sorted as a person would. */
  names(pattern: RegExp): string[]
  /** @throws {ExtractionFailed} `too_much_inside`, `damaged`, `encrypted` */
  stream(name: string): AsyncGenerator<Buffer>
  /** The whole part; empty when there is none. */
  read(name: string): Promise<Buffer>
  close(): void
}

/**
 * Opens a zip by its directory at the end. Nothing but the parts that are asked for is ever unpacked, and a part may not
 * unpack to more than the directory says: a bomb is seen before it goes off.
 *
 * @param unpackedBytes of all parts together that are read
 * @throws {ExtractionFailed} `damaged` when it is no zip or cut short
 */
export async function openZip(path: string, unpackedBytes: number): Promise<Zip> {
  const zip = await yauzl.openPromise(path, { autoClose: false }).catch(asDamaged)
  const entries = new Map<string, yauzl.Entry>()
  try {
    if (zip.entryCount > mostEntries) throw new ExtractionFailed('too_much_inside')
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  } catch (error) {
    zip.close()
    return asDamaged(error)
  }
  let left = unpackedBytes

  async function* stream(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name)
    if (!entry) return
    if (entry.isEncrypted()) throw new ExtractionFailed('encrypted')
    left -= entry.uncompressedSize
    if (left < 0) throw new ExtractionFailed('too_much_inside')
    try {
      for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk as Buffer
    } catch (error) {
      // Also what is larger than the directory says; what whoever reads it throws does not come by here.
      asDamaged(error)
    }
  }

  return {
    has: (name) => entries.has(name),
    names: (pattern) =>
      [...entries.keys()]
        .filter((name) => pattern.test(name))
        .sort((a, b) => a.localeCompare(b, 'en', { numeric: true })),
    stream,
    async read(name) {
      const chunks: Buffer[] = []
      for await (const chunk of stream(name)) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
    close: () => zip.close(),
  }
}

/**
 * Which document a zip is, by the parts it has.
 *
 * @throws {ExtractionFailed} `damaged` when it is cut short, `unsupported` for any other archive
 */
export async function containerOf(path: string): Promise<Container> {
  const zip = await openZip(path, 0)
  try {
    if (zip.names(/^word\/document\d*\.xml$/).length > 0) return 'docx'
    if (zip.has('ppt/presentation.xml')) return 'pptx'
    if (zip.has('xl/workbook.xml')) return 'xlsx'
    if (zip.has('META-INF/container.xml')) return 'epub'
    throw new ExtractionFailed('unsupported')
  } finally {
    zip.close()
  }
}

function asDamaged(error: unknown): never {
  if (error instanceof ExtractionFailed) throw error
  throw new ExtractionFailed('damaged', { cause: error })
}
