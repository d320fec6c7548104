import type { RunFiles } from '../types.ts'
import type { BatonConfig } from './config.ts'
import { makeCredential, type Credential } from './credentials.ts'
import { envFile, toCompose, toEnvFile } from './manifests/compose.ts'
import { toKubernetes } from './manifests/kubernetes.ts'
import { appName } from './manifests/run-input.ts'

export interface BatonConnector {
  makeCredential(): Credential
  /** The files to run it with; without a secret they say where to get it. */
  runFiles(credential: { clientId: string; clientSecret: string | null }): RunFiles
}

/** What Rolecall does for a connector that runs elsewhere: it gives it a name and a key, and the files to start it with. */
export function createBatonConnector(input: {
  config: BatonConfig
  /** Whether it may change access. */
  provisions: boolean
  /** Where it reaches Rolecall. */
  rolecallUrl: string
}): BatonConnector {
  const { image, organizationId = null } = input.config
  return {
    makeCredential: () => makeCredential(input.rolecallUrl),
    runFiles(credential) {
      const filled = { ...credential, image, organizationId, provisions: input.provisions }
      return {
        kubernetes: [{ name: `${appName}.yaml`, code: toKubernetes(filled) }],
        compose: [
          { name: 'compose.yaml', code: toCompose(filled) },
          { name: envFile, code: toEnvFile(filled) },
        ],
      }
    },
  }
}
