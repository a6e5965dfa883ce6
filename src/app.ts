/**
 * The composition root: configuration -> adapters -> core -> edges, closed in reverse. It and `main.ts` are the only files
 * that know all; `main.ts` runs it, tests open it with a clock and servers of their own.
 */
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { type Access, createAccess } from './coaching/access.ts'
import { createClientActions } from './coaching/client-actions.ts'
import { createCoachActions } from './coaching/coach-actions.ts'
import { createDecideTurn } from './coaching/decide-turn.ts'
import { createWriteBriefing } from './coaching/handoff/brief.ts'
import { createAnswerThoseWaiting } from './coaching/handoff/key-works.ts'
import { createSuggestReply } from './coaching/handoff/suggestion.ts'
import { createTryWords } from './coaching/handoff/try-words.ts'
import type { ReadSignals } from './coaching/handoff/word-signals.ts'
import { createCompareNext } from './coaching/knowledge/conflicts.ts'
import type { Library } from './coaching/knowledge/library.ts'
import type { Extract, KnowledgeModels, OriginalStore, SplitIntoChunks } from './coaching/knowledge/ports.ts'
import { createReindex } from './coaching/knowledge/reindex.ts'
import { createTryNext } from './coaching/knowledge/samples.ts'
import { createTellOfWeek } from './coaching/learning/digest.ts'
import { createEmbedExamples } from './coaching/learning/embed-examples.ts'
import { createFindNextException } from './coaching/learning/find-exceptions.ts'
import { createLearn } from './coaching/learning/learn.ts'
import { createRehearseNext } from './coaching/learning/rehearse.ts'
import { createAskMemory } from './coaching/memory/recall/ask.ts'
import { createCatchUp, createKeepRecallable } from './coaching/memory/recall/keep.ts'
import { createRemember } from './coaching/memory/remember.ts'
import type { Practices } from './coaching/ports/practices.ts'
import type { Clock, Ids, Senders, Wake } from './coaching/ports.ts'
import { createPractice, newCode, type PracticeService } from './coaching/practice.ts'
import { createReceive } from './coaching/receive.ts'
import { createRightOfWay, type RightOfWay } from './coaching/right-of-way.ts'
import { crisisPhrases } from './coaching/safety/languages.ts'
import { createHelplines } from './coaching/safety/lines/helplines.ts'
import { type CrisisScreen, createCrisisScreen } from './coaching/safety/screen.ts'
import { timerRules } from './coaching/timers.ts'
import { createAnswerTry } from './coaching/trying/answer-try.ts'
import { createTrying } from './coaching/trying/trying.ts'
import { createTurn } from './coaching/turn.ts'
import { createHearAnswer } from './coaching/voice/hear-answer.ts'
import { createListen } from './coaching/voice/listen.ts'
import type { Config } from './config.ts'
import { createAccessStore } from './db/access.ts'
import { createBatches } from './db/batches.ts'
import { createBoards } from './db/board.ts'
import { createBriefings } from './db/briefings.ts'
import { createCoachTexts } from './db/coach-texts.ts'
import { createConflicts } from './db/conflicts.ts'
import { createConversations } from './db/conversations.ts'
import { createDigests } from './db/digests.ts'
import { createDocumentReviews } from './db/document-reviews.ts'
import { createDoors, type Doors } from './db/doors.ts'
import { createCopilots } from './db/drafts.ts'
import { createExampleVectors } from './db/example-vectors.ts'
import { createExceptions, createExceptionWorks } from './db/exceptions.ts'
import { createGaps } from './db/gaps.ts'
import { createIncidents } from './db/incidents.ts'
import { createInterventionWorks } from './db/intervention-works.ts'
import { createInterventions } from './db/interventions.ts'
import { createKnowledgeIndexes } from './db/knowledge-indexes.ts'
import { createMemoryItems } from './db/memory-items.ts'
import { createMemoryWorks } from './db/memory-works.ts'
import { migrate } from './db/migrate.ts'
import { createOutbox } from './db/outbox.ts'
import { createPatterns } from './db/patterns.ts'
import type { PgliteDatabase } from './db/pglite.ts'
import { createPractices } from './db/practices.ts'
import { createReasons } from './db/reasons.ts'
import { createRecallEntries } from './db/recall-entries.ts'
import { createRehearsals } from './db/rehearsals.ts'
import { createSamples } from './db/samples.ts'
import { createSecretBox } from './db/secret-box.ts'
import { readOrMakeSecretsKey } from './db/secrets-key.ts'
import { createSenders } from './db/senders.ts'
import { createSpokenMessages } from './db/spoken-messages.ts'
import { createSweep } from './db/sweep.ts'
import { createTeachings } from './db/teachings.ts'
import { createTimers } from './db/timers.ts'
import { assertOutsideTransaction } from './db/transaction-guard.ts'
import { createTries } from './db/tries.ts'
import { cut } from './extract/cut.ts'
import { createExtract } from './extract/extract.ts'
import { createApi } from './http/api.ts'
import { createPager } from './http/pager.ts'
import { createTendBatches } from './jobs/batches.ts'
import { createTendBoard } from './jobs/board.ts'
import { createDeliver } from './jobs/deliver.ts'
import { createTendIncidents } from './jobs/incidents.ts'
import { openQueues, type Queues, queueNames } from './jobs/queues.ts'
import { createReconciler, type Reconciler } from './jobs/reconcile.ts'
import { createTendReviews } from './jobs/reviews.ts'
import { createFireTimers } from './jobs/timers.ts'
import { createWaker, type Waker } from './jobs/wake.ts'
import type { ModelServer } from './llm/coach-keys.ts'
import { openTexts } from './locales/texts.ts'
import { openScratch } from './scratch.ts'
import { openStore } from './storage/open-store.ts'
import { installHandlers, openBot } from './telegram/bot.ts'
import { createBotApi } from './telegram/bot-api.ts'
import { createShowDigest } from './telegram/coach/digest.ts'
import { createShowRehearsal } from './telegram/coach/rehearse.ts'
import { createShowSample } from './telegram/coach/sample.ts'
import { createShowBatch } from './telegram/coach/show-batch.ts'
import { createShowBoard } from './telegram/coach/show-board.ts'
import { createShowIncident } from './telegram/coach/show-incident.ts'
import { createShowTry } from './telegram/coach/try.ts'
import { setMenus } from './telegram/commands.ts'
import { createSend } from './telegram/delivery.ts'
import { createDownload, createWithMessageFile } from './telegram/download.ts'
import { createEmergency } from './telegram/emergency.ts'
import type { Polling } from './telegram/polling.ts'
import { BotRefused, isRefusal } from './telegram/refused.ts'
import { webhookPath } from './telegram/registration.ts'
import { createTopicIcons } from './telegram/topic-icons.ts'
import { createShowTyping } from './telegram/typing.ts'
import { wireAnswering } from './wiring/answering.ts'
import { concurrencyOf } from './wiring/concurrency.ts'
import { openDatabase } from './wiring/database.ts'
import { wireDocuments } from './wiring/documents.ts'
import { wireModels } from './wiring/models.ts'
import { wireUpdates } from './wiring/updates.ts'

