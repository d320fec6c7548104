import { STATUS_CODES } from 'node:http'
import type { Fault, errorForms } from './fault.ts'

type ErrorForm = (typeof errorForms)[number]

interface Said {
  status: number
  /** The status as the switch writes it. */
  written: string | number
  code: string
  title: string
  detail: string
  path: string
}

/** Codes of Atlassian's OpenAPI document. */
const codes: Record<number, string> = {
  400: 'ADMIN-UAM-400-1',
  401: 'ADMIN-401-2',
  402: 'ADMIN-UAM-402-1',
  403: 'ADMIN-UAM-403-1',
  404: 'ADMIN-UAM-404-1',
  405: 'ADMIN-UAM-405-1',
  409: 'ADMIN-UAM-409-3',
  415: 'ADMIN-UAM-415-1',
  429: 'ADMIN-429-1',
  500: 'ADMIN-UAM-500-1',
}

/** Codes of user management and SCIM have words instead of numbers. */
const keys: Record<number, string> = {
  400: 'bodyParseFailure',
  401: 'unauthorized',
  403: 'forbidden.action',
  404: 'accountNotFound',
  409: 'conflict.lifecycleErrors',
}

const write: Record<ErrorForm, (said: Said) => unknown> = {
  envelope: (said) => ({ errors: [toError(said)] }),
  single: toError,
  proxy: ({ status, detail }) => ({ code: status, message: detail }),
  routing: ({ status, title, detail, path }) => ({
    timestamp: new Date().toISOString(),
    path: `/api${path}`,
    status,
    error: title,
    requestId: 'e4cdc7ba',
    message: detail,
  }),
  'user-management': ({ status, code, detail }) => {
    const key = keys[status] ?? 'error'
    if (status === 400) return { key, errorDetail: detail }
    const context = { message: detail, accountId: '712020:unknown', errorCodes: [{ code, message: detail }] }
    return { key, context: status === 409 ? context : detail }
  },
  scim: ({ status, code, detail }) => ({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    scimType: code,
    detail,
  }),
  'scim-gateway': ({ detail }) => ({ error: detail, traceId: 'e4cdc7ba' }),
}

/** The error body that a fault asks for. */
export function writeErrorForm(
  fault: Pick<Fault, 'code' | 'detail'> & { form: ErrorForm; status: number },
  at: { path: string; errorStatus: 'string' | 'number' },
): unknown {
  const { status, form } = fault
  return write[form]({
    status,
    written: at.errorStatus === 'number' ? status : String(status),
    code: fault.code ?? (form === 'scim' ? 'uniqueness' : (codes[status] ?? `ADMIN-${status}-1`)),
    title: STATUS_CODES[status] ?? 'Error',
    detail: fault.detail ?? 'Injected fault',
    path: at.path,
  })
}

function toError({ written, code, title, detail }: Said) {
  return { id: `sandbox-${code.toLowerCase()}`, status: written, code, title, detail }
}
