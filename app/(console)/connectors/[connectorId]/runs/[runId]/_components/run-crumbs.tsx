import type { Crumb } from '#components/shell/page-header.tsx'
import { Time } from '#components/ui/time.tsx'

export interface RunCrumbsProps {
  connector: { id: string; displayName: string }
  run: { id: string; createdAt: Date }
}

/** The way to a run, for the pages below it. */
export const toRunCrumbs = ({ connector, run }: RunCrumbsProps): Crumb[] => [
  { href: '/connectors', label: 'Connectors' },
  { href: `/connectors/${connector.id}`, label: connector.displayName },
  {
    href: `/connectors/${connector.id}/runs/${run.id}`,
    label: (
      <span>
        Sync of <Time at={run.createdAt} format="absolute" />
      </span>
    ),
  },
]