/** What tests and the demo bring along. */
export type AppOptions = {
  config: Config & { telegramBotToken: string }
  log: Logger
  clock: Clock
  /** The demo's rehearsal: coaches without a key are answered for by the offline model. */
  offlineModel?: boolean
  /** Where a key is good that was brought along with its server; undefined: where the configuration says. */
  serverFor?: (apiKey: string) => Partial<ModelServer> | undefined
  /** An embedded database that is open already. */
  embedded?: PgliteDatabase
  /** Stands between the ports and the database: tests let it fail. */
  wrapDoors?: (doors: Doors) => Doors
  wrapQueues?: (queues: Queues) => Queues
  /** Who gives way to whom: tests say until when. */
  rightOfWay?: RightOfWay
  logQuery?: (sql: string) => void
  /** Part of the queues' names. */
  queuePrefix?: string
  modelDeadlineMs?: number
  /** Made already: compiling every phrase takes a tenth of a second. */
  screen?: CrisisScreen
  /** Made already, for the same reason. */
  readSignals?: ReadSignals
  /** Where files lie that are needed for a moment; a folder in DATA_DIR when left out. */
  scratchDir?: string
  /** What reads documents. */
  reading?: Reading
  /** Stands between the core and the store of original files: tests let it fail. */
  wrapStore?: (store: OriginalStore) => OriginalStore
  /** Another table of help lines than the shipped one. */
  helplines?: unknown
}

