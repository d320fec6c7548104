import { appName, askHealth, missing, vendorSettings, type RunInput } from './run-input.ts'
import { toYaml } from './yaml.ts'

export const envFile = `${appName}.env`

/** The same connector for Docker Compose, as tight as in Kubernetes; secrets come from the file beside it. */
export function toCompose({ image, provisions }: RunInput): string {
  const value = {
    services: {
      [appName]: {
        image,
        restart: 'unless-stopped',
        environment: {
          BATON_CLIENT_ID: fromFile('BATON_CLIENT_ID'),
          BATON_CLIENT_SECRET: fromFile('BATON_CLIENT_SECRET'),
          ...Object.fromEntries(
            vendorSettings.flatMap((names) => names.map((name) => [name, fromFile(names[0])])),
          ),
          BATON_PROVISIONING: String(provisions),
          BATON_HOST_ID: appName,
          BATON_HEALTH_CHECK: 'true',
        },
        user: '65532:65532',
        read_only: true,
        tmpfs: ['/tmp:size=512m,mode=1777'],
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        mem_limit: '1g',
        pids_limit: 256,
        healthcheck: {
          test: ['CMD', ...askHealth('live')],
          interval: '30s',
          timeout: '10s',
          retries: 5,
          start_period: '5m',
        },
      },
    },
  }
  return toYaml(value, { '': `docker compose --env-file ${envFile} up -d` })
}

/** Compose says so itself when a setting is not filled in, and starts nothing. */
const fromFile = (name: string): string => `\${${name}:?Fill in ${name} in ${envFile}}`

/** What Compose fills the service with. */
export function toEnvFile({ clientId, clientSecret, organizationId }: RunInput): string {
  const lines = [
    line('BATON_CLIENT_ID', clientId),
    ...(clientSecret === null
      ? [`# ${missing.clientSecret.where}`, 'BATON_CLIENT_SECRET=']
      : [line('BATON_CLIENT_SECRET', clientSecret)]),
    `# ${missing.accessToken.where}`,
    'BATON_API_TOKEN=',
    ...(organizationId === null
      ? [`# ${missing.organizationId.where}`, 'BATON_ORG=']
      : [line('BATON_ORG', organizationId)]),
  ]
  return `${lines.join('\n')}\n`
}

/** In single quotes nothing is replaced. */
const line = (name: string, value: string): string => `${name}='${value.replaceAll("'", String.raw`\'`)}'`
