/** One figure of a bench. `goal` is a sentence about the value; null where there is none. */
export interface Figure {
  name: string
  value: number
  unit: string
  goal: string | null
}

/** The middle one of some durations. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** As a table to read. */
export function toTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, goal }) => [name, format(value), unit, goal ?? ''])
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map(
      ([name = '', value = '', unit = '', goal = '']) =>
        `${name.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)} ${unit.padEnd(widths[2] ?? 0)}  ${goal}`,
    )
    .join('\n')
}

const format = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2))
