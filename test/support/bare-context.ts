import { contextOf, type GatherContext } from '../../src/coaching/context.ts'

/** The messages of the turn, with nothing remembered and nothing looked up. */
export const bareContext: GatherContext = async ({ messages }) => contextOf(messages)
