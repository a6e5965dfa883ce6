/** What of the coach's documents a turn is given. */
import type { AmendedPassage } from './amend.ts'

/** A passage under the name by which the model says that it used it. */
export type MaterialPassage = AmendedPassage & { id: string }

export type Material = {
  passages: readonly MaterialPassage[]
  /** Were the documents asked? Not when there are none, nor when the client has said nothing that could be looked for. */
  wasAsked: boolean
}

export const noMaterial: Material = { passages: [], wasAsked: false }
