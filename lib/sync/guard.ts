/** One kind of thing that a finished phase covers: how many were known, how many were read now. */
export interface KindCount {
  /** Plural, for the sentence: `groups`. */
  kind: string
  known: number
  read: number
  /** How many may vanish at once before an empty list is not believed. */
  believedBelow: number
  /** How many there are by the vendor's own count; null when it has none. */
  counted: number | null
}

/** More than 20 and more than a tenth of them are missing. */
const isMuchLess = (read: number, of: number): boolean => of - read > 20 && of - read > of * 0.1

/** Whether the vendor's list and its own count differ by more than people who come and go meanwhile. */
export const endsEarly = ({ read, counted }: KindCount): boolean =>
  counted !== null && isMuchLess(read, counted)

/**
 * The brake on removal: a list that came back empty although it was not is taken for a fault of the other side, and so is
 * one that ends long before the vendor's own count, when much would be removed for it.
 * @returns a sentence about the first such kind, null when all is believable.
 */
export function findImplausible(counts: readonly KindCount[]): string | null {
  for (const count of counts) {
    const { kind, known, read, believedBelow, counted } = count
    if (read === 0 && known >= believedBelow) {
      return `The list of ${kind} came back empty although ${known} were known. Nothing was removed.`
    }
    if (endsEarly(count) && isMuchLess(read, known)) {
      return `The list of ${kind} ended after ${read} although ${counted} are counted and ${known} were known. Nothing was removed.`
    }
  }
  return null
}
