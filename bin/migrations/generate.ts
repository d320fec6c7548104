import { printFailure } from '../platform/failure.ts'
import { generateClient } from './generate-client.ts'

try {
  await generateClient()
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}
