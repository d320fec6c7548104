import pino from 'pino'

/** pg hangs its whole client on the error object; only these fields may reach the log. */
function errorFields(error: Error & { code?: unknown }) {
  return { type: error.name, message: error.message, code: error.code, stack: error.stack }
}

/** The process's log: JSON lines on standard output, secrets redacted. */
export const log = pino({
  level: process.env['LOG_LEVEL'] ?? 'info',
  serializers: { err: errorFields },
  redact: ['*.password', '*.token', '*.accessToken', '*.secret', '*.authorization', '*.cookie'],
})
