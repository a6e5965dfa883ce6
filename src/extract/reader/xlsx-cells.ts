import { attribute, isOn, numberIn, readXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** Texts that cells name by number. What stands above characters to say how they are read is no part of them. */
export async function readSharedStrings(zip: Zip, part: string): Promise<string[]> {
  const strings: string[] = []
  let text: string | undefined
  let isText = false
  let isPhonetic = false
  await readXml(zip.stream(part), {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') isPhonetic = true
      else if (name === 't') isText = !isPhonetic
    },
    text(piece) {
      if (isText && text !== undefined) text += piece
    },
    close(name) {
      if (name === 't') isText = false
      else if (name === 'rPh') isPhonetic = false
      else if (name === 'si') strings.push(text ?? '')
    },
  })
  return strings
}

type Look = 'date' | 'time' | 'percent' | 'number'

/** How the numbers of a cell are shown, by its style. */
export async function readLooks(zip: Zip, part: string): Promise<Look[]> {
  const formats = new Map<number, string>()
  const looks: Look[] = []
  let isCells = false
  await readXml(zip.stream(part), {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(numberIn(attributes, 'numFmtId', 0), attribute(attributes, 'formatCode') ?? '')
      else if (name === 'cellXfs') isCells = true
      else if (name === 'xf' && isCells) {
        const id = numberIn(attributes, 'numFmtId', 0)
        looks.push(lookOf(id, formats.get(id) ?? ''))
      }
    },
    close(name) {
      if (name === 'cellXfs') isCells = false
    },
  })
  return looks
}

/** @param id formats below 164 are built in, and not written down (ECMA-376, 18.8.30) */
function lookOf(id: number, format: string): Look {
  if ((id >= 14 && id <= 17) || id === 22) return 'date'
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return 'time'
  if (id === 9 || id === 10) return 'percent'
  const plain = format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
  if (/[yd]/i.test(plain)) return 'date'
  if (/[hs]/i.test(plain)) return 'time'
  return plain.includes('%') ? 'percent' : 'number'
}

const dayMs = 86_400_000
/** More digits than these are what the arithmetic of computers adds: 0.30000000000000004 is 0.3. */
const shownDigits = 12
/** Day 0 of Excel, which counts a 29 February 1900 that never was; and of workbooks begun on an old Mac. */
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) }

/** A number as a person sees it in the cell, or near enough: 45292 in a column of dates is 2024-01-01. */
export function shown(value: string, look: Look, from1904: boolean): string {
  if (look === 'number' && value.length <= shownDigits) return value
  const number = Number(value)
  if (value === '' || !Number.isFinite(number)) return value
  if (look === 'percent') return `${rounded(number * 100)}%`
  if (look === 'number') return rounded(number)
  const instant = new Date(Math.round((from1904 ? epochs[1904] : epochs[1900]) + number * dayMs))
  if (Number.isNaN(instant.getTime())) return value
  const [date = '', time = ''] = instant.toISOString().split('T')
  if (look === 'time' && number < 1) return time.slice(0, 5)
  return number % 1 === 0 ? date : `${date} ${time.slice(0, 5)}`
}

function rounded(number: number): string {
  return String(Number(number.toPrecision(shownDigits)))
}

/** @returns does the workbook count its days from 1904, and its sheets: name, relation, and whether they are shown */
export async function readWorkbook(zip: Zip, part: string) {
  let from1904 = false
  const sheets: { name: string; relation: string }[] = []
  await readXml(zip.stream(part), {
    open(name, attributes) {
      if (name === 'workbookPr')
        from1904 = attribute(attributes, 'date1904') !== undefined && isOn(attributes, 'date1904')
      if (name !== 'sheet' || /hidden/i.test(attribute(attributes, 'state') ?? '')) return
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      sheets.push({ name: attribute(attributes, 'name') ?? '', relation })
    },
  })
  return { from1904, sheets }
}
