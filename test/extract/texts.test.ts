import { describe, expect, test } from 'vitest'
import { openExtract, outline } from './open-extract.ts'

async function outlineOf(name: string, content: Buffer | string): Promise<string[]> {
  await using files = await openExtract()
  return outline((await files.read(name, content)).blocks)
}

test('Markdown loses its marks and keeps its structure', async () => {
  const markdown = [
    '---\ntitle: Boundaries\n---\n# Say no',
    'A **kind** no, [with a reason](https://example.org) &amp; a smile.',
    '- first\n  - inside\n- second',
    '| When | What |\n| --- | --- |\n| Monday | *Rest* |',
    '```js\nconst a = 1\n```',
    '> Quoted by Ada.',
  ].join('\n\n')
  await using files = await openExtract()
  const { title, blocks } = await files.read('notes.md', markdown)
  expect(title).toBe('Boundaries')
  expect(outline(blocks)).toEqual([
    'h1: Say no',
    'A kind no, with a reason & a smile.',
    '- first',
    '-- inside',
    '- second',
    'row: When=Monday | What=Rest',
    'code: const a = 1',
    'Quoted by Ada.',
  ])
})

test('a page is read without its scripts, menus and hidden parts', async () => {
  const html = `<!doctype html><html><head><title>On rest</title><style>p { color: red }</style></head><body>
    <nav><a href="/">Home</a></nav><h1>Rest &amp; work</h1><p>Sleep<br>well, <b>every</b> night.</p><script>alert(1)</script>
    <ul><li>Walk<ul><li>daily</li></ul></li><li>Read</li></ul><p hidden>Not this.</p><div style="display:none">Nor this.</div>
    <table><tr><th>Day</th><th>Task</th></tr><tr><td>Monday</td><td>Rest</td></tr></table><pre>a\n  b</pre>Last words</body></html>`
  await using files = await openExtract()
  const { title, blocks } = await files.read('rest.html', html)
  expect(title).toBe('On rest')
  expect(outline(blocks)).toEqual([
    'h1: Rest & work',
    'Sleep\nwell, every night.',
    '- Walk',
    '-- daily',
    '- Read',
    'row: Day=Monday | Task=Rest',
    'code: a\n  b',
    'Last words',
  ])
})

test('typed text is paragraphs, lists and headings, whatever lines it was broken into', async () => {
  const long = 'This line was broken by a window that is some eighty letters wide, as mails are,'
  const text = `THE FIRST WEEK\n\n${long}\nand goes on here.\n\nRules\n=====\n\n- one\n  and more of it\n- two\n\nRoses are red\nviolets are blue`
  expect(await outlineOf('week.txt', text)).toEqual([
    'h2: THE FIRST WEEK',
    `${long} and goes on here.`,
    'h1: Rules',
    '- one\nand more of it',
    '- two',
    'Roses are red\nviolets are blue',
  ])
})

describe('a table as text', () => {
  test('finds what its cells are apart by, and its header', async () => {
    expect(await outlineOf('clients.csv', '\ufeffName;Goal\nAda;"Rest; and sleep"\nBo;Run')).toEqual([
      'row: Name=Ada | Goal=Rest; and sleep',
      'row: Name=Bo | Goal=Run',
    ])
    expect(await outlineOf('numbers.csv', '1,2\n3,4\n')).toEqual(['row: 1 | 2', 'row: 3 | 4'])
  })
})

describe('encodings', () => {
  const words = 'Größe, señal, naïve'
  test.each([
    ['UTF-8', Buffer.from(words)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${words}`)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${words}`, 'utf16le')],
    ['UTF-16 without', Buffer.from(words, 'utf16le')],
    ['UTF-16, the other way round', Buffer.from(`\ufeff${words}`, 'utf16le').swap16()],
    ['Windows-1252', Buffer.from(words, 'latin1')],
  ])('%s', async (_name, bytes) => {
    expect(await outlineOf('words.txt', bytes)).toEqual([words])
  })

  test('a page in the encoding it names', async () => {
    const html = Buffer.from(
      '<html><head><meta charset="iso-8859-2"></head><body><p>\xb3\xf3d\xbc</p></body></html>',
      'latin1',
    )
    expect(await outlineOf('page.html', html)).toEqual(['łódź'])
  })

  test('what no reader wants to meet is taken out', async () => {
    expect(await outlineOf('odd.txt', 'con\ufb01\u00addence\u200b and re\u0301sume\u0301\r\n')).toEqual([
      'confidence and résumé',
    ])
  })
})

describe('subtitles', () => {
  test('SRT becomes whole sentences with their times', async () => {
    const srt =
      '1\r\n00:00:01,000 --> 00:00:02,500\r\nI wanted to\r\n\r\n2\r\n00:00:02,600 --> 00:00:04,000\r\nsay <i>no</i>.\r\n\r\n3\r\n00:01:00,000 --> 00:01:01,000\r\nBut how?\r\n'
    await using files = await openExtract()
    const { durationMs, blocks } = await files.read('talk.srt', srt)
    expect(durationMs).toBe(61_000)
    expect(outline(blocks)).toEqual(['@1000-4000 I wanted to say no.', '@60000-61000 But how?'])
  })

  test('WebVTT with all that meetings and players put into it', async () => {
    const vtt = `WEBVTT - recorded\n\nSTYLE\n::cue { color: red }\n\nNOTE nothing\n\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v Dana>What do you need?</v>\n\n7\n00:00:03.000 --> 00:00:04.000\n<v Mara Lind>Time.</v>\n`
    expect(await outlineOf('meeting.vtt', vtt)).toEqual([
      '@1000-2000 Dana: What do you need?',
      '@3000-4000 Mara Lind: Time.',
    ])
  })

  test('lines that begin with names, and captions that roll', async () => {
    const named =
      'WEBVTT\n\n' +
      ['Dana: How are you?', 'Mara: Tired.', 'Dana: Since when?', 'Note this: it passes.']
        .map((text, at) => `00:0${at}.000 --> 00:0${at}.900\n${text}`)
        .join('\n\n')
    expect(await outlineOf('call.vtt', named)).toEqual([
      '@0-900 Dana: How are you?',
      '@1000-1900 Mara: Tired.',
      '@2000-2900 Dana: Since when?',
      '@3000-3900 Note this: it passes.',
    ])
    const rolling =
      'WEBVTT\n\n00:00.000 --> 00:02.000\nfirst line\n\n00:02.000 --> 00:02.010\nfirst line\n\n00:02.010 --> 00:04.000\nfirst line\nsecond line.'
    expect(await outlineOf('rolling.vtt', rolling)).toEqual(['@0-4000 first line second line.'])
  })
})

describe('what is inside decides, not the name', () => {
  test.each([
    ['page.txt', '<!DOCTYPE html><html><body><h1>Rest</h1></body></html>', 'h1: Rest'],
    ['cues.txt', '1\n00:00:01,000 --> 00:00:02,000\nHello.\n', '@1000-2000 Hello.'],
    ['notes', '# Rest\n\n**Sleep** well', 'h1: Rest'],
    ['talk.pdf', 'Just words, saved under a wrong name.', 'Just words, saved under a wrong name.'],
  ])('%s', async (name, content, first) => {
    expect((await outlineOf(name, content))[0]).toBe(first)
  })
})
