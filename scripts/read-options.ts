/** What a script takes: read, or explained in a line each, so that nobody has to open it to learn how it is called. */
import { type ParseArgsOptionDescriptor, parseArgs } from 'node:util'

type Option = Pick<ParseArgsOptionDescriptor, 'type' | 'default'> & {
  about: string
  /** Nothing else is taken. */
  oneOf?: readonly string[]
  /** A whole number, of so much at least. */
  atLeast?: number
}
type Options = Record<string, Option>
export type Usage = {
  /** How it is called, without the options. */
  command: string
  /** What it is for, in a sentence. */
  about: string
  /** What may stand beside the options; left out, nothing may. */
  words?: { name: string; about: string; atMost?: number }
}

/** Ends the process with the usage: on `--help`, and with what is wrong on an option or a value that it does not take. */
export function readOptions<const O extends Options>(usage: Usage, options: O) {
  const args = process.argv.slice(2)
  if (args.some((arg) => arg === '--help' || arg === '-h')) {
    console.log(usageOf(usage, options))
    process.exit(0)
  }
  try {
    const read = parseArgs({ args, options, allowPositionals: usage.words !== undefined })
    for (const [name, option] of Object.entries<Option>(options)) {
      const fault = faultOf(option, (read.values as Record<string, unknown>)[name])
      if (fault) throw new TypeError(`--${name} ${fault}`)
    }
    const words: string[] = read.positionals
    const atMost = usage.words?.atMost ?? words.length
    if (words.length > atMost) throw new TypeError(`too much: ${words.slice(atMost).join(' ')}`)
    return { values: read.values, words }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    console.error(`${error.message.split('. ')[0]}\n\n${usageOf(usage, options)}`)
    process.exit(1)
  }
}

function faultOf({ oneOf, atLeast }: Option, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  if (oneOf && !oneOf.includes(value)) return `is one of ${oneOf.join(', ')}, not "${value}"`
  if (atLeast !== undefined && (!/^\d+$/.test(value) || Number(value) < atLeast))
    return `must be a whole number of ${atLeast} or more, not "${value}"`
  return undefined
}

function usageOf({ command, about, words }: Usage, options: Options): string {
  const lines = Object.entries(options).map(([name, option]): [string, string] => {
    const value = option.oneOf?.join('|') ?? (option.atLeast === undefined ? 'TEXT' : 'N')
    const usual = typeof option.default === 'string' ? ` (${option.default})` : ''
    return [option.type === 'boolean' ? `--${name}` : `--${name} ${value}`, `${option.about}${usual}`]
  })
  if (words) lines.unshift([words.name, words.about])
  const width = Math.max(...lines.map(([left]) => left.length))
  return [
    `${command.replace(/ --$/, '')}: ${about}`,
    ...lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
  ].join('\n')
}
