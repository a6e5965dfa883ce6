import { randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ExtractionFailed } from '../../src/coaching/errors.ts'
import type { DocumentProblem } from '../../src/coaching/knowledge/document.ts'
import { makeDocx, makePptx, makeXlsx, word } from '../fixtures/office.ts'
import { lines, makePdf } from '../fixtures/pdf.ts'
import { makeZip } from '../fixtures/zip.ts'
import fc from '../support/property.ts'
import { openExtract, problemOf, textOf } from './open-extract.ts'

const onePage = [{ texts: lines(['Words enough to be a page with a layer of text.'], { x: 60, y: 700 }) }]
const pdf = makePdf(onePage)
const docx = makeDocx([word.paragraph('Words')])
/** What Office makes of a document with a password: a compound file that holds a stream of this name. */
const compound = (stream: string) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(2000),
    Buffer.from(stream, 'utf16le'),
    Buffer.alloc(500),
  ])

describe('a file that cannot be read ends in the name of what is wrong', () => {
  test.each<[name: string, content: Buffer | string, problem: DocumentProblem]>([
    ['nothing.pdf', '', 'empty'],
    ['spaces.txt', ' \n\n\t ', 'empty'],
    ['empty.docx', makeDocx([]), 'empty'],
    ['locked.pdf', makePdf(onePage, { password: 'rosebud' }), 'encrypted'],
    ['locked.docx', compound('EncryptedPackage'), 'encrypted'],
    ['old.doc', compound('WordDocument'), 'unsupported'],
    ['cut.pdf', pdf.subarray(0, pdf.length - 200), 'damaged'],
    ['cut.docx', docx.subarray(0, docx.length - 30), 'damaged'],
    ['noise.pdf', randomBytes(100_000), 'damaged'],
    ['noise', randomBytes(100_000), 'unsupported'],
    ['program.bin', Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(4000)]), 'unsupported'],
    ['letter.rtf', '{\\rtf1\\ansi Hello}', 'unsupported'],
    ['files.zip', makeZip([{ name: 'a.txt', content: 'a' }]), 'unsupported'],
    ['no-pages.pdf', makePdf([]), 'empty'],
    ['no-relations.docx', makeZip([{ name: 'word/document.xml', content: '<w:document/>' }]), 'damaged'],
  ])('%s: %#', async (name, content, problem) => {
    await using files = await openExtract()
    expect(await files.problemOf(name, content)).toBe(problem)
  })

  test('and one that only asks for no password is read', async () => {
    await using files = await openExtract()
    expect(textOf(await files.read('open.pdf', makePdf(onePage, { password: '' })))).toMatch(/^Words enough/)
  })
})

describe('what is too much', () => {
  test('a zip that unpacks to hundreds of megabytes is not unpacked', async () => {
    await using files = await openExtract()
    const bomb = makeDocx([`<w:p><w:r><w:t>${' '.repeat(300 * 1024 * 1024)}</w:t></w:r></w:p>`])
    expect(bomb.length).toBeLessThan(1_000_000)
    const startedAt = performance.now()
    expect(await files.problemOf('bomb.docx', bomb)).toBe('too_much_inside')
    expect(performance.now() - startedAt).toBeLessThan(30_000)
  })

  test('one that says it unpacks to little is not believed', async () => {
    await using files = await openExtract()
    const content = `<w:document><w:body>${word.paragraph('x'.repeat(5_000_000))}</w:body></w:document>`
    const relation =
      '<Relationships><Relationship Id="a" Type="t/officeDocument" Target="word/document.xml"/></Relationships>'
    const lying = makeZip([
      { name: '_rels/.rels', content: relation },
      { name: 'word/document.xml', content, claimedBytes: 100 },
    ])
    expect(await files.problemOf('lying.docx', lying)).toBe('damaged')
  })

  test('more text than anybody reads', async () => {
    await using files = await openExtract({ limits: { characters: 10_000 } })
    expect(await files.problemOf('long.txt', 'word '.repeat(5_000))).toBe('too_much_inside')
    expect(await files.problemOf('long.docx', makeDocx([word.paragraph('word '.repeat(5_000))]))).toBe(
      'too_much_inside',
    )
    expect(await files.problemOf('longer.txt', 'word '.repeat(50_000))).toBe('too_much_inside')
    // Rows of one letter are little text, and much to keep in memory.
    expect(await files.problemOf('short-rows.csv', `a\n${'1\n'.repeat(1_000)}`)).toBe('too_much_inside')
    expect((await files.read('few-rows.csv', `a\n${'1\n'.repeat(200)}`)).blocks).toHaveLength(201)
  })

  test('more pages', async () => {
    await using files = await openExtract({ limits: { pages: 2, recognisedPages: 1 } })
    expect(await files.problemOf('three.pdf', makePdf([...onePage, ...onePage, ...onePage]))).toBe('too_many_pages')
    expect(await files.problemOf('three.pptx', makePptx([{ title: 'a' }, { title: 'b' }, { title: 'c' }]))).toBe(
      'too_many_pages',
    )
    expect(await files.problemOf('blank.pdf', makePdf([{}, {}]))).toBe('too_many_pages')
  })

  test('a stream of 200 MB is measured, not loaded', async () => {
    await using files = await openExtract()
    const path = join(files.folder, 'stream.txt')
    const file = await open(path, 'w')
    const chunk = Buffer.from('All work and no play. '.repeat(50_000))
    for (let written = 0; written < 200 * 1024 * 1024; written += chunk.length) await file.write(chunk)
    await file.close()
    expect(await problemOf(files.readAt(path, 'stream.txt'))).toBe('too_much_inside')

    await using small = await openExtract({ limits: { documentBytes: 100 * 1024 * 1024 } })
    expect(await problemOf(small.readAt(path, 'stream.txt'))).toBe('too_large')
  })
})

test('a file that was changed by chance is read, or its problem has a name', async () => {
  await using files = await openExtract()
  const whole = [
    pdf,
    docx,
    makePptx([{ title: 'Goals', bullets: ['One'] }]),
    makeXlsx({
      Plan: [
        ['When', 'What'],
        ['now', 1],
      ],
    }),
  ]
  const change = fc.record({
    bytes: fc.constantFrom(...whole),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
    places: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 }),
  })
  await fc.assert(
    fc.asyncProperty(change, async ({ bytes, cut, places }) => {
      // Half of them whole in length: what is cut short is refused early.
      const changed = Buffer.from(cut < 0.5 ? bytes : bytes.subarray(0, Math.ceil(bytes.length * cut)))
      for (const [place, byte] of places) changed[place % changed.length] = byte
      const outcome = await files.read('file', changed).then(textOf, (error: unknown) => error)
      if (typeof outcome !== 'string') expect(outcome).toBeInstanceOf(ExtractionFailed)
    }),
    { numRuns: 12 },
  )
})
