/**
 * What the ingestion is measured beside: LangChain.js, its recursive splitter and its PGVectorStore, installed on demand into a
 * folder that goes with the measurement. No part of the product, nor of what `npm ci` installs.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const packages = {
  '@langchain/core': '1.4.0',
  '@langchain/community': '1.1.29',
  '@langchain/textsplitters': '1.0.2',
  '@electric-sql/pglite-socket': '0.2.17',
  pg: '8.23.1',
}
const installedWithinMs = 600_000
/** About as many tokens as the product's chunks have, and as much of them repeated. */
const splitting = { chunkSize: 2000, chunkOverlap: 300 }

type Embed = (text: string) => number[]
type Splitter = { createDocuments(texts: string[], metadatas: object[]): Promise<object[]> }
type VectorStore = { addDocuments(documents: object[]): Promise<unknown>; end(): Promise<void> }
type SocketServer = { start(): Promise<void>; stop(): Promise<void> }

export type LangChain = Awaited<ReturnType<typeof openLangChain>>

/**
 * @param installed a folder that has these packages; left out, one is made and goes again
 * @throws {Error} that says why they cannot be installed here
 */
export async function openLangChain(installed: string | undefined) {
  const folder = installed ?? (await install())
  const load = createRequire(join(folder, 'package.json'))
  const { RecursiveCharacterTextSplitter } = load('@langchain/textsplitters') as {
    RecursiveCharacterTextSplitter: new (options: typeof splitting) => Splitter
  }
  const { PGVectorStore } = load('@langchain/community/vectorstores/pgvector') as {
    PGVectorStore: { initialize(embeddings: object, options: object): Promise<VectorStore> }
  }
  const splitter = new RecursiveCharacterTextSplitter(splitting)

  return {
    versions: packages,
    /** A table in the database, as its documentation makes one. */
    async open(connectionString: string, embed: Embed, dimensions: number) {
      const embeddings = {
        embedDocuments: async (texts: string[]) => texts.map(embed),
        embedQuery: async (text: string) => embed(text),
      }
      const store = await PGVectorStore.initialize(embeddings, {
        postgresConnectionOptions: { connectionString, max: 2 }, // it keeps one for itself
        tableName: 'langchain_documents',
        distanceStrategy: 'cosine',
        dimensions,
      })
      return {
        /** @returns how many chunks it has become */
        async add(name: string, text: string): Promise<number> {
          const documents = await splitter.createDocuments([text], [{ source: name }])
          await store.addDocuments(documents)
          return documents.length
        },
        close: () => store.end(),
      }
    },
    /** A door to an embedded database as if it were a server. */
    async serve(pglite: unknown): Promise<{ url: string; close(): Promise<void> }> {
      const { PGLiteSocketServer } = load('@electric-sql/pglite-socket') as {
        PGLiteSocketServer: new (options: object) => SocketServer
      }
      const port = await freePort()
      const server = new PGLiteSocketServer({ db: pglite, port, host: '127.0.0.1', maxConnections: 2 })
      await server.start()
      return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, close: () => server.stop() }
    },
    async remove(): Promise<void> {
      if (!installed) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function install(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'opencoach-langchain-'))
  try {
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: packages }))
    // Their peers are all the services that they could be used with.
    const options = ['install', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund']
    await promisify(execFile)('npm', options, { cwd: folder, timeout: installedWithinMs })
    return folder
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    const { stderr, message } = error as { stderr?: string; message: string }
    throw new Error(`LangChain.js could not be installed: ${(stderr || message).trim().split('\n').at(-1)}`)
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
