import { appName, askHealth, missing, vendorSettings, type RunInput } from './run-input.ts'
import { toYaml } from './yaml.ts'

const secretName = `${appName}-secrets`

/** The account `nonroot` of the image. */
const nonRoot = 65_532

const labels = { app: appName, baton: 'true', 'baton-app': 'atlassian' }

/** A Secret and a Deployment for `kubectl apply`, fit for a namespace that enforces the restricted Pod Security Standard. */
export const toKubernetes = (input: RunInput): string => [secret(input), deployment(input)].join('---\n')

function secret({ clientId, clientSecret, organizationId }: RunInput): string {
  const value = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: secretName, labels },
    type: 'Opaque',
    stringData: {
      BATON_CLIENT_ID: clientId,
      BATON_CLIENT_SECRET: clientSecret ?? missing.clientSecret.value,
      BATON_API_TOKEN: missing.accessToken.value,
      BATON_ORG: organizationId ?? missing.organizationId.value,
    },
  }
  return toYaml(value, {
    '': `kubectl apply -f ${appName}.yaml`,
    ...(clientSecret === null ? { 'stringData.BATON_CLIENT_SECRET': missing.clientSecret.where } : {}),
    'stringData.BATON_API_TOKEN': missing.accessToken.where,
    ...(organizationId === null ? { 'stringData.BATON_ORG': missing.organizationId.where } : {}),
  })
}

function deployment(input: RunInput): string {
  const value = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: appName, labels },
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: { app: appName } },
      template: {
        metadata: { labels, annotations: { 'client-id': input.clientId } },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: nonRoot,
            runAsGroup: nonRoot,
            fsGroup: nonRoot,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [container(input)],
          volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '2Gi' } }],
        },
      },
    },
  }
  return toYaml(value, {
    'spec.strategy': 'Two at once would share one credential; the old one ends before the new one starts.',
    'spec.template.metadata.annotations': 'Changes with every rotation, so that the connector restarts.',
    'spec.template.spec.containers.0.readinessProbe':
      'The connector asks itself, and nothing listens outside the pod. It restarts nothing: a release that cannot answer only stays unready.',
    'spec.template.spec.volumes': 'All that it writes: the snapshot of a sync on its way to Rolecall.',
  })
}

function container({ image, provisions }: RunInput): object {
  return {
    name: appName,
    image,
    env: [
      fromSecret('BATON_CLIENT_ID'),
      fromSecret('BATON_CLIENT_SECRET'),
      ...vendorSettings.flatMap(([key, other]) => [fromSecret(key), fromSecret(other, key)]),
      { name: 'BATON_PROVISIONING', value: String(provisions) },
      { name: 'BATON_HOST_ID', value: appName },
      { name: 'BATON_HEALTH_CHECK', value: 'true' },
    ],
    resources: {
      requests: { cpu: '50m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
      limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '3Gi' },
    },
    // no startup or liveness probe: an image without the command would be killed in a circle
    readinessProbe: {
      exec: { command: askHealth('ready') },
      periodSeconds: 30,
      timeoutSeconds: 10,
      failureThreshold: 3,
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  }
}

const fromSecret = (name: string, key = name) => ({
  name,
  valueFrom: { secretKeyRef: { name: secretName, key } },
})
