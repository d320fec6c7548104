import path from 'node:path'
import { z } from 'zod'
import { isSender, isSmtpUrl } from '#lib/platform/mail-settings.ts'
import { Failure } from '../platform/failure.ts'

/** What the environment says, checked. */
export interface Settings {
  port: number
  host: string
  /** Where people reach it; no slash at the end. */
  url: string
  /** Absolute. */
  dataDir: string
  /** null: the embedded PostgreSQL. */
  databaseUrl: string | null
  /** null: generated into the data folder. */
  secretKey: string | null
  /** null: the sandbox in embedded mode, else Atlassian. */
  atlassianApiUrl: string | null
  /** null: nothing is sent, mails are only shown. */
  smtpUrl: string | null
  /** null: Rolecall at the host of `url`. */
  mailFrom: string | null
  hasFirstAdmin: boolean
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535)
    .default(3000),
  ROLECALL_HOST: z.string().regex(/^\S+$/).default('127.0.0.1'),
  ROLECALL_URL: z.string().refine(isPublicUrl).optional(),
  ROLECALL_DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.string().refine(isDatabaseUrl).optional(),
  ROLECALL_SECRET_KEY: z.string().refine(isSecretKey).optional(),
  ATLASSIAN_API_URL: z.string().refine(isHttpUrl).optional(),
  SMTP_URL: z.string().refine(isSmtpUrl).optional(),
  MAIL_FROM: z.string().refine(isSender).optional(),
  ROLECALL_ADMIN_EMAIL: z.email().optional(),
  ROLECALL_ADMIN_PASSWORD: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels).optional(),
})

/** What is wrong and what to do about it. Values are not repeated: some are secret. */
const remedies: Record<keyof z.infer<typeof Environment>, string> = {
  PORT: 'PORT is not a port number. Set it to a whole number from 1 to 65535, or leave it out for 3000.',
  ROLECALL_HOST:
    'ROLECALL_HOST is not an address. Set it to one of this machine, such as 0.0.0.0, or leave it out for 127.0.0.1.',
  ROLECALL_URL:
    'ROLECALL_URL is not an address to sign in at. Set it to http:// or https:// with a host and no path, ' +
    'such as https://roles.example.com; write localhost for 127.0.0.1, because sign-in rewrites that.',
  ROLECALL_DATA_DIR: 'ROLECALL_DATA_DIR is not a folder. Set it to one, or leave it out for .data.',
  DATABASE_URL:
    'DATABASE_URL is not a PostgreSQL address. Write postgres://user:password@host:5432/database, ' +
    'or leave it out for the embedded PostgreSQL.',
  ROLECALL_SECRET_KEY:
    'ROLECALL_SECRET_KEY is not 32 bytes in base64. Make one with `openssl rand -base64 32` and keep it: ' +
    'stored secrets can only be read with it.',
  ATLASSIAN_API_URL:
    'ATLASSIAN_API_URL is not an http:// or https:// address. Leave it out for the usual one.',
  SMTP_URL:
    'SMTP_URL is not the address of a mail server. Write smtp://user:password@host:587 or smtps://user:password@host:465, ' +
    'with %40 for an @ in the user or the password, or leave it out to send no mail.',
  MAIL_FROM:
    'MAIL_FROM is not a sender. Write an address, or a name with it, such as Rolecall <rolecall@example.com>.',
  ROLECALL_ADMIN_EMAIL: 'ROLECALL_ADMIN_EMAIL is not an e-mail address.',
  ROLECALL_ADMIN_PASSWORD: 'ROLECALL_ADMIN_PASSWORD is not a password.',
  LOG_LEVEL: `LOG_LEVEL is none of ${logLevels.join(', ')}.`,
}

/**
 * Reads the settings. An empty variable counts as absent.
 * @param cwd what a relative data folder is relative to.
 * @throws Failure that names every problem with its next step.
 */
export function readSettings(env: Record<string, string | undefined>, cwd: string): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const parsed = Environment.safeParse(given)
  const problems = [...malformed(parsed.error), ...missing(given)]
  if (problems.length > 0) throw new Failure(problems.join('\n'))
  const values = Environment.parse(given)
  return {
    port: values.PORT,
    host: values.ROLECALL_HOST,
    url: (values.ROLECALL_URL ?? `http://localhost:${values.PORT}`).replace(/\/$/, ''),
    dataDir: path.resolve(cwd, values.ROLECALL_DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    secretKey: values.ROLECALL_SECRET_KEY ?? null,
    atlassianApiUrl: values.ATLASSIAN_API_URL ?? null,
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.MAIL_FROM ?? null,
    hasFirstAdmin: values.ROLECALL_ADMIN_EMAIL !== undefined,
  }
}

function malformed(error: z.ZodError | undefined): string[] {
  const names = new Set(error?.issues.map((issue) => String(issue.path[0])))
  return Object.entries(remedies).flatMap(([name, sentence]) => (names.has(name) ? [sentence] : []))
}

function missing(given: Record<string, string | undefined>): string[] {
  const problems: string[] = []
  if (given['DATABASE_URL'] && !given['ROLECALL_SECRET_KEY']) {
    problems.push(
      'ROLECALL_SECRET_KEY is missing; with DATABASE_URL it must be set. Make one with `openssl rand -base64 32` and keep it: ' +
        'stored secrets can only be read with it.',
    )
  }
  const [email, password] = [given['ROLECALL_ADMIN_EMAIL'], given['ROLECALL_ADMIN_PASSWORD']]
  if (email && !password)
    problems.push('ROLECALL_ADMIN_PASSWORD is missing. Set it beside ROLECALL_ADMIN_EMAIL, or neither.')
  if (password && !email)
    problems.push('ROLECALL_ADMIN_EMAIL is missing. Set it beside ROLECALL_ADMIN_PASSWORD, or neither.')
  return problems
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function isPublicUrl(text: string): boolean {
  if (!isHttpUrl(text)) return false
  const { pathname, search, hash, hostname, username } = new URL(text)
  return pathname === '/' && search + hash + username === '' && hostname !== '127.0.0.1'
}

function isDatabaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname } = new URL(text)
  return /^postgres(ql)?:$/.test(protocol) && hostname !== '' && pathname.length > 1
}

function isSecretKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(text)
}
