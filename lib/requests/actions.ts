'use server'

import { defineAction } from '#lib/auth/action.ts'
import { approveRequest as approve } from './approve-request.ts'
import { cancelRequest as cancel } from './cancel-request.ts'
import { denyRequest as deny } from './deny-request.ts'
import { orderRevocation as revoke } from './order-revocation.ts'
import { retryRequest as retry } from './retry-request.ts'
import { ApproveRequest, DenyRequest, RequestRef, RevokeAccess, SubmitRequest } from './schema.ts'
import { submitRequest as submit } from './submit-request.ts'

export const submitRequest = defineAction('requests.submit', SubmitRequest, submit)
export const approveRequest = defineAction('requests.approve', ApproveRequest, approve)
export const denyRequest = defineAction('requests.deny', DenyRequest, deny)
export const cancelRequest = defineAction('requests.cancel', RequestRef, cancel)
export const retryRequest = defineAction('requests.retry', RequestRef, retry)
export const orderRevocation = defineAction('requests.order-revocation', RevokeAccess, revoke)
