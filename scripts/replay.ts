/**
 * What would be decided now about messages, beside what was decided then:
 *
 *     npm run replay -- --messages FILE [--coach NAME] [--changed] [--json]
 *     npm run replay -- --conversation ID [--model [--yes]] [--changed] [--json]
 *
 * No model is asked: where its judgement of then is stored, that one counts, else the words alone. With `--model` the
 * coach's key is asked again; what that will cost is said first, and `--yes` is needed. docs/replay.md has the rest.
 */
import { crisisPhrases } from '../src/coaching/safety/languages.ts'
import { createCrisisScreen } from '../src/coaching/safety/screen.ts'
import { ConfigError } from '../src/config.ts'
import { readOptions } from './read-options.ts'
import { createDecideNow } from './replay/decide.ts'
import { readMessages } from './replay/read-file.ts'
import { printReplay } from './replay/report.ts'
import { ReplayError, type ReplayTurn } from './replay/turns.ts'

try {
  await main()
} catch (error) {
  if (!(error instanceof ReplayError || error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function main() {
  const { values: options } = readOptions(
    { command: 'npm run replay --', about: 'what would be decided now, beside what was decided then' },
    {
      messages: { type: 'string', about: 'a file of messages' },
      conversation: { type: 'string', about: 'the id of a conversation in the database' },
      coach: { type: 'string', default: 'the coach', about: 'the name of the coach' },
      model: { type: 'boolean', default: false, about: 'asks again with the key of the coach, which costs' },
      yes: { type: 'boolean', default: false, about: 'agrees to the costs' },
      changed: { type: 'boolean', default: false, about: 'only what would be decided otherwise' },
      json: { type: 'boolean', default: false, about: 'figures for a program to read' },
    },
  )
  const { messages, conversation } = options
  if ((messages === undefined) === (conversation === undefined))
    throw new ReplayError('Say what to replay: --messages FILE, or --conversation ID.')
  if (options.model && conversation === undefined)
    throw new ReplayError("--model asks with the coach's key, so it needs --conversation.")
  const report = (turns: readonly ReplayTurn[]) => {
    const decideNow = createDecideNow(createCrisisScreen(crisisPhrases))
    printReplay(
      turns.map((turn) => ({ turn, now: decideNow(turn) })),
      options,
    )
  }
  if (messages !== undefined) return report(readMessages(messages, options.coach))

  // Loaded only here: a file is replayed without a database or a model, and sooner.
  const { openStore } = await import('./replay/store.ts')
  const { readConversation } = await import('./replay/read-conversation.ts')
  const { askAgain, estimate } = await import('./replay/ask-again.ts')
  const store = await openStore()
  try {
    const { turns, ...whose } = await readConversation(store.doors, conversation ?? '')
    if (!options.model) return report(turns)
    console.error(estimate(turns, store.config.openaiModel))
    if (!options.yes) throw new ReplayError('Nothing was asked. Add --yes to ask.')
    report(await askAgain(store, whose, turns))
  } finally {
    await store.close()
  }
}
