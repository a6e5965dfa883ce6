/** The environment, parsed once. The only file that reads `process.env`; `.env.example` is made from it. */
import { join } from 'node:path'
import { z } from 'zod'

const roles = ['bot', 'worker', 'http'] as const
export type Role = (typeof roles)[number]

const url = (protocols: string[], hint: string) =>
  z.string().refine(
    (value) => {
      try {
        return protocols.includes(new URL(value).protocol)
      } catch {
        return false
      }
    },
    { error: `must be ${hint}` },
  )

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .refine((value) => /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max, {
      error: `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number)

const yesNo = z.enum(['yes', 'no'], { error: 'must be yes or no' }).transform((value) => value === 'yes')

type Variable = { schema: z.ZodType; sentence: string; example?: string; fallback?: string }

/** Every variable: its shape, its default and the sentence that explains it. */
export const variables = {
  PORT: { schema: wholeNumber(0, 65_535), fallback: '8080', sentence: 'Port of the page and the API.' },
  HOST: {
    schema: z.string().min(1, { error: 'must be a host name or an address' }),
    fallback: '127.0.0.1',
    sentence: 'Address to listen on. The simulator is only ever served on 127.0.0.1.',
  },
  DATA_DIR: {
    schema: z.string().min(1, { error: 'must be a folder' }),
    fallback: 'data',
    sentence: 'Folder of the embedded database, the files and the generated key.',
  },
  TELEGRAM_BOT_TOKEN: {
    schema: z.string().regex(/^\d+:[\w-]{10,}$/, { error: 'must look like 123456:ABC-DEF, as BotFather gave it' }),
    example: '123456:ABC-DEF',
    sentence: 'Token of your bot, from @BotFather. Without it OpenCoach runs a demo on its Telegram simulator.',
  },
  TELEGRAM_API_ROOT: {
    schema: url(['http:', 'https:'], 'an http(s) address'),
    fallback: 'https://api.telegram.org',
    sentence: 'Another Bot API server: a local one (lifts the file limits) or the simulator.',
  },
  TELEGRAM_FILES_DIR: {
    schema: z.string().min(1, { error: 'must be a folder' }),
    example: '/var/lib/telegram-bot-api',
    sentence:
      'Where a Bot API server of your own that runs with --local keeps its files, under the same path there and here: they are read from it, of any size.',
  },
  PUBLIC_URL: {
    schema: url(['https:', 'http:'], 'an http(s) address'),
    example: 'https://coach.example.org',
    sentence:
      'Address under which Telegram reaches the processes with the role http; the role bot tells it so. Without it updates are polled.',
  },
  DATABASE_URL: {
    schema: url(['postgres:', 'postgresql:'], 'a postgres:// address'),
    example: 'postgres://opencoach:secret@localhost:5432/opencoach',
    sentence: 'Postgres 15 or newer with pgvector. Without it an embedded database lives in DATA_DIR.',
  },
  REDIS_URL: {
    schema: url(['redis:', 'rediss:'], 'a redis:// address'),
    example: 'redis://localhost:6379',
    sentence: 'Redis for the queue (maxmemory-policy noeviction). Needed with DATABASE_URL, unused without it.',
  },
  CONTEXT_TOKENS: {
    schema: wholeNumber(2_000, 200_000),
    fallback: '8000',
    sentence: 'So many tokens the model is told for a turn at most: the conversation, the memory, the documents.',
  },
  SECRETS_KEY: {
    schema: z.string().refine((value) => Buffer.from(value, 'base64').length === 32, {
      error: 'must be 32 bytes in base64: openssl rand -base64 32',
    }),
    example: 'base64 of 32 random bytes: openssl rand -base64 32',
    sentence: "Encrypts the coaches' model keys. The embedded mode makes one in DATA_DIR when it is missing.",
  },
  OPENAI_BASE_URL: {
    schema: url(['http:', 'https:'], 'an http(s) address'),
    fallback: 'https://api.openai.com/v1',
    sentence: 'Where model calls go: OpenAI or any compatible server.',
  },
  OPENAI_MODEL: {
    schema: z.string().min(1, { error: 'must name a model' }),
    fallback: 'gpt-4.1-mini',
    sentence: 'The chat model that answers for coaches.',
  },
  OPENAI_EMBEDDING_MODEL: {
    schema: z.string().min(1, { error: 'must name a model' }),
    fallback: 'text-embedding-3-small',
    sentence: "The model that finds passages of coaches' documents by their meaning.",
  },
  OPENAI_EMBEDDING_DIMENSIONS: {
    schema: wholeNumber(1, 16_000),
    example: '768',
    sentence: "How long the vectors of OPENAI_EMBEDDING_MODEL are, when it is none of OpenAI's text-embedding-3.",
  },
  OPENAI_TRANSCRIPTION_MODEL: {
    schema: z.string().min(1, { error: 'must name a model' }),
    fallback: 'whisper-1',
    sentence: 'The model that writes down speech.',
  },
  ALLOW_PRIVATE_MODEL_HOSTS: {
    schema: yesNo,
    fallback: 'no',
    sentence: 'Whether OPENAI_BASE_URL may point into a private network (yes or no), for example to a local model.',
  },
  ROLES: {
    schema: z
      .string()
      .transform((value) => value.split(',').map((role) => role.trim()))
      .pipe(z.array(z.enum(roles, { error: `must be one or more of ${roles.join(', ')}, with commas between` })).min(1))
      .transform((value) => [...new Set(value)]),
    fallback: roles.join(','),
    sentence: 'What this process does, of bot, worker and http. The embedded mode does all three.',
  },
  TURN_CONCURRENCY: {
    schema: wholeNumber(1, 10_000),
    fallback: '500',
    sentence:
      'How many clients a worker answers at a time. A turn mostly waits for the model: a thousand cost little memory and no database connection.',
  },
  OPERATOR_TELEGRAM_ID: {
    schema: wholeNumber(1, 2 ** 52),
    example: '123456789',
    sentence:
      'Telegram id of whoever runs this and is called when nobody of a team comes to a client in danger. They must have opened the bot once.',
  },
  PAGER_WEBHOOK_URL: {
    schema: url(['http:', 'https:'], 'an http(s) address'),
    example: 'https://events.pager.example.org/opencoach',
    sentence: "Gets a POST (JSON, without anyone's words) for each crisis, and again when nobody comes.",
  },
  STORAGE_DIR: {
    schema: z.string().min(1, { error: 'must be a folder' }),
    example: '/mnt/shared/opencoach-files',
    sentence:
      "Folder of the coaches' original files; files in DATA_DIR when left out. Processes on several machines need one that all of them see, or STORAGE_S3_URL.",
  },
  STORAGE_S3_URL: {
    schema: url(['http:', 'https:'], 'an http(s) address'),
    example: 'https://s3.eu-central-1.amazonaws.com/my-bucket',
    sentence:
      'An S3-compatible store for the original files, with the bucket in the address; used instead of a folder.',
  },
  STORAGE_S3_REGION: {
    schema: z.string().min(1, { error: 'must be a region' }),
    fallback: 'auto',
    sentence: 'Region of that store.',
  },
  STORAGE_S3_ACCESS_KEY_ID: {
    schema: z.string().min(1, { error: 'must be the id of an access key' }),
    sentence: 'Id of the access key to that store.',
  },
  STORAGE_S3_SECRET_ACCESS_KEY: {
    schema: z.string().min(1, { error: 'must be the secret of an access key' }),
    sentence: 'Secret of the access key to that store.',
  },
  STORAGE_FILE_LIMIT_MB: {
    schema: wholeNumber(1, 1_000_000),
    fallback: '2048',
    sentence: 'How large a file may be that a coach uploads, in MB.',
  },
  LOG_LEVEL: {
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    fallback: 'info',
    sentence: 'How much is logged: trace, debug, info, warn, error or silent.',
  },
} satisfies Record<string, Variable>

export type Config = {
  port: number
  host: string
  dataDir: string
  telegramBotToken: string | undefined
  telegramApiRoot: string
  /** Where a Bot API server that runs with `--local` keeps its files. */
  telegramFilesDir: string | undefined
  publicUrl: string | undefined
  databaseUrl: string | undefined
  redisUrl: string | undefined
  /** 32 bytes; undefined in the embedded mode until the key file has been read or made. */
  contextTokens: number
  secretsKey: Buffer | undefined
  openaiBaseUrl: string
  openaiModel: string
  openaiEmbeddingModel: string
  openaiEmbeddingDimensions: number | undefined
  openaiTranscriptionModel: string
  allowPrivateModelHosts: boolean
  roles: Role[]
  turnConcurrency: number
  operatorTelegramId: number | undefined
  pagerWebhookUrl: string | undefined
  storageDir: string
  /** Where the original files are kept instead of a folder. */
  storageS3: { url: string; region: string; accessKeyId: string; secretAccessKey: string } | undefined
  fileBytesAtMost: number
  logLevel: string
  /** Folders in which programs of the system are found. */
  searchPath: string
}

/** A variable that cannot be used. `message` is one sentence that names it, fit to be the last line of a failed start. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/**
 * Reads the configuration. An empty variable counts as absent.
 *
 * @throws {ConfigError} naming the first variable that is wrong and what it should be
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const read = <T>(name: keyof typeof variables): T => {
    const variable: Variable = variables[name]
    const text = env[name] || variable.fallback
    if (text === undefined) return undefined as T
    const result = variable.schema.safeParse(text)
    if (result.success) return result.data as T
    const issue = result.error.issues[0]?.message ?? 'is not usable'
    throw new ConfigError(`${name} ${issue.startsWith('must') ? issue : `is not usable: ${issue}`}.`)
  }
  const secretsKey = read<string | undefined>('SECRETS_KEY')
  const s3 = {
    url: read<string | undefined>('STORAGE_S3_URL')?.replace(/\/+$/, ''),
    region: read<string>('STORAGE_S3_REGION'),
    accessKeyId: read<string | undefined>('STORAGE_S3_ACCESS_KEY_ID'),
    secretAccessKey: read<string | undefined>('STORAGE_S3_SECRET_ACCESS_KEY'),
  }
  const config: Config = {
    port: read('PORT'),
    host: read('HOST'),
    dataDir: read('DATA_DIR'),
    telegramBotToken: read('TELEGRAM_BOT_TOKEN'),
    telegramApiRoot: read<string>('TELEGRAM_API_ROOT').replace(/\/+$/, ''),
    telegramFilesDir: read('TELEGRAM_FILES_DIR'),
    publicUrl: read('PUBLIC_URL'),
    databaseUrl: read('DATABASE_URL'),
    redisUrl: read('REDIS_URL'),
    contextTokens: read<number>('CONTEXT_TOKENS'),
    secretsKey: secretsKey === undefined ? undefined : Buffer.from(secretsKey, 'base64'),
    openaiBaseUrl: read('OPENAI_BASE_URL'),
    openaiModel: read('OPENAI_MODEL'),
    openaiEmbeddingModel: read('OPENAI_EMBEDDING_MODEL'),
    openaiEmbeddingDimensions: read('OPENAI_EMBEDDING_DIMENSIONS'),
    openaiTranscriptionModel: read('OPENAI_TRANSCRIPTION_MODEL'),
    allowPrivateModelHosts: read('ALLOW_PRIVATE_MODEL_HOSTS'),
    roles: read('ROLES'),
    turnConcurrency: read('TURN_CONCURRENCY'),
    operatorTelegramId: read('OPERATOR_TELEGRAM_ID'),
    pagerWebhookUrl: read('PAGER_WEBHOOK_URL'),
    storageDir: read<string | undefined>('STORAGE_DIR') ?? join(read<string>('DATA_DIR'), 'files'),
    storageS3: s3Of(s3),
    fileBytesAtMost: read<number>('STORAGE_FILE_LIMIT_MB') * 1024 * 1024,
    logLevel: read('LOG_LEVEL'),
    searchPath: env['PATH'] ?? '',
  }
  if (config.publicUrl?.startsWith('http:') && config.telegramApiRoot === variables.TELEGRAM_API_ROOT.fallback)
    throw new ConfigError('PUBLIC_URL must be an https address: Telegram brings updates to no other.')
  if (config.databaseUrl && !config.redisUrl)
    throw new ConfigError('REDIS_URL must be set when DATABASE_URL is: the queue of a server lives in Redis.')
  if (!config.databaseUrl && config.roles.length < roles.length)
    throw new ConfigError('ROLES must be bot,worker,http without DATABASE_URL: the embedded database has one process.')
  if (!config.telegramBotToken && config.databaseUrl)
    throw new ConfigError(
      'TELEGRAM_BOT_TOKEN must be set when DATABASE_URL is: the demo runs on the embedded database.',
    )
  if (config.databaseUrl && !config.secretsKey)
    throw new ConfigError('SECRETS_KEY must be set when DATABASE_URL is: 32 bytes in base64 (openssl rand -base64 32).')
  return config
}

function s3Of({
  url,
  region,
  accessKeyId,
  secretAccessKey,
}: {
  url: string | undefined
  region: string
  accessKeyId: string | undefined
  secretAccessKey: string | undefined
}): Config['storageS3'] {
  if (!url) return undefined
  if (!accessKeyId || !secretAccessKey)
    throw new ConfigError(
      `${accessKeyId ? 'STORAGE_S3_SECRET_ACCESS_KEY' : 'STORAGE_S3_ACCESS_KEY_ID'} must be set when STORAGE_S3_URL is.`,
    )
  return { url, region, accessKeyId, secretAccessKey }
}

/** What `npm start -- --help` prints: a line each. */
export function renderHelp(): string {
  const lines = Object.entries(variables).map(
    ([name, { sentence, fallback }]: [string, Variable]) =>
      `  ${name}: ${sentence.split(/(?<=\.) /)[0]}${fallback ? ` (${fallback})` : ''}`,
  )
  return ['npm start takes no options. It reads the environment, or .env; all of it may be left out:', ...lines].join(
    '\n',
  )
}

/** The text of `.env.example`: every variable with its sentence, commented out, its default or an example behind it. */
export function renderEnvExample(): string {
  const blocks = Object.entries(variables).map(([name, variable]: [string, Variable]) => {
    const value = variable.fallback ?? ''
    const example = variable.example ? ` Example: ${variable.example}` : ''
    return `# ${variable.sentence}${example}\n# ${name}=${value}\n`
  })
  return `# Everything is optional: without any of it OpenCoach runs a demo.\n# Made from src/config.ts by \`npm run env:example\`.\n\n${blocks.join('\n')}`
}
