import { z } from 'zod'
import { isSender, isSmtpUrl } from './mail-settings.ts'

const Env = z.object({
  DATABASE_URL: z.string().min(1),
  ROLECALL_SECRET_KEY: z.string().refine((key) => Buffer.from(key, 'base64').length === 32, {
    message: 'must be 32 bytes in base64',
  }),
  ROLECALL_URL: z.url().default('http://localhost:3000'),
  ATLASSIAN_API_URL: z.url().default('https://api.atlassian.com/admin'),
  SMTP_URL: z.string().refine(isSmtpUrl, { message: 'must be smtp:// or smtps:// with a host' }).optional(),
  MAIL_FROM: z
    .string()
    .refine(isSender, { message: 'must be an address, or a name and <address>' })
    .optional(),
  ROLECALL_EMBEDDED: z.literal('1').optional(),
  ROLECALL_SANDBOX_ORGANIZATION_ID: z.string().optional(),
  ROLECALL_SANDBOX_TOKEN: z.string().optional(),
  ROLECALL_VERIFY_TIMEOUT_MS: z.coerce.number().int().positive().default(90_000),
  ROLECALL_SYNC_LOG_DAYS: z.coerce.number().int().min(1).default(90),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type Env = z.infer<typeof Env>

/**
 * The settings of this process, read from the environment at every call.
 * @throws Error that names each missing or malformed setting.
 */
export function env(): Env {
  const parsed = Env.safeParse(process.env)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`Settings are missing or malformed. ${problems.join('; ')}`)
}

/** Whether calls go through the proxy that HTTPS_PROXY names: Node's own switch, so that it is one for all of them. */
export const usesProxy = (): boolean => process.env['NODE_USE_ENV_PROXY'] === '1'
