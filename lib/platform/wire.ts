/** A value as it arrives by JSON: instants are ISO strings. */
export type Wire<T> = T extends Date
  ? string
  : T extends (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T

/** The value as a browser would read it from our own API, so that a page and its live reads have one shape. */
export function toWire<T>(value: T): Wire<T> {
  return JSON.parse(JSON.stringify(value)) as Wire<T> // the cast says what JSON does to dates
}
