import { describe, expect, test } from 'vitest'
import { makeDocx, makePptx, makeXlsx, word } from '../fixtures/office.ts'
import { makeZip } from '../fixtures/zip.ts'
import { openExtract, outline } from './open-extract.ts'

describe('a Word document', () => {
  test('is read as headings, lists and tables, with its pages', async () => {
    await using files = await openExtract()
    const docx = makeDocx(
      [
        word.heading('Week one', 1),
        word.paragraph('Begin small &amp; stay kind.'),
        word.picture,
        word.heading('Habits', 2),
        word.item('Walk'),
        word.item('Ten minutes are enough', 1),
        word.table([
          ['Day', 'Task'],
          ['Monday', 'Write to Mara'],
          ['Tuesday', 'Rest'],
        ]),
        word.pageBreak,
        word.paragraph('Well done.'),
      ],
      { title: 'Workbook' },
    )
    const { title, pages, blocks } = await files.read('week.docx', docx)
    expect({ title, pages }).toEqual({ title: 'Workbook', pages: 2 })
    expect(outline(blocks)).toEqual([
      'page 1 h1: Week one',
      'page 1 Begin small & stay kind.',
      'page 1 h2: Habits',
      'page 1 - Walk',
      'page 1 -- Ten minutes are enough',
      'page 1 row: Day=Monday | Task=Write to Mara',
      'page 1 row: Day=Tuesday | Task=Rest',
      'page 2 Well done.',
    ])
  })

  test('says what stands in text boxes once, what was deleted not at all, and footnotes at its end', async () => {
    await using files = await openExtract()
    const box = (text: string) => `<w:txbxContent>${word.paragraph(text)}</w:txbxContent>`
    const docx = makeDocx(
      [
        `<w:p><w:r><w:t>Before</w:t></w:r><w:del><w:r><w:delText>gone</w:delText><w:t>gone too</w:t></w:r></w:del><w:r><w:t xml:space="preserve"> and after</w:t></w:r></w:p>`,
        `<w:p><w:r><mc:AlternateContent><mc:Choice>${box('In the box')}</mc:Choice><mc:Fallback>${box('In the box')}</mc:Fallback></mc:AlternateContent></w:r></w:p>`,
      ],
      {
        more: [
          {
            name: 'word/footnotes.xml',
            content: `<w:footnotes xmlns:w="w"><w:footnote>${word.paragraph('See chapter two.')}</w:footnote></w:footnotes>`,
          },
          {
            name: 'word/_rels/document.xml.rels',
            content: '<Relationships><Relationship Id="a" Type="x/footnotes" Target="footnotes.xml"/></Relationships>',
          },
        ],
      },
    )
    expect(outline((await files.read('notes.docx', docx)).blocks)).toEqual([
      'Before and after',
      'In the box',
      'See chapter two.',
    ])
  })
})

test('slides come in their order, titles first, notes after, hidden ones not at all', async () => {
  await using files = await openExtract()
  const pptx = makePptx([
    { title: 'Goals', bullets: ['One that is yours', ['And small', 1]], notes: 'Pause here.' },
    { title: 'Old prices', hidden: true },
    { title: 'Close' },
  ])
  const { pages, blocks } = await files.read('talk.pptx', pptx)
  expect(pages).toBe(3)
  expect(outline(blocks)).toEqual([
    'slide 1 h1: Goals',
    'slide 1 - One that is yours',
    'slide 1 -- And small',
    'slide 1 Pause here.',
    'slide 3 h1: Close',
  ])
})

test('sheets are tables under their names, with dates as dates and the header in every row', async () => {
  await using files = await openExtract()
  const xlsx = makeXlsx({
    Plan: [
      ['Plan for spring'],
      ['When', 'What', 'Hours'],
      [{ day: 45292 }, 'Call Mara', 0.1 + 0.2],
      [{ day: 45293.5 }, undefined, 2],
    ],
    Words: [['courage']],
  })
  const { blocks } = await files.read('plan.xlsx', xlsx)
  expect(outline(blocks)).toEqual([
    'sheet 1 h1: Plan',
    'sheet 1 Plan for spring',
    'sheet 1 row: When=2024-01-01 | What=Call Mara | Hours=0.3',
    'sheet 1 row: When=2024-01-02 12:00 | What= | Hours=2',
    'sheet 2 h1: Words',
    'sheet 2 courage',
  ])
})

test('a book is read in the order of its spine', async () => {
  await using files = await openExtract()
  const epub = makeZip([
    { name: 'mimetype', content: 'application/epub+zip' },
    {
      name: 'META-INF/container.xml',
      content: '<container><rootfiles><rootfile full-path="book/main.opf"/></rootfiles></container>',
    },
    {
      name: 'book/main.opf',
      content:
        '<package xmlns:dc="d"><metadata><dc:title>On rest</dc:title></metadata><manifest><item id="b" href="two.xhtml"/><item id="a" href="one.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
    },
    { name: 'book/two.xhtml', content: '<html><body><h1>Two</h1></body></html>' },
    { name: 'book/one.xhtml', content: '<html><body><h1>One</h1><p>First.</p></body></html>' },
  ])
  const { title, blocks } = await files.read('rest.epub', epub)
  expect(title).toBe('On rest')
  expect(outline(blocks)).toEqual(['h1: One', 'First.', 'h1: Two'])
})