export type Reading = { extract: Extract; split: SplitIntoChunks; models?: KnowledgeModels }

export type App = {
  http: Hono
  library: Library
  access: Access
  practice: PracticeService
  practices: Practices
  senders: Senders
  doors: Doors
  reconciler: Reconciler
  queues: Queues
  waker: Waker
  polling: Polling | undefined
  botUsername(): Promise<string>
  /** Is no work under way or announced in this process? What waits for its time does not count. */
  idle(): Promise<boolean>
  /** Starts what the roles say. A refused token rejects `stopped`. */
  start(): Promise<void>
  stopped: Promise<void>
  /** Takes no more work, ends what is under way, closes what was opened, in reverse. */
  close(): Promise<void>
}

export async function openApp(options: AppOptions): Promise<App> {
  const { config, log, clock } = options
  const ids: Ids = { next: () => uuidv7({ msecs: clock.now().getTime() }) }
  const closing: (() => Promise<unknown>)[] = []
  try {
    return await compose()
  } catch (error) {
    for (const close of closing.reverse()) await close()
    throw error
  }

  async function compose(): Promise<App> {
    const { database, queuePool } = await openDatabase({
      ...{ config, log, embedded: options.embedded, logQuery: options.logQuery },
      onClose: (close) => closing.push(close),
    })
    await migrate(database)
    const scratchDir = await openScratch(options.scratchDir ?? join(config.dataDir, 'scratch'))
    const doors = (options.wrapDoors ?? ((inner) => inner))(createDoors(database))
    const secretsKey = config.secretsKey ?? (config.databaseUrl ? undefined : readOrMakeSecretsKey(config.dataDir))
    const secretBox = secretsKey && createSecretBox(secretsKey)

    const opened = await openQueues(queuePool ? { pool: queuePool } : { redisUrl: config.redisUrl ?? '' }, {
      log,
      assertOutsideTransaction,
      ...(options.queuePrefix && { prefix: options.queuePrefix }),
    })
    const queues = (options.wrapQueues ?? ((inner) => inner))(opened)

    const reach = { operator: config.operatorTelegramId !== undefined, pager: config.pagerWebhookUrl !== undefined }
    const conversations = createConversations({ doors, clock, ids, reach })
    const outbox = createOutbox({ doors, clock, ids })
    const boards = createBoards({ doors, clock, ids })
    const incidents = createIncidents({ doors, clock, ids })
    const rightOfWay = options.rightOfWay ?? createRightOfWay()
    const coachTexts = createCoachTexts({ doors, clock, ids })
    const senders = createSenders({ doors })
    const practices = createPractices({ doors, clock, ids, newCode })
    const sweep = createSweep({ doors, clock })
    const patterns = createPatterns({ doors, clock })
    const { models, knowledgeModels, priceSpeech } = wireModels({
      ...{ config, practices, secretBox, clock, serverFor: options.serverFor },
      ...{ offline: options.offlineModel ?? false, deadlineMs: options.modelDeadlineMs },
    })
    const reading = {
      extract:
        options.reading?.extract ??
        createExtract({
          ...{ searchPath: config.searchPath, scratchDir },
          onLessConfined: (missing) =>
            log.warn({ missing }, 'files are read in processes that this machine does not hold back: docs/go-live.md'),
        }),
      split: options.reading?.split ?? cut,
      models: options.reading?.models ?? knowledgeModels,
    }
    const embeddingSettings = [
      config.openaiBaseUrl,
      config.openaiEmbeddingModel,
      config.openaiEmbeddingDimensions,
    ].join(' ')
    const indexes = createKnowledgeIndexes({ doors, clock, settings: embeddingSettings })
    const reindex = createReindex({ indexes, models: reading.models })
    const helplines = createHelplines(options.helplines)
    for (const line of helplines.listUnverified(clock.now())) log.warn(line)
    const texts = openTexts(undefined, helplines.in)
    const screen = options.screen ?? createCrisisScreen(crisisPhrases)

    const bot = openBot(config.telegramBotToken, config.telegramApiRoot)
    const download = createDownload({
      ...{ api: bot.api, apiRoot: config.telegramApiRoot, filesDir: config.telegramFilesDir },
      assertOutsideTransaction,
    })
    const botApi = createBotApi({ api: bot.api, assertOutsideTransaction })
    const waker = createWaker({
      queues: () => queues,
      work: () => work,
      sendOrAnswer: (conversationId, send) => receive.sendOrAnswer(conversationId, send),
      clock,
      log,
    })
    const wake: Wake = (wakeUps) => {
      // Elsewhere the turn is taken by another process, which would know nothing of it.
      if (config.roles.includes('worker')) lookAhead.plan(wakeUps)
      return waker.wake(wakeUps)
    }
    const showTyping = createShowTyping({ botApi })
    const embeddingsFor = (coachId: string) => reading.models.embeddingsFor(coachId)
    const entries = createRecallEntries({ doors, clock, ids })
    const { judgeTurn, lookAhead, recall, findChunks, readLearned, answering, deciding } = wireAnswering({
      ...{ doors, clock, ids, log, conversations, models, embeddingsFor, texts, showTyping },
      inBackground: waker.inBackground,
      servingModel: reindex.servingModel,
      budgetTokens: config.contextTokens,
      readSignals: options.readSignals,
    })
    const rehearsals = createRehearsals({ doors, clock, ids })
    const takeTurn = createTurn({
      ...{ conversations, showTyping, wake, clock, ids },
      decideTurn: createDecideTurn({ ...deciding, renewLease: conversations.renewLease }),
    })
    const topicIcons = createTopicIcons({ botApi, log })
    const page = config.pagerWebhookUrl === undefined ? undefined : createPager(config.pagerWebhookUrl)
    const deliver = createDeliver({
      outbox,
      send: createSend({
        botApi,
        texts,
        outbox,
        practices,
        topicIcons,
        operatorTelegramId: config.operatorTelegramId,
        page,
        log,
      }),
      wake,
    })
    const timers = createTimers({ doors, clock, ids, reach })
    const store = (options.wrapStore ?? ((inner) => inner))(
      openStore({ folder: config.storageDir, scratchDir, s3: config.storageS3 }),
    )
    const { library, uploads, documents } = wireDocuments({
      ...{ doors, clock, ids, store, reading, indexes, reindex, download, wake, log },
      sizeAtMost: config.fileBytesAtMost,
      giveWay: rightOfWay.giveWay,
    })
    const batches = createBatches({ doors, clock, ids, hasLocalFiles: config.telegramFilesDir !== undefined })
    const readWhatWaits = (coachId: string) => library.tryAgain(coachId)
    const samples = createSamples({ doors, clock, ids })
    const tries = createTries({ doors, clock, ids })
    const hearAnswer = createHearAnswer({
      withMessageFile: createWithMessageFile({ download, scratchDir }),
      models: knowledgeModels,
    })
    const access = createAccess({ store: createAccessStore({ doors, clock, ids }), clock, ids })
    const work = {
      turn: ({ coachId, conversationId }: { coachId: string; conversationId: string }) =>
        rightOfWay.first(() => takeTurn(coachId, conversationId)),
      deliver,
      briefing: createWriteBriefing({
        briefings: createBriefings({ doors, clock, ids, reach }),
        conversations,
        models,
        wake,
        clock,
        ids,
      }),
      voice: createListen({
        spoken: createSpokenMessages({ doors, clock }),
        withMessageFile: createWithMessageFile({ download, scratchDir }),
        models: knowledgeModels,
        receiveHeard: (spoken, heard) => receive.receiveHeard(spoken, heard),
        showTyping,
        rehearses: options.offlineModel ?? false,
        clock,
      }),
      memory: createRemember({ works: createMemoryWorks({ doors, clock, ids }), models, clock, ids }),
      timer: createFireTimers({ timers, rules: timerRules, wake, clock, ids, log }),
      document: documents.tend,
      batch: createTendBatches({
        batches,
        show: createShowBatch({
          ...{ botApi, texts, log, priceSpeech, hasPage: config.publicUrl !== undefined },
        }),
        wake,
      }),
      review: createTendReviews({
        steps: [
          createCompareNext({
            ...{ reviews: createDocumentReviews({ doors, clock, ids }), models, wake, giveWay: rightOfWay.giveWay },
          }),
          createTryNext({ samples, ...answering, show: createShowSample({ botApi, texts, log }), clock }),
        ],
        wake,
      }),
      recall: createKeepRecallable({ entries, embeddingsFor, wake, clock, log }),
      learn: createLearn({
        works: createInterventionWorks({ doors, clock, ids }),
        findNextException: createFindNextException({
          ...{ exceptions: createExceptionWorks({ doors, clock, ids }), findChunks, models, wake },
        }),
        rehearseNext: createRehearseNext({
          ...{ ...answering, rehearsals, readLearned, clock, log },
          show: createShowRehearsal({ botApi, texts, log }),
          budgetTokens: config.contextTokens,
        }),
        embedExamples: createEmbedExamples({
          ...{ vectors: createExampleVectors({ doors, clock, ids }), embeddingsFor, clock, log },
        }),
        tellOfWeek: createTellOfWeek({
          digests: createDigests({ doors, clock, ids }),
          show: createShowDigest({ botApi, texts, log }),
        }),
        ...{ models, wake, clock, log },
      }),
      try: createAnswerTry({
        decideTurn: createDecideTurn({ ...deciding, renewLease: tries.renewLease }),
        show: createShowTry({ botApi, coachTexts, texts, log }),
        ...{ tries, screen, hearAnswer, wake, clock, ids },
      }),
      board: createTendBoard({
        boards,
        show: createShowBoard({ botApi, boards, topicIcons, texts, practices, log }),
        wake,
      }),
      incident: createTendIncidents({
        incidents,
        conversations,
        models,
        show: createShowIncident({ botApi, texts, log, rehearses: options.offlineModel ?? false }),
        readWhatWaits,
        wake,
        clock,
        log,
      }),
    }

    const practice = createPractice({
      practices,
      answerThoseWaiting: createAnswerThoseWaiting({ practices, conversations, wake, clock }),
      readWhatWaits,
      secretBox,
      openModel: models.openWithKey,
      clock,
    })
    const emergency = createEmergency({
      botApi,
      texts,
      operatorTelegramId: config.operatorTelegramId,
      page,
      inBackground: waker.inBackground,
      log,
    })
    const receive = createReceive({
      screen,
      senders,
      conversations,
      emergency,
      wake,
      clock,
      ids,
    })
    installHandlers({
      bot,
      botApi,
      receive,
      clientActions: createClientActions({ conversations, wake, clock, ids }),
      coachActions: createCoachActions({ conversations, wake, clock, ids }),
      practice,
      practices,
      boards,
      reasons: createReasons({ doors }),
      copilots: createCopilots({ doors }),
      gaps: createGaps({ doors, clock }),
      memoryItems: createMemoryItems({ doors, clock, ids }),
      incidents,
      coachTexts,
      senders,
      helplines,
      screen,
      suggestReply: createSuggestReply({ conversations, models, wake, ids, now: () => clock.now() }),
      askMemory: createAskMemory({ recall, catchUp: createCatchUp({ entries, clock }), conversations, ids }),
      tryWords: createTryWords({ screen, judgeTurn }),
      access,
      batches,
      conflicts: createConflicts({ doors, clock }),
      interventions: createInterventions({ doors, clock, ids }),
      exceptions: createExceptions({ doors, clock, ids }),
      teachings: createTeachings({ doors, clock, ids }),
      hearAnswer,
      download,
      rehearsals,
      tries,
      trying: createTrying({ tries, practices, models, screen, wake }),
      samples,
      library,
      publicUrl: config.publicUrl,
      fileBytesAtMost: config.fileBytesAtMost,
      texts,
      wake,
      clock,
      ids,
      inBackground: waker.inBackground,
      log,
    })
    const isStoreUp = () =>
      practices.hasCoach().then(
        () => true,
        () => false,
      )
    const botId = Number(config.telegramBotToken.split(':')[0]) // a token begins with its bot's id
    const updates = wireUpdates({ config, bot, botId, isStoreUp, screenOnly: receive.screenOnly, log })
    const { webhook, polling, fetching } = updates
    const reconciler = createReconciler({
      sweep,
      recomputePatterns: () => patterns.recompute(),
      wake,
      isBusy: async () => !(await queues.idle()),
      log,
    })

    let closed: Promise<void> | undefined
    let endWith: (error: unknown) => void = () => {}
    const stopped = new Promise<void>((_, reject) => {
      endWith = reject
    })
    stopped.catch(() => {})

    return {
      http: createApi({
        isStoreUp,
        access,
        library,
        uploads,
        priceSpeech,
        texts,
        clock,
        log,
        ...(webhook && { webhook: { ...webhook, path: webhookPath } }),
      }),
      library,
      access,
      practice,
      practices,
      senders,
      doors,
      reconciler,
      queues,
      waker,
      polling,
      stopped,
      botUsername: async () => {
        try {
          if (!bot.isInited()) await bot.init()
        } catch (error) {
          throw isRefusal(error) ? new BotRefused() : error
        }
        return bot.botInfo.username
      },

      idle: async () => updates.idle() && waker.idle() && (await queues.idle()),

      async start() {
        await sweep.adoptBot(botId)
        await sweep.adoptEmbeddingSettings(embeddingSettings)
        if (!config.databaseUrl) await sweep.releaseAll() // the only process: what was under way is nobody's now
        if (fetching || webhook) await receive.rememberAll()
        webhook?.open()
        if (fetching) {
          fetching.run().catch(endWith)
          setMenus(botApi, texts).catch((error: unknown) => log.warn({ err: error }, 'menus not set'))
          // What clients have written meanwhile comes first: nobody is answered out of date.
          await Promise.race([fetching.caughtUp, new Promise((resolve) => setTimeout(resolve, catchUpAtMostMs))])
        }
        if (config.roles.includes('worker')) {
          const concurrency = concurrencyOf(config)
          for (const name of queueNames)
            await queues
              .work(name, (job) => work[name](job as never).then(() => {}), { concurrency: concurrency[name] })
              .ready()
          reconciler.start()
          await reconciler.tick()
        }
      },

      close: () => (closed ??= closeAll()),
    }

    async function closeAll(): Promise<void> {
      await updates.close()
      documents.stop()
      await reconciler.stop()
      await queues.close()
      lookAhead.close()
      await waker.close()
      for (const close of closing.reverse()) await close()
    }
  }
}

/** Work left over from before waits no longer than this for Telegram to say what has come since. */
const catchUpAtMostMs = 3_000
