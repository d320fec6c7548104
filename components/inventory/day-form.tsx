import { Field } from '#components/form/field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'

/** Asks for a day; the answer is in the address. */
export function DayForm({ day, latest }: { day: string; latest: string }) {
  return (
    <form method="get" className="flex flex-wrap items-end gap-3">
      <Field label="At the end of this day (UTC)" className="w-52">
        <Input type="date" name="on" defaultValue={day} max={latest} required />
      </Field>
      <Button type="submit">Show</Button>
    </form>
  )
}
