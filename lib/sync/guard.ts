/** One kind of thing that a finished phase covers: how many were known, how many were read now. */
export interface KindCount {
  /** Plural, for the sentence: `groups`. */
  kind: string
  known: number
  read: number
  /** How many may vanish at once before an empty list is not believed. */
  believedBelow: number
}

/**
 * The brake on removal: a list that came back empty although it was not is taken for a fault of the other side.
 * @returns the first such kind, null when all is believable.
 */
export function findImplausible(counts: readonly KindCount[]): KindCount | null {
  return counts.find(({ known, read, believedBelow }) => read === 0 && known >= believedBelow) ?? null
}
