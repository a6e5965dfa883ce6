import { describe, expect, test } from 'vitest'
import { lines, makePdf, type Placed } from '../fixtures/pdf.ts'
import { drawText } from '../fixtures/picture.ts'
import { openExtract, outline, textOf } from './open-extract.ts'

const prose = (side: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${side} ${at} goes on about rest and about care`)

async function outlineOf(pages: Parameters<typeof makePdf>[0]): Promise<string[]> {
  await using files = await openExtract()
  return outline((await files.read('file.pdf', makePdf(pages))).blocks)
}

describe('columns', () => {
  const left = lines(prose('Left', 12), { x: 60, y: 700 })
  const right = lines(prose('Right', 12), { x: 320, y: 700 })
  // A file names lines as it likes; here both columns at once, from below.
  const woven = left.flatMap((line, at) => [right[at], line]).reverse() as Placed[]

  test('are read one after the other, under the title that spans them', async () => {
    const title = { text: 'How to rest when there is no time for it', x: 120, y: 760, size: 20 }
    const read = await outlineOf([{ texts: [...woven, title] }])
    expect(read).toEqual([
      'page 1 h1: How to rest when there is no time for it',
      `page 1 ${prose('Left', 12).join(' ')}`,
      `page 1 ${prose('Right', 12).join(' ')}`,
    ])
  })

  test('are parted by what stands across them', async () => {
    const across = {
      text: 'A line that runs across both of the columns, and parts the page in two halves',
      x: 60,
      y: 620,
    }
    const early = woven.filter(({ y }) => y > 625)
    const late = woven.filter(({ y }) => y < 615)
    const words = textOf({
      blocks: [{ kind: 'paragraph', text: (await outlineOf([{ texts: [...late, across, ...early] }])).join(' ') }],
    })
    const order = [
      'Left 0',
      'Left 4',
      'Right 0',
      'Right 4',
      'A line that runs',
      'Left 7',
      'Left 11',
      'Right 7',
      'Right 11',
    ]
    const places = order.map((mark) => words.indexOf(`${mark} `))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  test('of a table are read across, row by row', async () => {
    const cells = [
      ['Monday', 'Walk', '20 min'],
      ['Tuesday', 'Swim', '40 min'],
      ['Wednesday', '', 'all day'],
      ['Thursday', 'Run', '15 min'],
    ]
    const texts = cells.flatMap((row, at) =>
      row.map((text, column) => ({ text, x: 60 + column * 150, y: 700 - at * 16 })).filter(({ text }) => text),
    )
    expect(await outlineOf([{ texts }])).toEqual([
      'page 1 row: Monday | Walk | 20 min',
      'page 1 row: Tuesday | Swim | 40 min',
      'page 1 row: Wednesday |  | all day',
      'page 1 row: Thursday | Run | 15 min',
    ])
  })
})

describe('text', () => {
  test('is paragraphs, lists and headings by size, with words made whole', async () => {
    const texts = [
      { text: 'Part one', x: 60, y: 780, size: 24 },
      { text: 'On asking', x: 60, y: 740, size: 16 },
      ...lines(['To ask for help is no weak-', 'ness, whatever they told you at', 'home.'], { x: 60, y: 710 }),
      ...lines(['Another paragraph begins after a gap, as', 'they do.'], { x: 60, y: 650 }),
      ...lines(['• one thing', '• another thing'], { x: 60, y: 600 }),
    ]
    expect(await outlineOf([{ texts }])).toEqual([
      'page 1 h1: Part one',
      'page 1 h2: On asking',
      'page 1 To ask for help is no weakness, whatever they told you at home.',
      'page 1 Another paragraph begins after a gap, as they do.',
      'page 1 - one thing',
      'page 1 - another thing',
    ])
  })

  test('goes on over the page, without what is printed on every one', async () => {
    const page = (number: number, said: string[]) => ({
      texts: [
        { text: `The kind coach  ${number}`, x: 60, y: 810, size: 9 },
        ...lines(said, { x: 60, y: 740 }),
        { text: `Page ${number} of 4`, x: 280, y: 30, size: 9 },
      ],
    })
    const whole = 'A whole sentence stands on this page, and nothing is missing.'
    const read = await outlineOf([
      page(1, [whole, 'But this one does not end, since the page does, and']),
      page(2, ['so it goes on over here, until it comes to its end.']),
      page(3, ['The third page has a thought of its own.']),
      page(4, ['And so has the fourth.']),
    ])
    expect(read).toEqual([
      `page 1-2 ${whole} But this one does not end, since the page does, and so it goes on over here, until it comes to its end.`,
      'page 3 The third page has a thought of its own.',
      'page 4 And so has the fourth.',
    ])
  })
})

describe('a scan', () => {
  const said = ['Breathe in for four counts.', 'Hold for seven counts.', 'Breathe out for eight.']
  const drawn = drawText(said)

  test('is read from its picture, between the pages that have text', async () => {
    await using files = await openExtract()
    const jpeg = { bytes: await drawn.jpeg(), width: drawn.width, height: drawn.height }
    const plain = (text: string) => ({ texts: lines([text], { x: 60, y: 700 }) })
    const pdf = makePdf([
      plain('Before the exercise, find a quiet place to sit.'),
      { jpeg },
      plain('After the exercise, write down what you noticed.'),
    ])
    const shares: number[] = []
    const { pages, recognisedPages, blocks } = await files.read('scan.pdf', pdf, {
      languages: ['en'],
      onProgress: (share) => shares.push(share),
    })
    expect({ pages, recognisedPages }).toEqual({ pages: 3, recognisedPages: [2] })
    expect(outline(blocks)).toEqual([
      'page 1 Before the exercise, find a quiet place to sit.',
      `page 2 ${said.join(' ')}`,
      'page 3 After the exercise, write down what you noticed.',
    ])
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  test('and a photo are read in the languages the product speaks', async () => {
    await using files = await openExtract()
    const german = drawText(['Schöne Grüße aus Köln,', 'und bis nächste Woche.'])
    expect(textOf(await files.read('foto.png', await german.png()))).toBe(
      'Schöne Grüße aus Köln, und bis nächste Woche.',
    )
    expect(textOf(await files.read('scan.jpg', await drawn.jpeg(), { languages: ['en-GB'] }))).toBe(said.join(' '))
  })

  test('without words is empty', async () => {
    await using files = await openExtract()
    expect(await files.problemOf('blank.png', await drawText([]).png(), { languages: ['en'] })).toBe('empty')
  })
})
