/** The upload page on a coach's phone: a one-time link, many files, a connection that breaks, and what has become of each. */
import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createProgram } from './support/api.ts'
import { findChromium } from './support/chromium.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
const megabyte = 1024 * 1024
const hour = 3_600_000

const openPageWorld = (options: Parameters<typeof openWorld>[0] = {}) =>
  openWorld({ clients: [], group: false, webhook: true, ...options })

/** As the bot sends it: behind the words of a link. */
async function askForLink(world: World): Promise<string> {
  await world.dana.says('/upload')
  const shown = await world.dana.hears('Open this page on the device')
  const entities = z.array(z.object({ type: z.string(), url: z.string().optional() })).parse(shown.entities)
  const url = entities.find(({ type }) => type === 'text_link')?.url
  if (!url) throw new Error('There is no link')
  return url
}

describe('without a browser', () => {
  test('without an address of its own the coach is told what to do instead', async () => {
    await using world = await openWorld({ clients: [], group: false })
    await world.dana.says('/upload')
    await world.dana.hears('no upload page here')
    await world.dana.hears('up to 20 MB')
    expect(await world.rows(sql`select 1 from upload_links`)).toEqual([])
  })

  test('a link opens once and for a day; what it gives may send files, and nothing else', async () => {
    await using world = await openPageWorld()
    const link = await askForLink(world)
    expect(link).toMatch(new RegExp(`^${world.websiteUrl}/upload#[\\w-]{22}$`))
    const code = link.split('#')[1] ?? ''
    expect(JSON.stringify(await world.rows(sql`select * from upload_links`))).not.toContain(code)
    const nobody = createProgram(world.websiteUrl, undefined)
    const open = (with_: string) => nobody.call('POST', '/upload/api/session', JSON.stringify({ code: with_ }))
    expect(await open('wrong')).toMatchObject({ status: 410, body: { code: 'link_gone' } })
    const opened = await open(code)
    expect(opened).toMatchObject({ status: 200, body: { coach_name: 'Dana', language: 'en' } })
    expect(await open(code)).toMatchObject({ status: 410 })
    const page = createProgram(world.websiteUrl, opened.body.token)
    expect(await page.call('GET', '/upload/api/files')).toMatchObject({ status: 200, body: { files: [] } })
    expect(await page.call('GET', '/v1/documents')).toMatchObject({ status: 403 })
    // Strangers who guess do not keep a coach out, though all come from one address behind a proxy.
    for (let guess = 0; guess < 30; guess++) await open(`guess ${guess}`)
    expect(await open('one more')).toMatchObject({ status: 429 })
    expect(await open(await linkOf(world.app, world.coach.id))).toMatchObject({ status: 200 })
    const late = await linkOf(world.app, world.coach.id)
    await world.advance(24 * hour)
    expect(await open(late)).toMatchObject({ status: 410 })
    expect(await page.call('GET', '/upload/api/files')).toMatchObject({ status: 401 })
  })

  test('parts come in any order, again and cut short; the whole is the file, and its parts are gone', async () => {
    await using world = await openPageWorld({ bucket: true })
    world.reading.found = { blocks: [{ kind: 'paragraph', text: 'Found.' }], recognisedPages: [] }
    const { page, other } = await openSessions(world)
    const bytes = randomBytes(9 * megabyte)
    const about = {
      file_name: 'Film.mp4',
      mime: 'video/mp4',
      size_bytes: bytes.length,
      modified_at: '2026-01-02T03:04:05Z',
    }
    const begin = async () => (await page.call('POST', '/upload/api/files', JSON.stringify(about))).body
    const { id, part_bytes: size, received } = await begin()
    expect({ size, received }).toEqual({ size: 4 * megabyte, received: [] })
    const put = (part: number, piece: Uint8Array<ArrayBuffer>, as = page) =>
      as.call('PUT', `/upload/api/files/${id}/parts/${part}`, piece)
    const part = (at: number) => new Uint8Array(bytes.subarray(at * size, (at + 1) * size))
    expect(await put(2, part(2))).toMatchObject({ status: 200, body: { received: 1 } })
    expect(await put(0, part(0).subarray(0, 1_000))).toMatchObject({ status: 422, body: { code: 'wrong_part' } })
    expect(await put(0, new Uint8Array(size + 1))).toMatchObject({ status: 413 })
    expect(await put(3, part(0))).toMatchObject({ status: 422 })
    expect(await put(0, part(0), other)).toMatchObject({ status: 404 })
    expect(await put(0, part(0))).toMatchObject({ status: 200, body: { received: 2 } })
    expect(await put(0, part(0))).toMatchObject({ status: 200, body: { received: 2 } })
    // Begun again, after the page was closed.
    expect(await begin()).toMatchObject({ id, received: [2, 0] })
    expect(await world.rows(sql`select 1 from documents`)).toEqual([])
    expect(await put(1, part(1))).toMatchObject({ status: 200, body: { received: 3 } })
    await world.settle()
    const [document] = await world.rows<{ title: string; bytes: number; origin: string }>(
      sql`select title, size_bytes::int as bytes, origin, status from documents`,
    )
    expect(document).toEqual({ title: 'Film', bytes: bytes.length, origin: 'page', status: 'ready' })
    const names = await world.originals()
    expect(names).toHaveLength(1)
    const { files } = (await page.call('GET', '/upload/api/files')).body
    expect(files).toMatchObject([{ id, received: 3, document: { status: 'ready', title: 'Film', same_title: [] } }])
    // The answer to the last part was lost: the page asks again, and nothing is sent twice.
    expect((await begin()).received).toHaveLength(3)
    expect((await other.call('GET', '/upload/api/files')).body.files).toEqual([])
  })

  test('what is given up, or does not come whole in a day, is forgotten with its parts', async () => {
    await using world = await openPageWorld()
    const { page } = await openSessions(world)
    const begin = async (name: string) => {
      const about = { file_name: name, size_bytes: 5 * megabyte, modified_at: '2026-01-02T03:04:05Z' }
      const { id } = (await page.call('POST', '/upload/api/files', JSON.stringify(about))).body
      await page.call('PUT', `/upload/api/files/${id}/parts/0`, new Uint8Array(4 * megabyte))
      return id
    }
    const given = await begin('Given up.txt')
    await begin('Left.txt')
    expect(await world.originals()).toHaveLength(2)
    expect((await page.call('DELETE', `/upload/api/files/${given}`)).status).toBe(204)
    await world.settle()
    expect(await world.originals()).toHaveLength(1)
    await world.advance(25 * hour)
    expect(await world.originals()).toEqual([])
    expect(await world.rows(sql`select 1 from uploads`)).toEqual([])
    expect(await world.rows(sql`select 1 from documents`)).toEqual([])
  })

  test('an empty file and one that is too large end as what they are', async () => {
    await using world = await openPageWorld({ fileMegabytes: 5 })
    const { page } = await openSessions(world)
    const begin = (size: number) =>
      page.call(
        'POST',
        '/upload/api/files',
        JSON.stringify({ file_name: 'File.txt', size_bytes: size, modified_at: '2026-01-02T03:04:05Z' }),
      )
    expect(await begin(5 * megabyte + 1)).toMatchObject({ status: 413, body: { code: 'file_too_large' } })
    expect((await begin(0)).status).toBe(201)
    await world.settle()
    const { files } = (await page.call('GET', '/upload/api/files')).body
    expect(files).toMatchObject([{ document: { status: 'failed', problem: 'empty' } }])
  })

  test('of many files of one title each is held against the one before it alone', async () => {
    await using world = await openPageWorld()
    const { page } = await openSessions(world)
    for (const text of ['Version 1.', 'Version 2.', 'Version 3.']) {
      const about = { file_name: 'Plan.txt', size_bytes: text.length, modified_at: `2026-01-0${text[8]}T03:04:05Z` }
      const { id } = (await page.call('POST', '/upload/api/files', JSON.stringify(about))).body
      await page.call('PUT', `/upload/api/files/${id}/parts/0`, text)
      await world.settle()
    }
    const { files } = (await page.call('GET', '/upload/api/files')).body
    type Shown = { document: { id: string; same_title: { id: string }[] } }
    const [first, second, third] = (files as Shown[])
      .map(({ document }) => document)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    expect([first, second, third].map((one) => one?.same_title.map(({ id }) => id))).toEqual([
      [],
      [first?.id],
      [second?.id],
    ])
  })

  test('the page and what it loads are served under a strict policy, and no path leads out of its folder', async () => {
    await using world = await openPageWorld()
    const response = await fetch(`${world.websiteUrl}/upload`)
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self' 'sha256-/)
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    for (const path of ['page/app.js', 'page/vendor/preact.js', 'page/vendor/fluent/index.js', 'texts/de', 'texts/xx'])
      expect((await fetch(`${world.websiteUrl}/upload/${path}`)).status, path).toBe(200)
    for (const path of [
      'page/..%2f..%2fconfig.ts',
      'page/nothing.js',
      'page/vendor/fs.js',
      'page/vendor/fluent/..%2findex.js',
    ])
      expect((await fetch(`${world.websiteUrl}/upload/${path}`)).status, path).toBe(404)
    expect(await (await fetch(`${world.websiteUrl}/upload/texts/es-AR`)).text()).toContain('Elegir archivos')
  })
})

