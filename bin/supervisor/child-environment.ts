import { hkdfSync } from 'node:crypto'
import type { SandboxAccess } from './sandbox.ts'
import type { Settings } from './settings.ts'

const atlassianApiUrl = 'https://api.atlassian.com/admin'

/** Ours alone: what a child sees of these is what we hand to it. */
const withheld = [
  'ROLECALL_ADMIN_EMAIL',
  'ROLECALL_ADMIN_PASSWORD',
  'SMTP_URL',
  'MAIL_FROM',
  'ROLECALL_EMBEDDED',
  'ROLECALL_SANDBOX_ORGANIZATION_ID',
  'ROLECALL_SANDBOX_TOKEN',
  'NODE_CHANNEL_FD',
]

/** The environment that each child begins with: ours without what only some may see. */
export function plainEnvironment(mode: 'start' | 'dev'): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !withheld.includes(name))
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: mode === 'dev' ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

/** What the web server and the worker are told. */
export function childEnvironment(
  base: NodeJS.ProcessEnv,
  settings: Settings,
  own: { databaseUrl: string; secretKey: string; sandbox: SandboxAccess | null },
): NodeJS.ProcessEnv {
  return {
    ...base,
    DATABASE_URL: own.databaseUrl,
    ROLECALL_SECRET_KEY: own.secretKey,
    ROLECALL_URL: settings.url,
    AUTH_URL: settings.url,
    AUTH_SECRET: deriveAuthSecret(own.secretKey),
    AUTH_TRUST_HOST: 'true',
    ATLASSIAN_API_URL: own.sandbox?.baseUrl ?? settings.atlassianApiUrl ?? atlassianApiUrl,
    ...(settings.smtpUrl === null ? {} : { SMTP_URL: settings.smtpUrl }),
    ...(settings.mailFrom === null ? {} : { MAIL_FROM: settings.mailFrom }),
    ...(settings.databaseUrl === null ? { ROLECALL_EMBEDDED: '1' } : {}),
    ...(own.sandbox
      ? {
          ROLECALL_SANDBOX_ORGANIZATION_ID: own.sandbox.organizationId,
          ROLECALL_SANDBOX_TOKEN: own.sandbox.accessToken,
        }
      : {}),
  }
}

/** Signs sessions; not the key itself, so that one leaking does not give away the other. */
export function deriveAuthSecret(secretKey: string): string {
  const key = Buffer.from(secretKey, 'base64')
  return Buffer.from(hkdfSync('sha256', key, '', 'rolecall auth secret', 32)).toString('base64url')
}

/**
 * How Node starts the worker. A sync passes hundreds of megabytes through; with these bounds the collector keeps up with it
 * instead of letting the process grow. Without the initial size it clears up ten times a second, for a third of the work.
 */
export const workerArguments = [
  '--max-semi-space-size=8',
  '--initial-old-space-size=64',
  '--max-old-space-size=192',
]
