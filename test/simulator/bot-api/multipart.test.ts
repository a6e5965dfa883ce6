import { expect, test } from 'vitest'
import { parseMultipart } from '../../../src/simulator/bot-api/multipart.ts'

const form = (...lines: string[]) => Buffer.from(lines.join('\r\n'))
const type = 'multipart/form-data; boundary=xyz'
const textOf = (parts: ReturnType<typeof parseMultipart>) =>
  parts?.map(({ bytes, ...part }) => ({ ...part, text: Buffer.from(bytes).toString() }))

test.each<[what: string, disposition: string, name: string]>([
  ['quoted', 'form-data; name="a"; filename="Week 1.pdf"', 'Week 1.pdf'],
  ['unquoted', 'form-data;name="a";filename=Week 1.pdf', 'Week 1.pdf'],
  ['escaped', 'form-data; name="a"; filename="say %22hi%22.txt"', 'say "hi".txt'],
  ['first', 'form-data; filename="b.txt"; name="a"', 'b.txt'],
])('a file name that is %s', (_, disposition, filename) => {
  const body = form('--xyz', `Content-Disposition: ${disposition}`, 'Content-Type: text/plain', '', 'x', '--xyz--', '')
  expect(textOf(parseMultipart(type, body))).toEqual([{ name: 'a', filename, type: 'text/plain', text: 'x' }])
})

test('values may be empty, or hold line ends and almost the boundary', () => {
  const header = 'Content-Disposition: form-data; name="a"'
  const body = form('--xyz', header, '', '', '--xyz', header, '', 'one\r\n--xy\r\n', '--xyz--')
  expect(textOf(parseMultipart(type, body))?.map(({ text }) => text)).toEqual(['', 'one\r\n--xy\r\n'])
  expect(parseMultipart(type, form('--xyz--'))).toEqual([])
})

test.each<[what: string, type: string, body: Buffer]>([
  ['no boundary', 'multipart/form-data', form('--xyz--')],
  ['another boundary', 'multipart/form-data; boundary=abc', form('--xyz--')],
  ['no end', type, form('--xyz', 'Content-Disposition: form-data; name="a"', '', 'x')],
])('%s is no form', (_, contentType, body) => {
  expect(parseMultipart(contentType, body)).toBeUndefined()
})