/** Two pages of the same coach, each with a link of its own. */
async function openSessions(world: World) {
  const open = async () => {
    const code = await linkOf(world.app, world.coach.id)
    const nobody = createProgram(world.websiteUrl, undefined)
    const { body } = await nobody.call('POST', '/upload/api/session', JSON.stringify({ code }))
    return createProgram(world.websiteUrl, body.token)
  }
  return { page: await open(), other: await open() }
}

describe.skipIf(!findChromium())('in a browser, 390 pixels wide', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox', '--disable-gpu'] })
  })
  afterAll(() => browser?.close())

  async function openPhone(locale = 'en') {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale })
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      const isLoss = /Failed to load resource/.test(message.text()) // a connection that breaks, which the test asks for
      if ((message.type() === 'error' || message.type() === 'warning') && !isLoss) problems.push(message.text())
    })
    return { page, context, problems, [Symbol.asyncDispose]: () => context.close() }
  }

  const textFile = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  const choose = (page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]) =>
    page.locator('input[type=file]').setInputFiles(files)
  const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })
  const isTooWide = (page: Page) => page.evaluate('document.documentElement.scrollWidth > innerWidth')
  const shows = process.env['SCREENSHOTS']
  const keepPicture = async (page: Page, name: string) => {
    if (shows) await page.screenshot({ path: `${shows}/${name}.png`, fullPage: true })
  }

  test('files are sent and read, what fails says what to do, and the link opens nowhere else', async () => {
    await using world = await openPageWorld()
    await using phone = await openPhone()
    const { page } = phone
    const link = await askForLink(world)
    await page.goto(link)
    await page.getByRole('heading', { name: 'Add files to your knowledge' }).waitFor()
    await keepPicture(page, 'empty')
    expect(await isTooWide(page)).toBe(false)
    const held = Promise.withResolvers<void>()
    world.reading.whileReading = () => held.promise
    await choose(page, [
      textFile('Boundaries workbook.txt', 'Words to be found.'),
      textFile('Workbook 3.txt', '%LOCKED'),
      textFile(`${'A very long name of a file that goes on '.repeat(4)}.txt`, 'More words.'),
    ])
    await page.getByText('Being read: 50%').first().waitFor()
    await keepPicture(page, 'reading')
    expect(await isTooWide(page)).toBe(false)
    held.resolve()
    await row(page, 'Boundaries workbook.txt').getByText('Ready: your assistant knows it').waitFor()
    await row(page, 'Workbook 3.txt').getByText('This file is locked.').waitFor()
    await page.getByText('2 ready, 0 under way, 1 needs you').waitFor()
    expect(await page.getByRole('listitem').first().textContent()).toContain('Workbook 3.txt')
    await keepPicture(page, 'done')
    await world.settle()
    expect(await world.rows(sql`select 1 from documents where status = 'ready'`)).toHaveLength(2)

    // The same browser may come back; another one may not.
    await page.reload()
    await row(page, 'Boundaries workbook.txt').getByText('Ready').waitFor()
    await using elsewhere = await openPhone()
    await elsewhere.page.goto(link)
    await elsewhere.page.getByRole('alert').getByText('Send /upload to your bot for a new one').waitFor()
    await keepPicture(elsewhere.page, 'gone')
    expect([...phone.problems, ...elsewhere.problems]).toEqual([])
  })

  test('a connection that breaks costs a part, and a page that was closed goes on when the file is chosen again', async () => {
    await using world = await openPageWorld()
    world.reading.found = { blocks: [{ kind: 'paragraph', text: 'Found.' }], recognisedPages: [] }
    await using phone = await openPhone()
    const { page, context } = phone
    const film = { name: 'Course.mp4', mimeType: 'video/mp4', buffer: randomBytes(13 * megabyte) }
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'PUT') sent.push(request.url().split('/').at(-1) ?? '')
    })
    let isDown = false
    await page.route('**/parts/2', (route) => (isDown ? route.abort('connectionreset') : route.continue()))
    isDown = true
    await page.goto(await askForLink(world))
    await choose(page, [film])
    await row(page, 'Course.mp4').getByText('No connection. It goes on by itself').waitFor()
    await keepPicture(page, 'interrupted')
    expect(new Set(sent)).toEqual(new Set(['0', '1', '2']))
    page.on('dialog', (dialog) => dialog.accept())
    await page.reload()
    await row(page, 'Course.mp4').getByText('61% is here. Choose the same file again').waitFor()
    await keepPicture(page, 'unchosen')
    expect(await world.rows(sql`select received from uploads`)).toEqual([{ received: [0, 1] }])
    // A browser keeps the file's own time; the test's file has the one it is given here.
    const [upload] = await world.rows<{ at: Date }>(sql`select modified_at as at from uploads`)
    isDown = false
    sent.length = 0
    await page.evaluate(
      `(() => {
        const bytes = Uint8Array.from(atob(${JSON.stringify(film.buffer.toString('base64'))}), (c) => c.charCodeAt(0))
        const held = new DataTransfer()
        held.items.add(new File([bytes], 'Course.mp4', { type: 'video/mp4', lastModified: ${new Date(upload?.at ?? 0).getTime()} }))
        document.querySelector('.chooser').dispatchEvent(new DragEvent('drop', { dataTransfer: held, bubbles: true, cancelable: true }))
      })()`,
    )
    await row(page, 'Course.mp4').getByText('Ready').waitFor()
    expect(sent).toEqual(['2', '3'])
    await world.settle()
    const [stored] = await world.rows<{ bytes: number }>(sql`select size_bytes::int as bytes from documents`)
    expect(stored?.bytes).toBe(film.buffer.length)
    expect(await world.originals()).toHaveLength(1)
    expect(phone.problems).toEqual([])
    await context.close()
  })

  test('files called like older ones are asked about, one by one or all at once, and the new ones take their place', async () => {
    await using world = await openPageWorld()
    const { page: earlier } = await openSessions(world)
    for (const name of ['One', 'Two', 'Three', 'Four', 'Five']) {
      const text = `The old ${name}.`
      const about = { file_name: `${name}.txt`, size_bytes: text.length, modified_at: '2026-01-02T03:04:05Z' }
      const { id } = (await earlier.call('POST', '/upload/api/files', JSON.stringify(about))).body
      await earlier.call('PUT', `/upload/api/files/${id}/parts/0`, text)
    }
    await world.settle()
    world.clock.advance(hour)
    await using phone = await openPhone()
    const { page } = phone
    await page.goto(await askForLink(world))
    await choose(page, [textFile('One.txt', 'The new One.')])
    await row(page, 'One.txt').getByText('You have an older “One”').waitFor()
    await keepPicture(page, 'same-title')
    await row(page, 'One.txt').getByRole('button', { name: 'Keep both' }).tap()
    await expect.poll(() => page.getByRole('button', { name: 'Keep both' }).count()).toBe(0)
    await choose(
      page,
      ['Two', 'Three', 'Four', 'Five'].map((name) => textFile(`${name}.txt`, `The new ${name}.`)),
    )
    await page.getByText('4 of these files are called like older ones').waitFor()
    await keepPicture(page, 'same-many')
    await page.getByRole('button', { name: 'Replace all the old ones' }).tap()
    await expect
      .poll(() =>
        world.rows(sql`select title, count(*)::int as n from documents group by title order by n desc, title`),
      )
      .toEqual([{ title: 'One', n: 2 }, ...['Five', 'Four', 'Three', 'Two'].map((title) => ({ title, n: 1 }))])
    await world.settle()
    const contents = await world.rows<{ content: string }>(sql`select content from knowledge_chunks order by content`)
    expect(contents.filter(({ content }) => content.startsWith('The old')).map(({ content }) => content)).toEqual([
      'The old One.',
    ])
    expect(phone.problems).toEqual([])
  })

  test.each([
    ['de', 'Dateien auswählen', 'fertig'],
    ['es', 'Elegir archivos', 'list'],
  ])('in %s, dark, by keyboard', async (language, choice, word) => {
    await using world = await openPageWorld()
    await world.rows(sql`update coaches set language = ${language}`)
    const { app, coach } = world
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
    const page = await context.newPage()
    await page.goto(`${world.websiteUrl}/upload#${await linkOf(app, coach.id)}`)
    const button = page.getByRole('button', { name: choice })
    await button.waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe(choice)
    await choose(page, [textFile('Datei.txt', 'Worte.'), textFile('Gesperrt.txt', '%LOCKED')])
    await page
      .getByRole('status')
      .getByText(new RegExp(`^1 ${word}`))
      .waitFor()
    await keepPicture(page, `dark-${language}`)
    expect(await isTooWide(page)).toBe(false)
    await context.close()
    await world.settle()
  })
})

async function linkOf({ access }: World['app'], coachId: string): Promise<string> {
  return (await access.makeLink(coachId)).code
}
