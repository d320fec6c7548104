import { formatAbsolute } from '#lib/platform/format.ts'
import { Field } from '#components/form/field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'

/** Asks for a day; the answer is in the address. */
export function DayForm({ day, earliest, latest }: { day: string; earliest: string; latest: string }) {
  return (
    <form method="get" className="flex flex-wrap items-end gap-3">
      <Field label="At the end of this day (UTC)" className="w-52">
        <Input type="date" name="on" defaultValue={day} min={earliest} max={latest} required />
      </Field>
      <Button type="submit">Show</Button>
    </form>
  )
}

/** Why there is nothing to tell of a day: nobody looked yet, or it was not there. */
export const nothingOn = (day: string, earliest: string): string =>
  day < earliest
    ? `Nothing is known before ${formatAbsolute(earliest, { style: 'date' })}`
    : 'Not there on that day'

/** In place of what was held on a day of which nothing is known. */
export function NothingKnown({ earliest }: { earliest: string }) {
  return (
    <p className="text-sm text-muted-foreground">
      The connector was connected on {formatAbsolute(earliest, { style: 'date' })}. Choose that day or a later
      one.
    </p>
  )
}
