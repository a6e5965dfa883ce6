/** `/openapi.json`: the API as programs read it, made of the schemas that the routes answer by. */
import { Hono } from 'hono'
import { z } from 'zod'
import {
  addedAnswer,
  changeBody,
  documentAnswer,
  fileForm,
  listAnswer,
  listQuery,
  problemAnswer,
  storedAnswer,
} from './document-schemas.ts'

type Operation = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Below `/v1/documents`, as Hono has it. */
  path: string
  summary: string
  scope: 'documents:read' | 'documents:write'
  query?: z.ZodObject
  body?: { type: 'multipart/form-data' | 'application/json'; schema: z.ZodType }
  /** By status; null: without a body. */
  answers: Record<number, z.ZodType | null>
}

const file = { type: 'multipart/form-data', schema: fileForm } as const

export const documentOperations: readonly Operation[] = [
  {
    ...{ method: 'post', path: '/', scope: 'documents:write', summary: 'Adds a document.' },
    ...{ body: file, answers: { 200: addedAnswer, 202: addedAnswer } },
  },
  {
    ...{ method: 'get', path: '/', scope: 'documents:read', summary: 'Lists documents, the newest first.' },
    ...{ query: listQuery, answers: { 200: listAnswer } },
  },
  {
    ...{ method: 'get', path: '/:id', scope: 'documents:read', summary: 'Where a document is.' },
    answers: { 200: documentAnswer },
  },
  {
    ...{
      method: 'put',
      path: '/:id',
      scope: 'documents:write',
      summary: 'Adds a new version, which replaces it when it is ready.',
    },
    ...{ body: file, answers: { 200: storedAnswer, 202: storedAnswer } },
  },
  {
    ...{
      method: 'patch',
      path: '/:id',
      scope: 'documents:write',
      summary: 'Renames it, or has it take another’s place.',
    },
    ...{ body: { type: 'application/json', schema: changeBody }, answers: { 200: documentAnswer } },
  },
  {
    ...{ method: 'post', path: '/:id/retry', scope: 'documents:write', summary: 'Tries again what has failed.' },
    answers: { 202: documentAnswer },
  },
  {
    ...{
      method: 'post',
      path: '/:id/start',
      scope: 'documents:write',
      summary: 'Has its speech written down, which was asked about.',
    },
    answers: { 202: documentAnswer },
  },
  {
    ...{ method: 'delete', path: '/:id', scope: 'documents:write', summary: 'Removes it, its text and its vectors.' },
    answers: { 204: null },
  },
]

/** Nobody's secret: it is answered without a token. */
export function openApiRoute(): Hono {
  const description = describe()
  return new Hono().get('/', (c) => c.json(description))
}

function describe() {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of documentOperations) {
    const path = `/v1/documents${operation.path === '/' ? '' : operation.path.replace(':id', '{id}')}`
    paths[path] = { ...paths[path], [operation.method]: describeOperation(operation) }
  }
  const named = z.registry<{ id: string }>()
  for (const schema of [documentAnswer, storedAnswer, addedAnswer, listAnswer, problemAnswer, changeBody, fileForm])
    named.add(schema, { id: nameOf(schema) })
  const described = z.toJSONSchema(named, { ...asSent, uri: (id) => `#/components/schemas/${id}` }).schemas
  const schemas = Object.fromEntries(Object.entries(described).map(([id, schema]) => [id, withoutNames(schema)]))
  return {
    openapi: '3.1.0',
    info: { title: 'OpenCoach', version: '1', description: 'A coach’s documents, for the coach’s own programs.' },
    paths,
    components: { schemas, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  }
}

function describeOperation({ path, summary, scope, query, body, answers }: Operation) {
  const inPath = path.includes(':id')
    ? [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }]
    : []
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    ...{ name, in: 'query', required: false, schema: withoutNames(z.toJSONSchema(schema as z.ZodType, asSent)) },
  }))
  const responses = Object.entries(answers).map(([status, schema]) => [
    status,
    { description: summary, ...(schema && { content: { 'application/json': { schema: refTo(schema) } } }) },
  ])
  const problem = {
    description: 'What is wrong.',
    content: { 'application/problem+json': { schema: refTo(problemAnswer) } },
  }
  return {
    summary,
    security: [{ token: [] }],
    'x-scope': scope,
    parameters: [...inPath, ...inQuery],
    ...(body && { requestBody: { required: true, content: { [body.type]: { schema: refTo(body.schema) } } } }),
    responses: Object.fromEntries([...responses, ['default', problem]]),
  }
}

function refTo(schema: z.ZodType) {
  return { $ref: `#/components/schemas/${nameOf(schema)}` }
}

function nameOf(schema: z.ZodType): string {
  return schema.meta()?.id ?? ''
}

/** Where it stands says which it is. */
function withoutNames({ $schema, $id, ...schema }: z.core.JSONSchema.BaseSchema) {
  return schema
}

/** Not as it is read. */
const asSent = { io: 'input', unrepresentable: 'any' } as const
