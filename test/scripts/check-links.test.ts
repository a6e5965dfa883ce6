import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { checkLinks, findAnchors, findLinks } from '../../scripts/check-links.ts'

async function openTree(files: Record<string, string>) {
  const root = await mkdtemp(join(tmpdir(), 'opencoach-links-'))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) }
}

test('links that lead somewhere pass, those to other hosts unasked', async () => {
  await using tree = await openTree({
    'README.md':
      '# Start\n[go live](docs/go-live.md#a-bot), [here](#start), [docs](docs), [x](https://nowhere.invalid/)',
    'docs/go-live.md':
      '## A bot!\n[back](../README.md) ![picture](</docs/one two.png>) ![again](/docs/one%20two.png) [mail](mailto:dana@example.org)',
    'docs/one two.png': '',
  })
  expect(await checkLinks(tree.root)).toEqual([])
})

test('a missing file and a missing heading are named with their line', async () => {
  await using tree = await openTree({
    'README.md': '# Start\n\n[gone](docs/gone.md)\n[moved](docs/go-live.md#the-bot)\n[nowhere](#end)',
    'docs/go-live.md': '# A bot',
    'docs/decisions/0001-one.md': '\n[up](../../src/none.ts)',
  })
  expect(await checkLinks(tree.root)).toEqual([
    'README.md:3: there is no docs/gone.md',
    'README.md:4: docs/go-live.md has no heading #the-bot',
    'README.md:5: README.md has no heading #end',
    'docs/decisions/0001-one.md:2: there is no src/none.ts',
  ])
})

test('finds every form of link, and none in code or comments', () => {
  const markdown = [
    '[a](one.md "title") ![b](two.png) [![c](three.png)](four.md)',
    '[reference]: five.md',
    '<a href="six.md">six</a>',
    '`[code](no.md)` <!-- [comment](no.md) -->',
    '```md',
    '[fenced](no.md)',
    '```',
    '[last](seven_(old).md) [spaced](<eight nine.md>)',
  ].join('\n')
  const found = findLinks(markdown)
  expect(found.map((link) => link.target).sort()).toEqual(
    ['one.md', 'two.png', 'three.png', 'four.md', 'five.md', 'six.md', 'seven_(old).md', 'eight nine.md'].sort(),
  )
  expect(found.find((link) => link.target.startsWith('seven'))?.line).toBe(8)
})

test.each([
  ['## Go live, with a bot', 'go-live-with-a-bot'],
  ['# `npm test` & more', 'npm-test--more'],
  ['### The [map](map.md) ###', 'the-map'],
  ['# Wörter_und 3', 'wörter_und-3'],
  ['<a id="by-hand"></a>', 'by-hand'],
])('the anchor of %s', (heading, anchor) => {
  expect([...findAnchors(heading)]).toContain(anchor)
})

test('equal headings are counted, and a comment in a code block is none', () => {
  expect([...findAnchors('# Same\n# Same\n```sh\n# not one\n```')]).toEqual(['same', 'same-1'])
})
