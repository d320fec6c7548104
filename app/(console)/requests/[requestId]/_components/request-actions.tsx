'use client'

import { ActionButton } from '#components/form/action-button.tsx'
import type { Wire } from '#lib/platform/wire.ts'
import { cancelRequest } from '#lib/requests/actions.ts'
import type { RequestDetail } from '#lib/requests/types.ts'

export function RequestActions({ request }: { request: Wire<RequestDetail> }) {
  if (!request.may.cancel) return null
  return <ActionButton action={() => cancelRequest({ requestId: request.id })}>Cancel request</ActionButton>
}
